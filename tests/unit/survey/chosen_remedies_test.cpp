// SPDX-License-Identifier: GPL-3.0-or-later
// Remedies that depend on what the user or the check chose: port, family.
#include "io/findings.hpp"
#include "support/catch.hpp"
#include "survey/judge_mail_hosts.hpp"
#include "survey/judge_visit.hpp"

using namespace mpm;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string remedyWithoutConnection(FailureKind kind, std::uint16_t port)
{
    SmtpVisit visit;
    visit.host = "mail.example.com";
    visit.endpoint = {*IpAddress::parse("192.0.2.1"), port};
    visit.connectFailure = Failure{kind, "failed"};
    return judgeVisit(visit, Status::Critical).front().remedy;
}

} // namespace

TEST_CASE("A closed or silent port 25 may be closed on the way out")
{
    CHECK_THAT(remedyWithoutConnection(FailureKind::Refused, 25), ContainsSubstring("outgoing port 25"));
    CHECK_THAT(remedyWithoutConnection(FailureKind::TimedOut, 25), ContainsSubstring("outgoing port 25"));
    CHECK(remedyWithoutConnection(FailureKind::Refused, 587) == hostFindings.connectionRefused.remedy);
    CHECK(remedyWithoutConnection(FailureKind::TimedOut, 587) == hostFindings.timedOut.remedy);
}

TEST_CASE("A name without an address of the only family that was asked for may need no new record")
{
    HostSeen host;
    CHECK(remedyForOneFamily(host).empty());
    host.families = FamilyChoice::IPv6;
    CHECK_THAT(remedyForOneFamily(host), ContainsSubstring("--use-ipv6"));
    host.families = FamilyChoice::IPv4;
    CHECK_THAT(remedyForOneFamily(host), ContainsSubstring("--use-ipv4"));
    host.lookupFailure = Failure{FailureKind::DnsFailure, "SERVFAIL"};
    CHECK(remedyForOneFamily(host).empty());
    host.lookupFailure = Failure{FailureKind::NoSuchName, "no address"};
    CHECK_THAT(judgeUnresolvable(host, "mx1.example.com", "no address").remedy, ContainsSubstring("--use-ipv4"));
    host.addresses.emplace_back();
    CHECK(remedyForOneFamily(host).empty());
}
