// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/findings.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_dns_delegation_seen.hpp"

#include <set>

using namespace mpm;
using namespace mpm::test;
using Ids = std::vector<std::string>;

namespace {

/// The healthy zone with another SOA outcome at its second address.
Observation secondFails(DnsOutcome outcome)
{
    auto seen = healthy();
    for (const auto topic : {Topic::Soa, Topic::SoaTcp, Topic::Ns, Topic::Dnskey}) {
        auto& answer = seen.addresses[1].answers[topic];
        answer = failed(answer.question, secondAddress, outcome);
    }
    return seen;
}

} // namespace

TEST_CASE("judge finds nothing wrong with a healthy zone", "[delegation]")
{
    const auto report = checkDnsDelegation::judge(healthy(), {});
    CHECK(verdict(healthy()).empty());
    CHECK(report.summary.find("served by 2 of 2 name servers") != std::string::npos);
    std::set<std::string> names;
    for (const auto& metric : report.metrics) {
        names.insert(metric.name);
    }
    CHECK(names == std::set<std::string>{"time", "servers", "servers_ok", "serial_spread", "ns1.example.com",
                                         "ns2.example.com"});
}

TEST_CASE("one bad address of two is a warning, and all that follows from it is left out", "[delegation]")
{
    CHECK(verdict(secondFails(DnsOutcome::Refused)) == Ids{"ns-lame W"});
    CHECK(verdict(secondFails(DnsOutcome::ServFail)) == Ids{"ns-lame W"});
    CHECK(verdict(secondFails(DnsOutcome::TimedOut)) == Ids{"ns-no-response W"});
    CHECK(verdict(secondFails(DnsOutcome::PortClosed)) == Ids{"ns-no-response W"});
    CHECK(verdict(secondFails(DnsOutcome::Unreachable)) == Ids{"ns-unreachable W"});
    CHECK(verdict(secondFails(DnsOutcome::LocalFault)) == Ids{"local-fault U"});
}

TEST_CASE("fewer good addresses than wanted is critical", "[delegation]")
{
    Policy policy;
    policy.minGood = 2;
    CHECK(verdict(secondFails(DnsOutcome::Refused), policy) == Ids{"zone-unserved C", "ns-lame W"});
}

TEST_CASE("nobody serves the zone: one finding, with the time-out's status where all were silent", "[delegation]")
{
    Policy policy;
    policy.timeoutStatus = Status::Warning;
    auto seen = secondFails(DnsOutcome::TimedOut);
    seen.addresses[0].answers = seen.addresses[1].answers;
    CHECK(verdict(seen) == Ids{"zone-unserved C"});
    CHECK(verdict(seen, policy) == Ids{"zone-unserved W"});
    seen.addresses[0].answers[Topic::Soa].outcome = DnsOutcome::Refused;
    CHECK(verdict(seen, policy) == Ids{"zone-unserved C"});
    seen.addresses.clear();
    for (auto& server : seen.servers) {
        server.addresses.clear();
    }
    CHECK(verdict(seen, policy) == Ids{"zone-unserved C"});
}

TEST_CASE("a machine without IPv6 says so once, and does not blame the zone", "[delegation]")
{
    auto seen = healthy();
    for (auto* server : {&seen.servers[0], &seen.servers[1]}) {
        const auto address =
            *IpAddress::parse(server->name.toString() == "ns1.example.com" ? "2400:1::1" : "2400:2::1");
        server->glue.push_back(address);
        server->found->addresses.push_back(address);
        server->addresses.push_back(address);
        AddressSeen unreached;
        unreached.address = address;
        unreached.answers[Topic::Soa] = failed({zoneSeen, RecordType::Soa}, address, DnsOutcome::Unreachable);
        seen.addresses.push_back(unreached);
    }
    const auto report = checkDnsDelegation::judge(seen, {});
    CHECK(verdict(seen) == Ids{"ns-unreachable W"});
    CHECK(report.headline().find("this machine has no way to IPv6") != std::string::npos);
    for (const auto& metric : report.metrics) {
        CHECK((metric.name != "servers_ok" || metric.value == 2));
    }
}

TEST_CASE("serials are compared around the circle", "[delegation]")
{
    auto seen = healthy();
    seen.addresses[0].answers[Topic::Soa] = soaAnswer(firstAddress, "3 7200 900 1209600 300");
    seen.addresses[1].answers[Topic::Soa] = soaAnswer(secondAddress, "4294967295 7200 900 1209600 300");
    const auto report = checkDnsDelegation::judge(seen, {});
    REQUIRE(verdict(seen) == Ids{"soa-serial-differs W"});
    CHECK(report.headline().find("4 behind the newest, 3") != std::string::npos);
}

TEST_CASE("an address without authority is lame, one that gives an alias has an alias at its apex", "[delegation]")
{
    auto seen = healthy();
    seen.addresses[1].answers[Topic::Soa].message.authoritative = false;
    CHECK(verdict(seen) == Ids{"ns-lame W"});
    for (auto& address : seen.addresses) {
        for (const auto topic : {Topic::Soa, Topic::SoaTcp, Topic::Ns, Topic::Dnskey}) {
            address.answers[topic] =
                answered(healthy().addresses[0].answers.at(topic).question, address.address,
                         [](DnsReply& reply) { reply.answer("example.com. 300 IN CNAME www.example.net."); });
        }
    }
    CHECK(verdict(seen) == Ids{"apex-cname C"});
}

TEST_CASE("where the walk did not arrive there is one finding", "[delegation]")
{
    auto seen = healthy();
    const auto at = [&](Walk::End end) {
        seen.walk.end = end;
        return verdict(seen);
    };
    CHECK(at(Walk::End::NoSuchName) == Ids{"zone-not-delegated C"});
    CHECK(at(Walk::End::NotACut) == Ids{"zone-not-a-cut C"});
    CHECK(at(Walk::End::Alias) == Ids{"zone-not-a-cut C"});
    CHECK(at(Walk::End::Intercepted) == Ids{"dns-intercepted W"});
    CHECK(at(Walk::End::NoServer) == Ids{"parent-no-response C"});
    seen.walk.steps[0].answers[0].kind = ParentAnswer::Kind::Failed;
    seen.walk.steps[0].answers[0].outcome = DnsOutcome::Refused;
    CHECK(at(Walk::End::NoAnswer) == Ids{"parent-no-response C"});
    seen.walk.steps[0].answers[0].outcome = DnsOutcome::LocalFault;
    CHECK(at(Walk::End::NoAnswer) == Ids{"local-fault U"});
}

TEST_CASE("every finding of check_dns_delegation has an ID of its own, a meaning and a remedy", "[delegation]")
{
    std::set<std::string_view> ids;
    for (const auto& kind : checkDnsDelegation::findingKinds()) {
        INFO(kind.id);
        CHECK(ids.insert(kind.id).second);
        CHECK_FALSE(kind.meaning.empty());
        CHECK_FALSE(kind.remedy.empty());
    }
}
