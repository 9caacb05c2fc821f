// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/findings.hpp"
#include "unit/plugins/check_mx/seen.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

AddressSeen noRoute(const std::string& address)
{
    return fails(address, FailureKind::NoRoute, "this machine has no route to it (network is unreachable)");
}

} // namespace

TEST_CASE("IPv6-only senders cut off while IPv4 still delivers is WARNING, and line 1 says who still gets through")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {refuses("2a00:1::1"), answers("20.0.0.1")})}));
    CHECK(judged.findings() == Strings{"mx-senders-cut-off W", "mx-host-down W"});
    CHECK(judged.line1() == "example.com IPv6-only senders have no way left: mx1.example.com [2a00:1::1]:25 "
                            "connection refused; IPv4-only senders get through to mx1.example.com (10)");
}

TEST_CASE("IPv4-only senders cut off while IPv6 still delivers is WARNING")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("2a00:1::1"), refuses("20.0.0.1")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2", "554 no")})}));
    CHECK(judged.findings() == Strings{"mx-senders-cut-off W", "mx-host-down W", "smtp-reply-5yz W"});
    CHECK(judged.line1() ==
          "example.com IPv4-only senders have no way left: mx1.example.com [20.0.0.1]:25 connection refused; "
          "mx2.example.com [20.0.0.2]:25 greeting 554 no; IPv6-only senders get through to mx1.example.com (10)");
}

TEST_CASE("A family that was left out with --use-ipv4 is not judged")
{
    Policy policy;
    policy.families = FamilyChoice::IPv4;
    const auto seen = domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")})});
    const Judged judged(seen, policy);
    CHECK(judged.findings().empty());
    const auto& tables = judged.report().observations.tables;
    const auto senders = std::find_if(tables.begin(), tables.end(), [](const auto& t) { return t.first == "senders"; });
    REQUIRE(senders != tables.end());
    CHECK(senders->second.size() == 1);
}

TEST_CASE("With one family asked for, all of its addresses down is CRITICAL")
{
    Policy policy;
    policy.families = FamilyChoice::IPv6;
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {refuses("2a00:1::1")})}), policy).findings() ==
          Strings{"mx-all-down C", "mx-host-down W"});
}

TEST_CASE("No IPv4 address at all is WARNING, since most senders have no IPv6")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("2a00:1::1")})}));
    CHECK(judged.findings() == Strings{"ipv4-missing W"});
    CHECK(judged.line1() == "example.com no exchange has an IPv4 address");
}

TEST_CASE("Where the DNS failed for one family, nobody says that there is no address of it")
{
    auto seen = domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")})});
    seen.hosts[0].lookupFailure =
        Failure{FailureKind::DnsFailure, "SERVFAIL for mx1.example.com AAAA from [20.0.53.1]:53"};
    const Judged judged(seen);
    CHECK(judged.findings() == Strings{"mx-unresolvable W"});
    CHECK(judged.line1() == "mx1.example.com (10) its AAAA look-up failed: SERVFAIL for mx1.example.com AAAA "
                            "from [20.0.53.1]:53");
}

TEST_CASE("A busy host that IPv6-only senders can reach is a way")
{
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {answers("2a00:1::1", "421 busy"), answers("20.0.0.1")})}))
              .findings() == Strings{"smtp-reply-4yz W"});
}

TEST_CASE("IPv4-only senders who meet only busy hosts are put off, not through")
{
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {refuses("2a00:1::1"), answers("20.0.0.1", "421 busy")})}))
              .findings() == Strings{"all-busy W", "mx-senders-cut-off W", "mx-host-down W", "smtp-reply-4yz W"});
}

TEST_CASE("No route from here is this machine's trouble: WARNING, and neither message nor remedy blames the domain")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {noRoute("2a00:1::1"), answers("20.0.0.1")})}));
    CHECK(judged.findings() == Strings{"mx-senders-cut-off W", "mx-host-down W"});
    CHECK(judged.line1() == "example.com this machine has no IPv6 route, so what IPv6-only senders meet is not known "
                            "from here; IPv4-only senders get through to mx1.example.com (10)");
    CHECK(judged.remedy("mx-senders-cut-off") == "Give this machine IPv6, or use --use-ipv4 here. See it with: swaks "
                                                 "--server 2a00:1::1 --port 25 --quit-after CONNECT");
    CHECK(judged.remedy("mx-host-down") == std::string(hostUnreachableFromHere.remedy) +
                                               " See it with: swaks --server 2a00:1::1 --port 25 --quit-after CONNECT");
}

TEST_CASE("No route to any host is CRITICAL, and this machine's trouble too")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {noRoute("2a00:1::1")})}));
    CHECK(judged.findings() == Strings{"mx-all-down C", "mx-host-down W"});
    CHECK(judged.line1() == "example.com is out of this machine's reach: mx1.example.com [2a00:1::1]:25 this machine "
                            "has no route to it (network is unreachable)");
    CHECK(judged.remedy("mx-all-down").starts_with(hostUnreachableFromHere.remedy));
}

TEST_CASE("A link-local address in the DNS is the domain's fault, and comes before what follows from it")
{
    const Judged beside(domainWith({host("mx1.example.com", 10, {noRoute("fe80::1"), answers("20.0.0.1")})}));
    CHECK(beside.findings() == Strings{"address-not-global W", "mx-senders-cut-off W", "mx-host-down W"});
    CHECK(beside.line1() == "mx1.example.com [fe80::1] is not reachable from the Internet: link-local, RFC 4291");
    CHECK(beside.message("mx-senders-cut-off") ==
          "example.com: IPv6-only senders have no way left: mx1.example.com [fe80::1] is not reachable from the "
          "Internet: link-local, RFC 4291; IPv4-only senders get through to mx1.example.com (10)");
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {noRoute("fe80::1")})})).findings() ==
          Strings{"mx-all-down C", "address-not-global C", "mx-host-down W"});
}
