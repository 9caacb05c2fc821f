// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/resolv_conf.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("resolv.conf is read as glibc reads it")
{
    const auto config = parseResolvConf("# written by hand\n"
                                        "; nameserver 192.0.2.9\n"
                                        "nameserver 192.0.2.1\n"
                                        "nameserver\t2001:db8::1 # second\n"
                                        "search example.com  example.org\n"
                                        "options rotate timeout:3 attempts:4 edns0 ndots:2 trust-ad\n");
    REQUIRE(config.servers.size() == 2);
    CHECK(config.servers[0].toString() == "[192.0.2.1]:53");
    CHECK(config.servers[1].toString() == "[2001:db8::1]:53");
    CHECK(config.rotate);
    CHECK(config.timeout == Seconds(3));
    CHECK(config.attempts == 4);
    CHECK(config.ndots == 2);
    CHECK(config.search == std::vector<std::string>{"example.com", "example.org"});
}

TEST_CASE("Without a nameserver line the machine itself is asked, with the default time-outs")
{
    for (const auto* text : {"", "\n\n", "nameserver\n", "nameserver localhost\n", " nameserver 192.0.2.1\n"}) {
        CAPTURE(text);
        const auto config = parseResolvConf(text);
        REQUIRE(config.servers.size() == 1);
        CHECK(config.servers[0].toString() == "[127.0.0.1]:53");
        CHECK(config.timeout == Seconds(5));
        CHECK(config.attempts == 2);
        CHECK_FALSE(config.rotate);
        CHECK(config.ndots == 1);
    }
}

TEST_CASE("glibc's limits hold: three servers, 30 seconds, five attempts")
{
    const auto config = parseResolvConf("nameserver 192.0.2.1\r\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"
                                        "nameserver 192.0.2.4\noptions timeout:99 attempts:99999999999 ndots:99");
    CHECK(config.servers.size() == 3);
    CHECK(config.servers.back().toString() == "[192.0.2.3]:53");
    CHECK(config.timeout == Seconds(30));
    CHECK(config.attempts == 5);
    CHECK(config.ndots == 15);
}

TEST_CASE("Nonsense in options changes nothing, and no timeout is zero")
{
    const auto nonsense = parseResolvConf("options timeout: attempts:x rotatex ndots:-1\n");
    CHECK(nonsense.timeout == Seconds(5));
    CHECK(nonsense.attempts == 2);
    CHECK(nonsense.ndots == 1);
    CHECK_FALSE(nonsense.rotate);
    const auto zero = parseResolvConf("options timeout:0 attempts:0\n");
    CHECK(zero.timeout == Seconds(1));
    CHECK(zero.attempts == 1);
}

TEST_CASE("The last of several search lines counts")
{
    CHECK(parseResolvConf("search a b\ndomain c\n").search == std::vector<std::string>{"c"});
}
