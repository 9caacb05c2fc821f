// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_mx/seen.hpp"

#include <set>

using namespace mpm;
using namespace mpm::test;

namespace {

struct Case {
    std::string finding;
    Observation seen;
    Policy policy = {};
};

Observation oneHost(AddressSeen address)
{
    return domainWith({host("mx1.example.com", 10, {std::move(address)})});
}

Observation changed(const std::function<void(Observation&)>& change)
{
    auto seen = healthyDomain();
    change(seen);
    return seen;
}

AddressSeen withAnomaly(ReplyAnomaly anomaly)
{
    auto address = answers("20.0.0.1");
    address.visit->exchanges.front().reply->anomalies = {anomaly};
    return address;
}

Policy with(const std::function<void(Policy&)>& change)
{
    Policy policy;
    change(policy);
    return policy;
}

ReverseDns pointers(std::vector<std::string> names)
{
    ReverseDns reverse;
    reverse.names = std::move(names);
    return reverse;
}

/// One domain for each finding, the simplest that raises it.
std::vector<Case> cases()
{
    using State = checkMx::BlocklistAnswer::State;
    auto early = answers("20.0.0.1", "220 hi", {"250 hi"});
    early.visit->exchanges.back().earlyData = true;
    auto namesake = answers("20.0.0.1", "220 hi", {"250 monitor.example"});
    namesake.visit->exchanges.back().command = "EHLO monitor.example";
    auto heloOnly = answers("20.0.0.1", "220 hi", {"502 no"});
    heloOnly.visit->exchanges.push_back({Step::Helo, "HELO x", replyOf({"250 hi"}), {}, {}});
    const Failure garbage{FailureKind::Protocol, "no SMTP"};
    const Failure late{FailureKind::TimedOut, "no answer within 9.9 s"};
    return {
        {"mx-all-down C", oneHost(refuses("20.0.0.1"))},
        {"mx-host-down W", oneHost(refuses("20.0.0.1"))},
        {"mx-too-few-hosts C", healthyDomain(), with([](Policy& p) { p.minHosts = 3; })},
        {"mx-senders-cut-off W", domainWith({host("m.example", 1, {answers("20.0.0.1"), refuses("2a00::1")})})},
        {"mx-missing C", healthyDomain(),
         with([](Policy& p) { p.expectedSet = checkMx::ExpectedMx::parseList("mx3.example.com"); })},
        {"mx-unexpected C", healthyDomain(), with([](Policy& p) { p.expectNull = true; })},
        {"mx-bad-name W", domainWith({host("m_1.example", 1, {answers("20.0.0.1")})})},
        {"mx-cname W", changed([](Observation& seen) { seen.hosts[0].aliases = {DnsName::parse("a.example")}; })},
        {"mx-address-literal C", changed([](Observation& seen) {
             seen.hosts = {host("20.0.0.1", 10, {})};
             seen.hosts[0].literal = true;
         })},
        {"mx-duplicate W", changed([](Observation& seen) { seen.mx->records.push_back(seen.mx->records.front()); })},
        {"mx-equal-preference O",
         domainWith({host("a.example", 1, {answers("20.0.0.1")}), host("b.example", 1, {answers("20.0.0.2")})})},
        {"mx-same-address W",
         domainWith({host("a.example", 1, {answers("20.0.0.1")}), host("b.example", 2, {answers("20.0.0.1")})})},
        {"mx-too-many W", changed([](Observation& seen) { seen.hostsLeftOut = 1; })},
        {"ipv4-missing W", oneHost(answers("2a00::1"))},
        {"ipv6-missing O", oneHost(answers("20.0.0.1"))},
        {"starttls-missing C", oneHost(answers("20.0.0.1", "220 hi", {"250 hi"})),
         with([](Policy& p) { p.startTls = true; })},
        {"dnsbl-listed C", changed([](Observation& seen) {
             seen.listings[seen.hosts[0].addresses[0].address] = {{"bl.example", State::Listed, "127.0.0.2", ""}};
         })},
        {"dnsbl-unusable W", changed([](Observation& seen) {
             seen.listings[seen.hosts[0].addresses[0].address] = {{"bl.example", State::Refused, "127.255.255.1", ""}};
         })},
        {"expectation-failed C", healthyDomain(),
         with([](Policy& p) { p.expectedDown = {DnsName::parse("mx1.example.com")}; })},
        {"dns-failed C", domainWithout(MxSet::State::Failed, "SERVFAIL")},
        {"timed-out W", changed([&](Observation& seen) {
             seen.hosts[0].addresses[0].reverse = pointers({});
             seen.hosts[0].addresses[0].reverse->failure = late;
         })},
        {"local-fault U", oneHost(fails("20.0.0.1", FailureKind::LocalFault, "no sockets"))},
        {"mx-none C", domainWithout(MxSet::State::None, "no address")},
        {"mx-null C", domainWithout(MxSet::State::Null)},
        {"mx-implicit W", changed([](Observation& seen) { seen.mx->state = MxSet::State::Implicit; })},
        {"mx-unresolvable W", domainWith({unresolved("m.example", 1, {FailureKind::NoSuchName, "NXDOMAIN"})})},
        {"address-not-global C", oneHost(answers("10.0.0.1"))},
        {"smtp-protocol-error C", oneHost(neverGreets("20.0.0.1", garbage))},
        {"smtp-reply-4yz W", oneHost(answers("20.0.0.1", "421 busy"))},
        {"smtp-reply-5yz C", oneHost(answers("20.0.0.1", "554 no"))},
        {"smtp-unexpected-reply W", oneHost(answers("20.0.0.1", "250 hi"))},
        {"ehlo-unsupported W", oneHost(heloOnly)},
        {"smtp-bare-lf W", oneHost(withAnomaly(ReplyAnomaly::BareLf))},
        {"smtp-reply-octets W", oneHost(withAnomaly(ReplyAnomaly::ControlOctet))},
        {"smtp-line-too-long W", oneHost(withAnomaly(ReplyAnomaly::LongLine))},
        {"smtp-early-data W", oneHost(early)},
        {"reply-code-changes W", oneHost(withAnomaly(ReplyAnomaly::CodeChanged))},
        {"capability-contradiction W", oneHost(answers("20.0.0.1", "220 hi", {"250-hi", "250-SIZE 1", "250 SIZE 2"}))},
        {"ehlo-names-client W", oneHost(namesake)},
        {"all-busy W", domainWith({host("a.example", 1, {answers("20.0.0.1", "421 busy")}),
                                   host("b.example", 2, {answers("20.0.0.2", "421 busy")})})},
        {"rdns-missing W", changed([](Observation& seen) { seen.hosts[0].addresses[0].reverse = pointers({}); })},
        {"rdns-mismatch W",
         changed([](Observation& seen) { seen.hosts[0].addresses[0].reverse = pointers({"other.example"}); })},
    };
}

} // namespace

TEST_CASE("Every finding of check_mx can be raised, and none is raised that --list-findings does not know")
{
    std::set<std::string> raised;
    for (const auto& each : cases()) {
        INFO(each.finding);
        const auto findings = Judged(each.seen, each.policy).findings();
        CHECK(std::count(findings.begin(), findings.end(), each.finding) > 0);
        for (const auto& finding : findings) {
            raised.insert(finding.substr(0, finding.find(' ')));
        }
    }
    std::set<std::string> listed;
    for (const auto& kind : checkMx::findingKinds()) {
        CHECK(listed.insert(std::string(kind.id)).second);
    }
    listed.erase("metric-out-of-range"); // raised by the thresholds that every check has
    CHECK(raised == listed);
}

TEST_CASE("Every finding of check_mx says what it means and what to do about it")
{
    for (const auto& kind : checkMx::findingKinds()) {
        INFO(kind.id);
        CHECK(kind.meaning.size() > 20);
        CHECK(kind.remedy.size() > 20);
    }
}
