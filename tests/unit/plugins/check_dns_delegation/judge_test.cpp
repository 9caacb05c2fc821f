// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/findings.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_dns_delegation/seen.hpp"

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

TEST_CASE("a name server's address that could not be asked for is not said to be missing", "[delegation]")
{
    for (const auto outcome : {DnsOutcome::TimedOut, DnsOutcome::Refused, DnsOutcome::ServFail}) {
        auto seen = healthy();
        for (auto& address : seen.addresses) {
            for (const auto type : {RecordType::A, RecordType::Aaaa}) {
                address.hosts.push_back(failed({seen.servers[0].name, type}, address.address, outcome));
            }
        }
        FoundAddresses unknown;
        unknown.name = seen.servers[0].name;
        unknown.detail = "made by a test";
        seen.servers[0].found = unknown;
        CHECK(verdict(seen) == Ids{"ns-drops-type W"});
        seen.servers[0].found->state = FoundAddresses::State::NoAddress; // which another server says
        CHECK(verdict(seen) == Ids{"ns-no-address W", "ns-drops-type W"});
    }
}

TEST_CASE("of a delegation that is too long to be read, nothing is said to be missing", "[delegation]")
{
    auto seen = healthy();
    auto& answers = seen.walk.steps.back().answers;
    answers.push_back(answers.front());
    answers.back().server.address = *IpAddress::parse("20.9.0.2");
    answers.back().servers.pop_back();
    CHECK(verdict(seen) == Ids{"parent-differs W"});
    answers.back().leavesOut = true;
    CHECK(verdict(seen) == Ids{"ns-too-many W"});
    seen.servers[1].glue.clear();
    CHECK(verdict(seen) == Ids{"ns-too-many W"});
    answers.pop_back();
    CHECK(verdict(seen) == Ids{"glue-missing W"});
}

TEST_CASE("fewer good addresses than wanted is critical", "[delegation]")
{
    Policy policy;
    policy.minGood = 2;
    CHECK(verdict(secondFails(DnsOutcome::Refused), policy) == Ids{"zone-unserved C", "ns-lame W"});
}

TEST_CASE("nobody serves the zone: one finding, CRITICAL however silent they are, as long as there was time",
          "[delegation]")
{
    Policy policy;
    policy.timeoutStatus = Status::Warning;
    auto seen = secondFails(DnsOutcome::TimedOut);
    seen.addresses[0].answers = seen.addresses[1].answers;
    CHECK(verdict(seen) == Ids{"zone-unserved C"});
    CHECK(verdict(seen, policy) == Ids{"zone-unserved C"});
    const auto report = checkDnsDelegation::judge(seen, policy);
    CHECK(report.summary.find("is served by none of the 2 addresses of its name servers") != std::string::npos);
    CHECK(report.summary.find("0 of 2") == std::string::npos);
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
        ServerAddressSeen unreached;
        unreached.address = address;
        unreached.answers[Topic::Soa] = failed({zoneSeen, RecordType::Soa}, address, DnsOutcome::Unreachable);
        seen.addresses.push_back(unreached);
    }
    const auto report = checkDnsDelegation::judge(seen, {});
    CHECK(verdict(seen) == Ids{"ns-unreachable W"});
    CHECK(report.headline().find("was not asked over IPv6: this machine has no way to it, so 2 addresses") !=
          std::string::npos);
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

TEST_CASE("only when --timeout was over before anybody answered does its status count", "[delegation]")
{
    Policy policy;
    policy.timeoutStatus = Status::Warning;
    auto seen = secondFails(DnsOutcome::TimedOut);
    seen.hurried = true;
    CHECK(verdict(seen, policy) == Ids{"ns-no-response W"});
    seen.addresses[0].answers = seen.addresses[1].answers;
    const auto report = checkDnsDelegation::judge(seen, policy);
    REQUIRE(verdict(seen, policy) == Ids{"timed-out W"});
    CHECK(report.findings.front().subject == "example.com");
    CHECK(report.summary.find("served by 0") == std::string::npos);
    seen.addresses[1].answers[Topic::Soa].outcome = DnsOutcome::Refused;
    CHECK(verdict(seen, policy) == Ids{"zone-unserved C"});

    auto walk = healthy();
    walk.walk.end = Walk::End::NoAnswer;
    walk.walk.steps[0].answers[0].kind = ParentAnswer::Kind::Failed;
    walk.walk.steps[0].answers[0].outcome = DnsOutcome::TimedOut;
    CHECK(verdict(walk, policy) == Ids{"parent-no-response C"});
    walk.walk.hurried = true;
    CHECK(verdict(walk, policy) == Ids{"timed-out W"});
    CHECK(checkDnsDelegation::judge(walk, policy).findings.front().subject == "example.com");
    walk.walk.steps[0].answers[0].outcome = DnsOutcome::Refused;
    CHECK(verdict(walk, policy) == Ids{"parent-no-response C"});
}

TEST_CASE("who was asked about the delegation is called what it is", "[delegation]")
{
    auto seen = healthy();
    seen.walk.end = Walk::End::NoAnswer;
    auto& answers = seen.walk.steps[0].answers;
    answers[0].kind = ParentAnswer::Kind::Failed;
    answers[0].outcome = DnsOutcome::Refused;
    const auto line1 = [&] { return checkDnsDelegation::judge(seen, {}).headline(); };
    CHECK(line1() ==
          "example.com can't be found: the only server of com that was asked gives no answer of use (refused)");
    answers.push_back(answers[0]);
    CHECK(line1() == "example.com can't be found: none of the 2 servers of com that were asked gives an answer of use "
                     "(refused)");
    seen.walk.zone = DnsName();
    CHECK(line1() == "example.com can't be found: none of the 2 servers of the root that were asked gives an answer of "
                     "use (refused): is port 53 blocked here?");
    seen.fromParent = true;
    CHECK(line1() ==
          "example.com can't be found: none of the 2 servers given as --parent-server gives an answer of use "
          "(refused)");
}

TEST_CASE("of two servers with different NS records the one that differs from the parent is blamed", "[delegation]")
{
    const auto other = [](Observation& seen, std::size_t at) {
        seen.addresses[at].answers[Topic::Ns] =
            answered({zoneSeen, RecordType::Ns}, seen.addresses[at].address, [](DnsReply& reply) {
                reply.answer("example.com. 300 IN NS ns1.example.com.").answer("example.com. 300 IN NS a.example.net.");
            });
    };
    for (const std::size_t wrong : {0U, 1U}) {
        auto seen = healthy();
        other(seen, wrong);
        INFO(wrong);
        REQUIRE(verdict(seen) == Ids{"ns-set-differs W"});
        const auto report = checkDnsDelegation::judge(seen, {});
        CHECK(report.findings.front().subject == seen.subjectOf(seen.addresses[wrong].address));
        CHECK(report.findings.front().message == "does not name ns2.example.com, but a.example.net; 1 of 2 addresses "
                                                 "agrees with the parent");
    }
}

TEST_CASE("long lists of name servers are cut, and what was left out is told", "[delegation]")
{
    auto seen = healthy();
    for (auto& address : seen.addresses) {
        address.answers[Topic::Ns] = answered({zoneSeen, RecordType::Ns}, address.address, [](DnsReply& reply) {
            for (int i = 0; i < 30; ++i) {
                reply.answer("example.com. 300 IN NS ns" + std::to_string(i + 10) + ".example.net.");
            }
        });
    }
    REQUIRE(verdict(seen) == Ids{"ns-disjoint C"});
    CHECK(checkDnsDelegation::judge(seen, {}).headline() ==
          "example.com is delegated to ns1.example.com, ns2.example.com, but itself names ns10.example.net, "
          "ns11.example.net, ns12.example.net, ns13.example.net and 26 more");
    seen = healthy();
    seen.leftOut = {DnsName::parse("ns41.example.com")};
    REQUIRE(verdict(seen) == Ids{"ns-too-many W"});
    CHECK(checkDnsDelegation::judge(seen, {}).headline() ==
          "example.com has so many that only 2 of 3 name servers were looked at");
}

TEST_CASE("what all addresses show is told once, in a sentence about each of them", "[delegation]")
{
    auto seen = healthy();
    for (auto& address : seen.addresses) {
        auto& tcp = address.answers[Topic::SoaTcp];
        tcp = failed(tcp.question, address.address, DnsOutcome::PortClosed);
    }
    CHECK(
        checkDnsDelegation::judge(seen, {}).headline() ==
        "example.com is affected at both addresses of its name servers: ns1.example.com [20.0.0.1]:53, like the other, "
        "answers over UDP, but refuses TCP connections; is TCP port 53 blocked here?");
}

TEST_CASE("every finding about a zone says who must act", "[delegation]")
{
    for (const auto& kind : checkDnsDelegation::findingKinds()) {
        if (kind.id == "metric-out-of-range") {
            continue; // every check has it, whatever it measures
        }
        const std::string remedy(kind.remedy);
        INFO(kind.id << ": " << remedy);
        const bool named = remedy.find("operator") != std::string::npos ||
                           remedy.find("registrar") != std::string::npos ||
                           remedy.find("registry") != std::string::npos;
        CHECK((named || kind.id.starts_with("registry-")));
    }
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
