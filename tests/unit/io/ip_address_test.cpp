// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/ip_address.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;

TEST_CASE("addresses of both families are read and printed in their usual form")
{
    CHECK(IpAddress::parse("192.0.2.25")->toString() == "192.0.2.25");
    CHECK(IpAddress::parse("2001:DB8:0:0::1")->toString() == "2001:db8::1");
    CHECK_FALSE(IpAddress::parse("192.0.2.256").has_value());
    CHECK_FALSE(IpAddress::parse("[::1]").has_value());
    CHECK_FALSE(IpAddress::parse("1.2.3").has_value());
    CHECK_FALSE(IpAddress::parse("").has_value());
    CHECK_FALSE(IpAddress::parse("fe80::1%").has_value());
}

TEST_CASE("only addresses that the whole Internet can reach are global")
{
    for (const auto* text : {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2600::1", "2a00:1450::1", "192.0.1.1"}) {
        INFO(text);
        CHECK(IpAddress::parse(text)->isGlobal());
    }
    for (const auto* text : {"10.1.2.3",        "127.0.0.1",  "192.168.1.1", "172.16.0.1", "172.31.255.255",
                             "169.254.1.1",     "100.64.0.1", "192.0.2.1",   "198.18.0.1", "224.0.0.1",
                             "255.255.255.255", "0.0.0.0",    "::1",         "::",         "fe80::1",
                             "fc00::1",         "fdff::1",    "2001:db8::1", "ff02::1",    "::ffff:192.0.2.1"}) {
        INFO(text);
        CHECK_FALSE(IpAddress::parse(text)->isGlobal());
    }
}

TEST_CASE("the reverse name of an address is the name of its PTR record")
{
    CHECK(IpAddress::parse("192.0.2.25")->reverseName() == "25.2.0.192.in-addr.arpa");
    CHECK(IpAddress::parse("2001:db8::1")->reverseName() ==
          "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
}

TEST_CASE("an endpoint is an address with or without a port")
{
    CHECK(Endpoint::parse("192.0.2.53", 53)->toString() == "[192.0.2.53]:53");
    CHECK(Endpoint::parse("192.0.2.53:5353", 53)->toString() == "[192.0.2.53]:5353");
    CHECK(Endpoint::parse("2001:db8::53", 53)->toString() == "[2001:db8::53]:53");
    CHECK(Endpoint::parse("[2001:db8::53]:5353", 53)->toString() == "[2001:db8::53]:5353");
    CHECK(Endpoint::parse("[::1]", 53)->toString() == "[::1]:53");
    for (const auto* text : {"", "x", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "[::1", "[::1]5", "[::1]:x",
                             "example.com:53", "192.0.2.1:53x"}) {
        INFO(text);
        CHECK_FALSE(Endpoint::parse(text, 53).has_value());
    }
}
