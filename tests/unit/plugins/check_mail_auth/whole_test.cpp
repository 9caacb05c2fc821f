// SPDX-License-Identifier: GPL-3.0-or-later
// What the whole check makes of a DNS that does not answer, and of MTA-STS beside MX.
#include "check_mail_auth/dmarc/read_dmarc.hpp"
#include "check_mail_auth/judge.hpp"
#include "check_mail_auth/spf/read_spf.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"

#include <algorithm>
#include <set>

using namespace mpm;
using namespace mpm::checkMailAuth;
using namespace mpm::test;

namespace {

Target example()
{
    Target target;
    target.domain = DnsName::parse("example.com");
    target.mailFrom = "postmaster@example.com";
    target.helo = "example.com";
    return target;
}

/// What the DNS says of SPF and DMARC, and of MX.
Observation seenIn(DnsTransport& dns, const Target& target)
{
    Observation seen;
    const auto deadline = Deadline::in(Seconds(60));
    seen.spf = askAll(
        dns, [&](Reading& reading) { readSpf(target, reading); }, deadline);
    seen.dmarc = askAll(
        dns, [&](Reading& reading) { readDmarc(target, reading); }, deadline);
    seen.mx = lookUpMx(dns, target.domain, deadline);
    return seen;
}

std::vector<std::string> told(const Report& report)
{
    std::vector<std::string> all;
    for (const auto& finding : report.findings) {
        all.push_back(finding.id + " " + std::string(toString(finding.status)));
    }
    std::sort(all.begin(), all.end());
    return all;
}

using Told = std::vector<std::string>;

/// A DNS of which nothing is to be had.
class NoDns : public DnsTransport {
public:
    explicit NoDns(DnsOutcome outcome) : outcome_(outcome) {}
    using DnsTransport::ask;
    std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions, Deadline) override
    {
        std::vector<DnsAnswer> answers;
        for (const auto& question : questions) {
            auto& answer = answers.emplace_back();
            answer.question = question;
            answer.outcome = outcome_;
            answer.detail = "no usable answer";
        }
        return answers;
    }
    std::vector<DnsAnswer> askServers(const std::vector<ServerQuestion>&, Deadline) override { return {}; }

private:
    DnsOutcome outcome_;
};

/// What is found then, each kind once.
std::set<std::string> toldWhereAllFail(DnsOutcome outcome, const Policy& policy = {})
{
    NoDns dns(outcome);
    const auto target = example();
    std::set<std::string> all;
    for (const auto& finding : told(judge(seenIn(dns, target), target, policy))) {
        all.insert(finding);
    }
    return all;
}

} // namespace

TEST_CASE("where nothing could be asked every record is CRITICAL, and where all were silent as --timeout says")
{
    CHECK(toldWhereAllFail(DnsOutcome::Refused) == std::set<std::string>{"dns-failed CRITICAL"});
    Policy policy;
    policy.timeoutStatus = Status::Unknown;
    CHECK(toldWhereAllFail(DnsOutcome::TimedOut, policy) == std::set<std::string>{"dns-failed UNKNOWN"});
}

TEST_CASE("one record that the DNS does not give is WARNING while others can be read")
{
    const auto target = example();
    FakeDnsTransport dns;
    dns.record("example.com. IN TXT \"v=spf1 -all\"")
        .failure("_dmarc.example.com TXT", DnsOutcome::ServFail, "SERVFAIL");
    CHECK(told(judge(seenIn(dns, target), target, {})) == Told{"dns-failed WARNING"});
}

TEST_CASE("questions for which there was no time are told, and nothing is called missing")
{
    const auto target = example();
    Observation seen;
    Policy policy;
    policy.timeoutStatus = Status::Warning;
    CHECK(told(judge(seen, target, policy)) == Told{"timed-out WARNING"});
}

TEST_CASE("MX records that can't be had for a policy of MTA-STS are told, not passed over")
{
    const auto target = example();
    FakeDnsTransport dns;
    dns.record("example.com. IN TXT \"v=spf1 -all\"")
        .record("_dmarc.example.com. IN TXT \"v=DMARC1; p=reject\"")
        .failure("example.com MX", DnsOutcome::ServFail, "SERVFAIL for MX");
    auto seen = seenIn(dns, target);
    auto& sts = seen.sts.emplace();
    sts.domain = target.domain;
    sts.record.state = PolicyRecord::State::Valid;
    sts.record.value = "1";
    sts.report.state = PolicyRecord::State::Valid;
    sts.fetch.emplace().response.contentType = "text/plain";
    sts.policy.emplace();
    sts.policy->mode = StsMode::Enforce;
    sts.policy->mx = {"mx1.example.com"};
    sts.policy->maxAge = 604800;
    const auto report = judge(seen, target, {});
    CHECK(told(report) == Told{"dns-failed WARNING"});
}

TEST_CASE("a domain that takes no mail is told of its MX records by what it lacks")
{
    const auto target = example();
    Policy policy;
    policy.sendsNothing = true;
    const auto with = [&](const std::string& mx) {
        FakeDnsTransport dns;
        dns.record("example.com. IN TXT \"v=spf1 -all\"").record("_dmarc.example.com. IN TXT \"v=DMARC1; p=reject\"");
        if (!mx.empty()) {
            dns.record("example.com. IN MX " + mx);
        }
        return judge(seenIn(dns, target), target, policy);
    };
    CHECK(told(with("0 .")).empty());
    CHECK(told(with("10 mx1.example.com.")) == Told{"sends-nothing-broken CRITICAL"});
    CHECK(told(with("")) == Told{"sends-nothing-broken CRITICAL"});
    CHECK(with("").findings.at(0).remedy.find("example.com. IN MX 0 .") != std::string::npos);
}
