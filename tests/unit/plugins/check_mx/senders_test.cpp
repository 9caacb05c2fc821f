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

TEST_CASE("A link-local address in the DNS is the domain's fault, told once, and comes before what follows from it")
{
    const Judged beside(domainWith({host("mx1.example.com", 10, {noRoute("fe80::1"), answers("20.0.0.1")})}));
    CHECK(beside.findings() == Strings{"address-not-global W", "mx-senders-cut-off W"});
    CHECK(beside.line1() == "mx1.example.com [fe80::1] is not reachable from the Internet: link-local, RFC 4291");
    CHECK(beside.message("mx-senders-cut-off") ==
          "example.com: IPv6-only senders have no way left: mx1.example.com [fe80::1] is not reachable from the "
          "Internet: link-local, RFC 4291; IPv4-only senders get through to mx1.example.com (10)");
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {noRoute("fe80::1")})})).findings() ==
          Strings{"mx-all-down C", "address-not-global C"});
}

TEST_CASE("An exchange at a private address is told once, however this machine fails to get there")
{
    const std::pair<FailureKind, std::string> failures[]{{FailureKind::NoRoute, ""},
                                                         {FailureKind::TimedOut, "; from here: x"},
                                                         {FailureKind::Unreachable, "; from here: x"},
                                                         {FailureKind::Refused, "; from here: x"}};
    for (const auto& [kind, more] : failures) {
        const Judged alone(domainWith({host("mx1.example.com", 10, {fails("10.0.0.1", kind, "x")})}));
        CHECK(alone.findings() == Strings{"mx-all-down C", "address-not-global C"});
        CHECK(alone.message("address-not-global") ==
              "mx1.example.com [10.0.0.1]: is not reachable from the Internet: private, RFC 1918" + more);
        CHECK(alone.remedy("mx-all-down").starts_with(mxFindings.notGlobal.remedy));
        const Judged beside(domainWith({host("mx1.example.com", 10, {fails("10.0.0.1", kind, "x")}),
                                        host("mx2.example.com", 20, {answers("20.0.0.1")})}));
        CHECK(beside.findings() == Strings{"address-not-global W", "ipv6-missing O"});
    }
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {answers("10.0.0.1", "554 no")}),
                             host("mx2.example.com", 20, {answers("20.0.0.1")})}))
              .findings() == Strings{"smtp-reply-5yz W", "address-not-global W", "ipv6-missing O"});
}

TEST_CASE("Of another port than 25 nothing follows for senders")
{
    Policy policy;
    policy.port = 587;
    const Judged down(domainWith({host("mx1.example.com", 10, {refuses("20.0.0.1")}),
                                  host("mx2.example.com", 20, {refuses("2a00:1::1")})}),
                      policy);
    CHECK(down.line1().starts_with("example.com 0 of 2 MX hosts work on port 587: mx1.example.com "));
    const Judged lone(domainWith({host("mx1.example.com", 10, {refuses("20.0.0.1")})}), policy);
    CHECK(lone.line1().starts_with("example.com its only MX host fails on port 587: mx1.example.com "));
    const Judged half(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1"), refuses("2a00:1::1")}),
                                  host("mx2.example.com", 20, {refuses("20.0.0.2")})}),
                      policy);
    CHECK(half.findings() == Strings{"mx-host-down W"}); // one cause
    for (const auto* word : {"mail goes", "takes mail", "take mail", "senders"}) {
        CHECK(half.line1().find(word) == std::string::npos);
    }
    const Judged sound(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")})}), policy);
    CHECK(sound.line1().starts_with("example.com 1 of 1 MX host answers on port 587, first mx1.example.com (10) "));
    policy.minHosts = 2;
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")}),
                             host("mx2.example.com", 20, {refuses("20.0.0.2")})}),
                 policy)
              .message("mx-too-few-hosts")
              .find("only 1 of 2 MX hosts answers on port 587, 2 wanted") != std::string::npos);
}
