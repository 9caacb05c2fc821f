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

TEST_CASE("a special address says what it is for, from the first of its block to the last")
{
    struct Block {
        const char* first;
        const char* last;
        const char* purpose;
    };
    for (const auto& [first, last, purpose] : {
             Block{"0.0.0.0", "0.255.255.255", "\"this network\", RFC 791"},
             Block{"10.0.0.0", "10.255.255.255", "private, RFC 1918"},
             Block{"100.64.0.0", "100.127.255.255", "shared by carrier-grade NAT, RFC 6598"},
             Block{"127.0.0.0", "127.255.255.255", "loopback, RFC 1122"},
             Block{"169.254.0.0", "169.254.255.255", "link-local, RFC 3927"},
             Block{"172.16.0.0", "172.31.255.255", "private, RFC 1918"},
             Block{"192.0.0.0", "192.0.0.255", "protocol assignments, RFC 6890"},
             Block{"192.0.2.0", "192.0.2.255", "documentation, RFC 5737"},
             Block{"192.168.0.0", "192.168.255.255", "private, RFC 1918"},
             Block{"198.18.0.0", "198.19.255.255", "benchmarking, RFC 2544"},
             Block{"198.51.100.0", "198.51.100.255", "documentation, RFC 5737"},
             Block{"203.0.113.0", "203.0.113.255", "documentation, RFC 5737"},
             Block{"224.0.0.0", "239.255.255.255", "multicast, RFC 5771"},
             Block{"240.0.0.0", "255.255.255.255", "reserved, RFC 1112"},
             Block{"::", "::", "unspecified, RFC 4291"},
             Block{"::1", "::1", "loopback, RFC 4291"},
             Block{"::ffff:0:0", "::ffff:ffff:ffff", "IPv4-mapped, RFC 4291"},
             Block{"64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "local-use translation, RFC 8215"},
             Block{"100::", "100::ffff:ffff:ffff:ffff", "discard-only, RFC 6666"},
             Block{"2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", "benchmarking, RFC 5180"},
             Block{"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "documentation, RFC 3849"},
             Block{"3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "documentation, RFC 9637"},
             Block{"5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "segment routing, RFC 9602"},
             Block{"fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "unique local, RFC 4193"},
             Block{"fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "link-local, RFC 4291"},
             Block{"fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "site-local, RFC 3879"},
             Block{"ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "multicast, RFC 4291"},
         }) {
        INFO(first);
        CHECK(IpAddress::parse(first)->specialPurpose() == purpose);
        CHECK(IpAddress::parse(last)->specialPurpose() == purpose);
    }
    for (const auto* beside : {"1.0.0.0", "9.255.255.255", "100.63.255.255", "172.15.255.255", "192.0.1.0",
                               "198.17.255.255", "198.20.0.0", "223.255.255.255", "::2", "64:ff9b:2::", "2001:2:1::",
                               "2001:db7:ffff::", "3ffe:ffff::", "4000::", "5eff:ffff::", "fbff:ffff::", "fe00::"}) {
        INFO(beside);
        CHECK(IpAddress::parse(beside)->specialPurpose().empty());
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
