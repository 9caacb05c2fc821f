// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/findings.hpp"
#include "unit/plugins/check_mx/seen.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

const Strings withStartTls{"250-mx.example.com", "250-SIZE 10240000", "250 STARTTLS"};
const Strings withoutStartTls{"250-mx.example.com", "250 SIZE 10240000"};

Policy wantingStartTls()
{
    Policy policy;
    policy.startTls = true;
    return policy;
}

Policy expectingDown(const std::string& name)
{
    Policy policy;
    policy.expectedDown = {DnsName::parse(name)};
    return policy;
}

HostSeen literal(const std::string& name)
{
    auto seen = host(name, 10, {});
    seen.literal = true;
    return seen;
}

} // namespace

TEST_CASE("An exchange that is an alias is WARNING and names the name to use instead")
{
    auto seen = healthyDomain();
    seen.hosts[0].aliases = {DnsName::parse("a.example.net"), DnsName::parse("b.example.net")};
    const Judged judged(seen);
    CHECK(judged.findings() == Strings{"mx-cname W"});
    CHECK(judged.line1() == "mx1.example.com (10) is an alias (CNAME) for b.example.net");
}

TEST_CASE("An address literal alone is CRITICAL, beside a good host WARNING")
{
    const Judged alone(domainWith({literal("20.0.0.9")}));
    CHECK(alone.findings() == Strings{"mx-all-down C", "mx-address-literal C"});
    CHECK(alone.line1() ==
          "example.com takes no mail, its only MX host fails: 20.0.0.9 is an address, not a host name");
    const Judged beside(domainWith({literal("20.0.0.9"), host("mx2.example.com", 20, {answers("20.0.0.2")})}));
    CHECK(beside.findings() == Strings{"mx-address-literal W", "ipv6-missing O"});
    CHECK(beside.line1() == "20.0.0.9 (10) is an address, not a host name; mail goes to mx2.example.com (20)");
}

TEST_CASE("An exchange without an address beside a good one is WARNING with the DNS's reason")
{
    const Judged judged(
        domainWith({unresolved("gone.example.com", 10,
                               {FailureKind::NoSuchName, "NXDOMAIN for gone.example.com AAAA from [20.0.53.1]:53"}),
                    host("mx2.example.com", 20, {answers("20.0.0.2"), answers("2a00:1::2")})}));
    CHECK(judged.findings() == Strings{"mx-unresolvable W"});
    CHECK(judged.line1() ==
          "gone.example.com (10) can't be resolved: NXDOMAIN for gone.example.com AAAA from [20.0.53.1]:53; mail goes "
          "to mx2.example.com (20)");
}

TEST_CASE("The zone is to be edited only where the DNS says that there is nothing")
{
    const auto remedyFor = [](FailureKind kind) {
        return Judged(domainWith({unresolved("mx1.example.com", 10, {kind, "why"})})).remedy("mx-unresolvable");
    };
    const std::string command = " See it with: dig mx1.example.com A mx1.example.com AAAA";
    CHECK(remedyFor(FailureKind::NoSuchName) == std::string(mxFindings.unresolvable.remedy) + command);
    CHECK(remedyFor(FailureKind::DnsFailure) == std::string(hostFindings.dnsFailed.remedy) + command);
    CHECK(remedyFor(FailureKind::TimedOut) == std::string(hostFindings.dnsFailed.remedy) + command);
}

TEST_CASE("An alias that leads nowhere is told once, as unresolvable")
{
    auto seen = healthyDomain();
    seen.hosts[0] = unresolved("mx1.example.com", 10, {FailureKind::NoSuchName, "no such name gone.example.net"});
    seen.hosts[0].aliases = {DnsName::parse("gone.example.net")};
    CHECK(Judged(seen).findings() == Strings{"mx-unresolvable W"});
}

TEST_CASE("What does not speak SMTP is no mail host")
{
    const Failure garbage{FailureKind::Protocol, "\"SSH-2.0-OpenSSH_9.2\" is no SMTP reply"};
    const Judged alone(domainWith({host("mx1.example.com", 10, {neverGreets("20.0.0.1", garbage)})}));
    CHECK(alone.findings() == Strings{"mx-all-down C", "smtp-protocol-error C"});
    const Judged beside(domainWith({host("mx1.example.com", 10, {neverGreets("20.0.0.1", garbage)}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2")})}));
    CHECK(beside.findings() == Strings{"smtp-protocol-error W", "ipv6-missing O"});
}

TEST_CASE("A host that hangs up before its greeting is down")
{
    const Judged judged(
        domainWith({host("mx1.example.com", 10,
                         {neverGreets("20.0.0.1", {FailureKind::Closed, "the server closed the connection"})}),
                    host("mx2.example.com", 20, {answers("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"mx-host-down W", "ipv6-missing O"});
    CHECK(judged.line1() == "mx1.example.com [20.0.0.1]:25 greeting: the server closed the connection; mail goes to "
                            "mx2.example.com (20)");
}

TEST_CASE("STARTTLS offered by every host is OK")
{
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "220 hi", withStartTls)}),
                             host("mx2.example.com", 20, {answers("2a00:1::2", "220 hi", withStartTls)})}),
                 wantingStartTls())
              .findings()
              .empty());
}

TEST_CASE("STARTTLS missing at one host is WARNING, missing at all CRITICAL")
{
    const Judged one(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "220 hi", withStartTls)}),
                                 host("mx2.example.com", 20, {answers("20.0.0.2", "220 hi", withoutStartTls)})}),
                     wantingStartTls());
    CHECK(one.findings() == Strings{"starttls-missing W", "ipv6-missing O"});
    CHECK(one.line1() == "mx2.example.com [20.0.0.2]:25 EHLO does not offer STARTTLS; 1 of 2 addresses offers it");
    const Judged all(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "220 hi", withoutStartTls)}),
                                 host("mx2.example.com", 20, {answers("20.0.0.2", "220 hi", withoutStartTls)})}),
                     wantingStartTls());
    CHECK(all.findings() == Strings{"starttls-missing C", "ipv6-missing O"});
    CHECK(all.line1() ==
          "mx1.example.com [20.0.0.1]:25, mx2.example.com [20.0.0.2]:25 EHLO does not offer STARTTLS; no other does");
    const Judged only(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "220 hi", withoutStartTls)})}),
                      wantingStartTls());
    CHECK(only.findings() == Strings{"starttls-missing C", "ipv6-missing O"});
    CHECK(only.line1() == "mx1.example.com [20.0.0.1]:25 EHLO does not offer STARTTLS");
}

TEST_CASE("A host that is down or busy is not blamed for STARTTLS as well")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {refuses("20.0.0.1")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2", "421 busy")}),
                                    host("mx3.example.com", 30, {answers("20.0.0.3", "220 hi", withStartTls)})}),
                        wantingStartTls());
    CHECK(judged.findings() == Strings{"mx-host-down W", "smtp-reply-4yz W", "ipv6-missing O"});
}

TEST_CASE("A host that greets and then refuses EHLO takes no mail")
{
    const auto refusing = [] { return answers("20.0.0.1", "220 hi", {"550 5.7.1 go away"}); };
    const Judged alone(domainWith({host("mx1.example.com", 10, {refusing()})}), wantingStartTls());
    CHECK(alone.findings() == Strings{"mx-all-down C", "smtp-reply-5yz C"});
    CHECK(alone.line1() == "example.com takes no mail, its only MX host fails: mx1.example.com [20.0.0.1]:25 EHLO 550 "
                           "5.7.1 go away");
    const Judged beside(domainWith({host("mx1.example.com", 10, {refusing()}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2", "220 hi", withStartTls)})}),
                        wantingStartTls());
    CHECK(beside.findings() == Strings{"smtp-reply-5yz W", "ipv6-missing O"});
    CHECK(beside.line1() == "mx1.example.com [20.0.0.1]:25 EHLO 550 5.7.1 go away; mail goes to mx2.example.com (20)");
}

TEST_CASE("A host that takes HELO alone takes mail, but offers no STARTTLS")
{
    auto address = answers("20.0.0.1", "220 hi", {"502 5.5.1 what?"});
    address.visit->exchanges.push_back({Step::Helo, "HELO client.example", replyOf({"250 hi"}), {}, Seconds(0.005)});
    const Judged judged(domainWith({host("mx1.example.com", 10, {address})}), wantingStartTls());
    CHECK(judged.findings() == Strings{"starttls-missing C", "ehlo-unsupported W", "ipv6-missing O"});
}

TEST_CASE("A host that is expected to be down and is counts for nothing")
{
    const Judged judged(domainWith({host("trap.example.com", 5, {refuses("20.0.0.1")}),
                                    host("mx1.example.com", 10, {answers("20.0.0.2")})}),
                        expectingDown("trap.example.com"));
    CHECK(judged.findings() == Strings{"ipv6-missing O"});
    CHECK(judged.line1() == "example.com 1 of 1 MX host takes mail, first mx1.example.com (10) [20.0.0.2]:25 greeting "
                            "220 ready, 0.050s");
}

TEST_CASE("A host that is expected to be down and takes mail is CRITICAL")
{
    const Judged judged(domainWith({host("trap.example.com", 5, {answers("20.0.0.1")}),
                                    host("mx1.example.com", 10, {answers("20.0.0.2")})}),
                        expectingDown("trap.example.com"));
    CHECK(judged.findings() == Strings{"expectation-failed C", "ipv6-missing O"});
    CHECK(judged.line1() == "trap.example.com (5) takes mail and is expected to be down");
}

TEST_CASE("A host that is expected to be down and is no MX host is CRITICAL, since it tells nothing")
{
    CHECK(Judged(healthyDomain(), expectingDown("mx9.example.com")).line1() ==
          "mx9.example.com is expected to be down, but is no MX host of example.com");
}

TEST_CASE("The only other host down is CRITICAL though the one expected to be down takes mail")
{
    CHECK(Judged(domainWith({host("trap.example.com", 5, {answers("20.0.0.1")}),
                             host("mx1.example.com", 10, {refuses("20.0.0.2")})}),
                 expectingDown("trap.example.com"))
              .findings() == Strings{"mx-all-down C", "expectation-failed C", "mx-host-down W"});
}

TEST_CASE("All hosts expected to be down, and all down, is OK")
{
    const Judged judged(domainWith({host("trap.example.com", 5, {refuses("20.0.0.1")})}),
                        expectingDown("trap.example.com"));
    CHECK(judged.findings().empty());
    CHECK(judged.line1() == "example.com 1 MX host is down, as expected");
}
