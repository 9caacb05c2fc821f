// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/judge_dmarc.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/dmarc/findings.hpp"
#include "check_mail_auth/dmarc/judge_reports.hpp"
#include "check_mail_auth/dmarc/misplaced.hpp"
#include "check_mail_auth/publish.hpp"
#include "check_mail_auth/record_row.hpp"
#include "check_mail_auth/transport/findings.hpp"

#include <algorithm>
#include <utility>

namespace mpm::checkMailAuth {
namespace {

constexpr std::size_t shownRecord = 2000;

std::string dmarcLine(const DnsName& domain, const std::string& text)
{
    return txtLine("_dmarc." + domain.toString(), harmless(text, shownRecord));
}

/// "p=quarantine of example.com", and t=y where it lowers that.
std::string shown(const PolicyInForce& policy)
{
    return std::string(policy.tag) + "=" + std::string(toString(policy.asked)) +
           (policy.own ? "" : " of " + policy.domain.toString()) +
           (policy.record.testing && policy.effective != policy.asked
                ? ", which t=y lowers to " + std::string(toString(policy.effective))
                : "");
}

Finding judgeMissing(const DmarcWalk& walk, const Elsewhere& elsewhere, const Policy& policy)
{
    const auto domain = walk.own().domain;
    auto finding = found(dmarcFindings.missing, domain.toString(), "there is no DMARC record");
    finding.remedy =
        "Publish: " + dmarcLine(domain, "v=DMARC1; p=none; rua=mailto:dmarc-reports@" + domain.toString()) +
        ", and a stronger policy once the reports are clean.";
    if (elsewhere.place) {
        finding.message += "; it was published at " + *elsewhere.place + " instead";
        finding.remedy = "Publish: " + dmarcLine(domain, elsewhere.text);
    } else if (!walk.own().answer->aliases().empty()) {
        finding.message +=
            ": the name is an alias for " + walk.own().answer->finalName().toString() + ", which has none";
    }
    for (const auto& place : walk.places) {
        if (place.records.size() > 1) {
            finding.message += "; " + place.domain.toString() + " above it has " +
                               std::to_string(place.records.size()) + ", which count for nothing together";
        }
    }
    if (policy.required.dmarc) {
        finding.status = Status::Critical;
    }
    return finding;
}

/// Several records, or texts that receivers don't take for one.
std::vector<Finding> judgePlace(const DmarcPlace& place)
{
    const auto domain = place.domain.toString();
    if (place.records.size() > 1) {
        auto finding = found(dmarcFindings.multiple, domain,
                             std::to_string(place.records.size()) + " records begin with v=DMARC1, where one may");
        const auto strength = [](const std::string& text) { return readDmarcRecord(text).ofDomain(); };
        const auto strongest =
            std::max_element(place.records.begin(), place.records.end(),
                             [&](const std::string& a, const std::string& b) { return strength(a) < strength(b); });
        finding.remedy = "Keep one of them; the strongest is: " + dmarcLine(place.domain, *strongest);
        return {finding};
    }
    if (!place.records.empty() || place.others.empty()) {
        return {};
    }
    const auto& text = place.others.front();
    auto finding = found(dmarcFindings.syntax, domain,
                         "DMARC record: \"" + harmless(text, 100) + "\" is none: it does not begin with \"v=DMARC1;\"");
    if (const auto mended = mendedDmarc(text); !mended.empty()) {
        finding.remedy = "Publish: " + dmarcLine(place.domain, mended);
    }
    return {finding};
}

/// What can't be read in the record that is in force, and what is told of it.
std::vector<Finding> judgeRecord(const PolicyInForce& policy)
{
    std::vector<Finding> findings;
    const auto domain = policy.domain.toString();
    const auto& record = policy.record;
    for (const auto& fault : record.faults) {
        findings.push_back(found(dmarcFindings.syntax, domain, "DMARC record: " + fault));
        if (const auto mended = mendedDmarc(policy.text); !mended.empty()) {
            findings.back().remedy = "Publish: " + dmarcLine(policy.domain, mended);
        }
    }
    if (!record.upperCase.empty()) {
        findings.push_back(found(dmarcFindings.upperCase, domain,
                                 "DMARC record: in capital letters stands " + join(record.upperCase, ", ")));
    }
    if (!record.unknown.empty()) {
        findings.push_back(
            found(dmarcFindings.tagUnknown, domain, "DMARC record: nobody defines " + join(record.unknown, ", ")));
    }
    if (record.percent && *record.percent < 100) {
        findings.push_back(
            found(dmarcFindings.percent, domain,
                  "the DMARC policy is asked for " + std::to_string(*record.percent) + " per cent of the mail (pct)"));
    }
    return findings;
}

Finding judgeWeak(const PolicyInForce& policy, const DnsName& domain, DmarcAction wanted)
{
    auto finding =
        found(dmarcFindings.policyWeak, domain.toString(),
              "the DMARC policy in force is " + shown(policy) + ", weaker than " + std::string(toString(wanted)));
    const auto mended = policy.record.faults.empty() ? std::string() : mendedDmarc(policy.text);
    const auto& text = mended.empty() ? policy.text : mended;
    const auto strong = withTag(withoutTag(text, "t"), policy.own ? "p" : policy.tag, toString(wanted));
    finding.remedy = "Once the reports are clean, publish: " + dmarcLine(policy.domain, strong);
    return finding;
}

std::vector<Finding> judgePolicy(const PolicyInForce& policy, const DnsName& domain, const Policy& wanted)
{
    if (wanted.sendsNothing) {
        const auto nonexistent = policy.record.ofNonexistent();
        const bool refusesAll = policy.effective == DmarcAction::Reject && policy.subdomains == DmarcAction::Reject &&
                                nonexistent == DmarcAction::Reject;
        if (refusesAll) {
            return {};
        }
        auto finding =
            found(closedFindings.sendsNothingBroken, domain.toString(),
                  "the DMARC policy lets mail out: " + shown(policy) +
                      (policy.effective != DmarcAction::Reject ? std::string()
                       : policy.subdomains != DmarcAction::Reject
                           ? ", but " + std::string(toString(policy.subdomains)) + " for names below"
                           : ", but np=" + std::string(toString(nonexistent)) + " for names that do not exist"));
        auto closed = policy.own && policy.record.faults.empty() ? policy.text : std::string("v=DMARC1");
        for (const auto* tag : {"sp", "np", "t", "pct"}) {
            closed = withoutTag(closed, tag);
        }
        finding.remedy = "Publish: " + dmarcLine(domain, withTag(closed, "p", "reject"));
        return {finding};
    }
    const bool unreadable = policy.record.unreadable || (policy.own && !policy.record.policy); // which is told
    if (wanted.leastDmarc && policy.effective < *wanted.leastDmarc && !unreadable) {
        return {judgeWeak(policy, domain, *wanted.leastDmarc)};
    }
    if (policy.effective == DmarcAction::None && !unreadable) {
        return {found(dmarcFindings.policyNone, domain.toString(),
                      "the DMARC policy in force is " + shown(policy) + ": forged mail is not refused")};
    }
    return {};
}

Observations describe(const DmarcWalk& walk, const std::optional<PolicyInForce>& policy)
{
    Observations observations;
    for (const auto& place : walk.places) {
        if (place.answer != nullptr) {
            append(observations.table("records"), recordRows("dmarc", *place.answer));
        }
    }
    if (policy) {
        const auto& record = policy->record;
        const auto letter = [](Alignment alignment) { return std::string(alignment == Alignment::Strict ? "s" : "r"); };
        observations.table("dmarc").push_back({{"domain", policy->domain.toString()},
                                               {"policy", std::string(toString(policy->effective))},
                                               {"subdomain_policy", std::string(toString(policy->subdomains))},
                                               {"asked_policy", std::string(toString(policy->asked))},
                                               {"nonexistent_policy", std::string(toString(record.ofNonexistent()))},
                                               {"testing", record.testing},
                                               {"pct", std::int64_t{record.percent.value_or(100)}},
                                               {"adkim", letter(record.dkim)},
                                               {"aspf", letter(record.spf)},
                                               {"rua", harmless(record.aggregate, shownRecord)},
                                               {"ruf", harmless(record.failures, shownRecord)},
                                               {"organisation", walk.organisation.toString()}});
    }
    return observations;
}

/// What there is to say where no record is in force.
std::vector<Finding> judgeAbsence(const DmarcWalk& walk, const Elsewhere& elsewhere, const Policy& policy)
{
    const auto& own = walk.own();
    const auto domain = own.domain.toString();
    if (policy.sendsNothing) {
        auto finding = found(closedFindings.sendsNothingBroken, domain,
                             own.records.empty() && own.others.empty()
                                 ? "there is no DMARC record, so receivers are not told to refuse its mail"
                                 : "the DMARC record can't be used, so receivers are not told to refuse its mail");
        finding.remedy = "Publish: " + dmarcLine(own.domain, "v=DMARC1; p=reject");
        return {finding};
    }
    std::vector<Finding> findings;
    if (!own.records.empty() || !own.others.empty()) {
        return findings; // that is the cause, and told
    }
    findings.push_back(judgeMissing(walk, elsewhere, policy));
    if (policy.leastDmarc) {
        findings.push_back(found(dmarcFindings.policyWeak, domain,
                                 "no DMARC policy is in force, where at least " +
                                     std::string(toString(*policy.leastDmarc)) + " is wanted"));
        findings.back().remedy =
            "Publish: " + dmarcLine(own.domain, "v=DMARC1; p=" + std::string(toString(*policy.leastDmarc)) +
                                                    "; rua=mailto:dmarc-reports@" + domain);
    }
    return findings;
}

} // namespace

Part judgeDmarc(const Answers& answers, const Target& target, const Policy& policy)
{
    Reading reading(answers);
    Part part;
    const auto walk = walkDmarc(target.domain, reading);
    const auto& own = walk.own();
    if (own.answer == nullptr) {
        return part; // there was no time to ask
    }
    std::optional<PolicyInForce> inForce;
    Elsewhere elsewhere;
    if (own.answer->isConclusive()) {
        if (own.records.empty()) {
            elsewhere = lookElsewhere(target.domain, reading);
        }
        if (walk.found() != nullptr) {
            inForce = policyInForce(walk, elsewhere.exists);
        }
    }
    part.observations = describe(walk, inForce);
    for (std::size_t i = 0; i < walk.places.size() && i <= walk.at.value_or(walk.places.size()); ++i) {
        if (const auto* answer = walk.places[i].answer; answer != nullptr && !answer->isConclusive()) {
            part.findings.push_back(dnsFailed(*answer)); // what is above a record that counts does not matter
        }
    }
    if (!own.answer->isConclusive()) {
        return part;
    }
    if (!policy.sendsNothing || inForce) {
        append(part.findings, judgePlace(own));
    }
    if (inForce) {
        auto verdict = judgePolicy(*inForce, target.domain, policy);
        if (!policy.sendsNothing || verdict.empty()) { // else the record as a whole is to be replaced
            append(part.findings, judgeRecord(*inForce));
        }
        append(part.findings, std::move(verdict));
        append(part.findings, judgeReports(*inForce, walk, reading));
        part.summary =
            "DMARC " + std::string(toString(inForce->effective)) +
            (inForce->record.percent.value_or(100) == 100 ? std::string()
                                                          : ", pct=" + std::to_string(*inForce->record.percent)) +
            (inForce->own ? "" : " (of " + inForce->domain.toString() + ")");
    } else if (walk.complete) {
        append(part.findings, judgeAbsence(walk, elsewhere, policy));
    }
    return part;
}

} // namespace mpm::checkMailAuth
