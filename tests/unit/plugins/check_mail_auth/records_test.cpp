// SPDX-License-Identifier: GPL-3.0-or-later
// The cases of tests/records: a domain's records in a table, what is found in them, and what SPF says of senders.
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check_mail_auth/dkim/judge_dkim.hpp"
#include "check_mail_auth/dkim/read_dkim.hpp"
#include "check_mail_auth/dmarc/judge_dmarc.hpp"
#include "check_mail_auth/dmarc/read_dmarc.hpp"
#include "check_mail_auth/dmarc/record.hpp"
#include "check_mail_auth/spf/judge_spf.hpp"
#include "check_mail_auth/spf/read_spf.hpp"
#include "check_mail_auth/spf/record.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"
#include "support/record_cases.hpp"

#include <algorithm>
#include <cstdio>

using namespace mpm;
using namespace mpm::checkMailAuth;
using namespace mpm::test;

namespace {

using Read = void (*)(const Target&, Reading&);
using Judge = Part (*)(const Answers&, const Target&, const Policy&);

void fill(FakeDnsTransport& dns, const RecordCase& given)
{
    for (const auto& record : given.records) {
        dns.record(record);
    }
    for (const auto& fault : given.faults) {
        const auto words = splitWords(fault);
        const auto name = words.at(0).substr(0, words.at(0).size() - 1);
        const auto outcome = words.at(2) == "SERVFAIL"  ? DnsOutcome::ServFail
                             : words.at(2) == "REFUSED" ? DnsOutcome::Refused
                                                        : DnsOutcome::TimedOut;
        const auto question = name + " " + words.at(1);
        dns.failure(question, outcome, words.at(2) + " for " + question);
    }
}

struct Wanted {
    Target target;
    Policy policy;
};

Wanted wantedBy(const RecordCase& given)
{
    Wanted wanted;
    wanted.target.domain = DnsName::parse("example.com");
    wanted.target.mailFrom = "postmaster@example.com";
    wanted.target.helo = "example.com";
    for (std::size_t i = 0; i < given.options.size(); ++i) {
        const auto& option = given.options[i];
        if (option == "--sends-nothing") {
            wanted.policy.sendsNothing = true;
        } else if (option == "--selector") {
            wanted.target.selectors.push_back(DnsName::parse(given.options.at(++i)));
        } else if (option == "--require") {
            wanted.policy.required.add(given.options.at(++i));
        } else if (option == "--dmarc-at-least") {
            wanted.policy.leastDmarc = parseDmarcAction(given.options.at(++i));
        } else if (option == "-d") {
            wanted.target.domain = DnsName::parse(given.options.at(++i));
        } else {
            FAIL("no option is called " << option);
        }
    }
    return wanted;
}

/// "critical spf-syntax", sorted.
std::vector<std::string> notOk(const std::vector<Finding>& findings)
{
    std::vector<std::string> found;
    for (const auto& finding : findings) {
        if (finding.status != Status::Ok) {
            found.push_back(toLower(toString(finding.status)) + " " + finding.id);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string textOf(const Scalar& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    return std::get<bool>(value) ? "true" : "false";
}

std::string fieldOf(const Observations& observations, const std::string& table, const std::string& name)
{
    for (const auto& [title, rows] : observations.tables) {
        for (const auto& [field, value] : title == table && !rows.empty() ? rows.front() : Row()) {
            if (field == name) {
                return textOf(value);
            }
        }
    }
    return "no such field";
}

std::string valueOf(const Part& part, const RecordCase::Expected& expected)
{
    if (expected.what != "metric") {
        return fieldOf(part.observations, expected.what, expected.name);
    }
    for (const auto& metric : part.metrics) {
        if (metric.name == expected.name) {
            return std::to_string(static_cast<long>(metric.value));
        }
    }
    return "no such metric";
}

/// Whatever a remedy gives to paste, receivers can read.
void checkPasted(std::string remedy)
{
    constexpr std::string_view seam = "\" \"";
    for (auto at = remedy.find(seam); at != std::string::npos; at = remedy.find(seam)) {
        remedy.erase(at, seam.size());
    }
    for (auto at = remedy.find("\"v=spf1"); at != std::string::npos; at = remedy.find("\"v=spf1", at + 1)) {
        const auto record = remedy.substr(at + 1, remedy.find('"', at + 1) - at - 1);
        CAPTURE(record);
        CHECK(std::holds_alternative<SpfRecord>(parseSpf(record)));
    }
    for (auto at = remedy.find("\"v=DMARC1"); at != std::string::npos; at = remedy.find("\"v=DMARC1", at + 1)) {
        const auto record = remedy.substr(at + 1, remedy.find('"', at + 1) - at - 1);
        CAPTURE(record);
        const bool forOthersReports = record == "v=DMARC1;";
        CHECK((forOthersReports || readDmarcRecord(record).faults.empty()));
    }
}

void checkHarmless(const Part& part)
{
    for (const auto& finding : part.findings) {
        INFO(finding.id << " " << finding.message << " " << finding.remedy);
        CHECK(finding.message.find('\n') == std::string::npos);
        CHECK(harmless(finding.message, 100000) == finding.message);
        CHECK(harmless(finding.remedy, 100000) == finding.remedy);
        CHECK_FALSE(finding.remedy.empty());
        checkPasted(finding.remedy);
    }
}

void checkSenders(const RecordCase& given, FakeDnsTransport& dns, const Wanted& wanted)
{
    for (const auto& sender : given.senders) {
        auto target = wanted.target;
        target.senders = {*IpAddress::parse(sender.address)};
        target.mailFrom = sender.mailFrom;
        target.helo = sender.helo;
        const auto answers = askAll(
            dns, [&](Reading& reading) { readSpf(target, reading); }, Deadline::in(Seconds(60)));
        const auto part = judgeSpf(answers, target, wanted.policy);
        CAPTURE(sender.address, sender.mailFrom, sender.helo, fieldOf(part.observations, "spf_senders", "problem"));
        CHECK(fieldOf(part.observations, "spf_senders", "result") == sender.result);
        if (!sender.mechanism.empty()) {
            CHECK(fieldOf(part.observations, "spf_senders", "mechanism") == sender.mechanism);
        }
        const bool refused = std::any_of(part.findings.begin(), part.findings.end(),
                                         [](const Finding& finding) { return finding.id == "spf-sender-refused"; });
        CHECK(refused == (sender.result != "pass"));
        checkHarmless(part);
    }
}

void checkCases(const std::string& kind, Read read, Judge judge)
{
    const auto cases = recordCases(kind);
    std::size_t senders = 0;
    for (const auto& given : cases) {
        INFO(given.place);
        FakeDnsTransport dns;
        fill(dns, given);
        auto wanted = wantedBy(given);
        const auto answers = askAll(
            dns, [&](Reading& reading) { read(wanted.target, reading); }, Deadline::in(Seconds(60)));
        const auto part = judge(answers, wanted.target, wanted.policy);
        std::vector<std::string> expected;
        for (const auto& finding : given.findings) {
            expected.push_back(finding.status + " " + finding.id);
        }
        std::sort(expected.begin(), expected.end());
        for (const auto& finding : part.findings) {
            UNSCOPED_INFO(finding.id << " " << finding.subject << ": " << finding.message);
        }
        CHECK(notOk(part.findings) == expected);
        for (const auto& each : given.expected) {
            if (each.what != "spf_senders") {
                CAPTURE(each.what, each.name);
                CHECK(valueOf(part, each) == each.value);
            }
        }
        for (const auto& remedy : given.remedies) {
            CAPTURE(remedy);
            CHECK(std::any_of(part.findings.begin(), part.findings.end(), [&](const Finding& finding) {
                return toLower(finding.remedy).find(remedy) != std::string::npos;
            }));
        }
        checkHarmless(part);
        checkSenders(given, dns, wanted);
        senders += given.senders.size();
    }
    std::printf("records: %s: %zu cases, %zu senders\n", kind.c_str(), cases.size(), senders);
}

} // namespace

TEST_CASE("SPF records are judged as receivers evaluate them")
{
    checkCases("spf", readSpf, judgeSpf);
}

TEST_CASE("DKIM keys are judged as verifiers take them")
{
    checkCases("dkim", readDkim, judgeDkim);
}

TEST_CASE("DMARC records are judged as receivers apply them")
{
    checkCases("dmarc", readDmarc, judgeDmarc);
}
