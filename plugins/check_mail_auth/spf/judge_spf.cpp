// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/judge_spf.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/publish.hpp"
#include "check_mail_auth/record_row.hpp"
#include "check_mail_auth/spf/evaluate.hpp"
#include "check_mail_auth/spf/findings.hpp"
#include "check_mail_auth/spf/judge_senders.hpp"
#include "check_mail_auth/spf/judge_tree.hpp"
#include "check_mail_auth/spf/macro.hpp"
#include "check_mail_auth/spf/mended.hpp"
#include "check_mail_auth/spf/mistakes.hpp"
#include "check_mail_auth/spf/passing.hpp"
#include "check_mail_auth/spf/published.hpp"
#include "check_mail_auth/transport/findings.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

using State = SpfSelection::State;

constexpr std::string_view nobody = "v=spf1 -all";

Finding judgeMissing(const SpfTree& tree, const Target& target, const Policy& policy)
{
    SpfMistake mistake;
    for (const auto& text : tree.own.answer->texts()) {
        mistake = mistake.sentence.empty() ? whyNoSpf(text) : mistake;
    }
    auto finding = found(spfFindings.missing, target.domain.toString(),
                         "there is no SPF record" + (!mistake.sentence.empty()         ? ": " + mistake.sentence
                                                     : tree.own.state == State::NoName ? std::string(": no such name")
                                                                                       : std::string()));
    if (policy.required.spf) {
        finding.status = Status::Critical;
    }
    if (tree.own.state == State::NoName) {
        finding.remedy = "Correct the name, or see with the registrar whether the domain is still registered.";
        return finding;
    }
    if (!mistake.mended.empty()) {
        finding.remedy = publish(target.domain, mistake.mended) + " in the place of it.";
        return finding;
    }
    std::string record = "v=spf1 mx -all";
    if (!target.senders.empty()) {
        record = std::string(nobody);
        for (const auto& address : target.senders) {
            record = withSender(record, withoutMapping(address));
        }
    }
    finding.remedy = publish(target.domain, record);
    return finding;
}

/// Whether nobody can pass: everything fails, here or where the record redirects to.
bool letsNobodyOut(const SpfRecord& record, const DnsName& domain, SpfRecords& records, unsigned depth = 0)
{
    const bool onlyFails = std::all_of(record.terms.begin(), record.terms.end(),
                                       [](const SpfTerm& term) { return term.qualifier == SpfQualifier::Fail; });
    if (!onlyFails || record.all() != nullptr) {
        return onlyFails;
    }
    const auto next = record.redirect.empty() ? std::nullopt : nameForAll(record.redirect, domain);
    if (!next || depth >= mostSpfDepth) {
        return false;
    }
    const auto kept = records.at(*next);
    return kept->state == State::Sound && letsNobodyOut(kept->record, *next, records, depth + 1);
}

std::vector<Finding> judgeSendsNothing(const SpfTree& tree, const DnsName& domain, SpfRecords& records)
{
    if (tree.own.state == State::Sound && letsNobodyOut(tree.own.record, domain, records)) {
        return {};
    }
    const auto why = tree.own.state == State::Sound
                         ? "the SPF record lets mail out: \"" + harmless(tree.own.texts.front(), 300) + "\""
                     : tree.own.isPermerror() ? std::string("the SPF record can't be evaluated, so it refuses nothing")
                                              : std::string("there is no SPF record, so it lets everybody send");
    auto finding = found(closedFindings.sendsNothingBroken, domain.toString(), why);
    finding.remedy = publish(domain, nobody);
    return {finding};
}

/// What a record that can be evaluated says, in itself.
std::vector<Finding> judgeContent(const SpfSelection& own, const SpfPassing& passing, const DnsName& domain)
{
    const auto& record = own.record;
    const auto& text = own.texts.front();
    std::vector<Finding> findings;
    const auto* all = record.all();
    if (!passing.everybody.empty()) {
        findings.push_back(found(spfFindings.passAll, domain.toString(),
                                 "the SPF record lets everybody pass, by " + passing.everybody));
        if (!passing.ownTerm.empty()) {
            findings.back().remedy = "Name only senders that are the domain's; without that term: " +
                                     txtLine(domain, withoutTerm(text, passing.ownTerm));
        }
    } else if (all == nullptr ? record.redirect.empty() : all->qualifier == SpfQualifier::Neutral) {
        findings.push_back(found(spfFindings.neutral, domain.toString(),
                                 all == nullptr ? "the SPF record has no all and no redirect: it says nothing about "
                                                  "senders that it does not name"
                                                : "the SPF record ends in " + harmless(all->text, 20) +
                                                      ": it says nothing about senders that it does not name"));
    }
    for (const auto& wide : passing.everybody.empty() ? passing.wide : std::vector<WideRange>()) {
        findings.push_back(
            found(spfFindings.wideRange, wide.domain, "the SPF record lets a very wide range pass: " + wide.term));
        if (!wide.own) {
            findings.back().status = Status::Ok; // it is not for the domain to mend
        }
    }
    const auto pointer = std::find_if(record.terms.begin(), record.terms.end(),
                                      [](const SpfTerm& term) { return term.mechanism == SpfMechanism::Ptr; });
    if (pointer != record.terms.end()) {
        findings.push_back(
            found(spfFindings.pointer, domain.toString(), "the SPF record uses " + harmless(pointer->text, 200)));
    }
    if (!record.mistaken.empty()) {
        findings.push_back(found(spfFindings.ignored, domain.toString(),
                                 "receivers pass over what looks like a mechanism and has an equal sign: " +
                                     harmless(join(record.mistaken, " "), 300)));
        findings.back().remedy = publish(domain, mendedRecord(text).record);
    }
    if (!record.ignored.empty()) {
        findings.push_back(found(spfFindings.ignored, domain.toString(),
                                 "the SPF record has terms that count for nothing because of its all: " +
                                     harmless(join(record.ignored, " "), 300)));
    }
    return findings;
}

Observations describe(const SpfTree& tree)
{
    Observations observations;
    const auto& own = tree.own;
    if (!own.texts.empty()) {
        observations.facts.emplace_back("spf_record", harmless(own.texts.front(), 2000));
    }
    if (own.state == State::Sound) {
        const auto* all = own.record.all();
        observations.facts.emplace_back("spf_all", all == nullptr ? std::string() : harmless(all->text, 20));
        observations.facts.emplace_back("spf_complete", tree.complete);
    }
    observations.table("records") = recordRows("spf", *own.answer);
    for (const auto& term : tree.terms) {
        observations.table("spf_terms")
            .push_back({{"domain", term.domain},
                        {"term", term.term},
                        {"lookups", std::int64_t{term.lookups}},
                        {"void_lookups", std::int64_t{term.voids}},
                        {"depth", std::int64_t{term.depth}}});
    }
    return observations;
}

std::string summaryOf(const SpfTree& tree)
{
    const auto& record = tree.own.record;
    const auto* all = record.all();
    const auto end = all != nullptr            ? all->text
                     : record.redirect.empty() ? std::string("without all")
                                               : "redirect=" + record.redirect;
    return "SPF " + harmless(end, 80) + " with " + std::to_string(tree.lookups) + " of " +
           std::to_string(mostSpfLookups) + " look-ups";
}

void measure(Part& part, const SpfTree& tree)
{
    if (tree.own.state != State::Sound) {
        return;
    }
    if (tree.lookups < mostCounted) {
        part.metrics.push_back(count("spf_lookups", tree.lookups));
    }
    if (tree.voids < mostCounted) {
        part.metrics.push_back(count("spf_void_lookups", tree.voids));
    }
}

} // namespace

Part judgeSpf(const Answers& answers, const Target& target, const Policy& policy)
{
    Reading reading(answers);
    Part part;
    SpfRecords records(reading);
    const auto tree = walkSpf(target.domain, records);
    if (tree.own.answer == nullptr) {
        return part; // there was no time to ask
    }
    part.observations = describe(tree);
    const auto state = tree.own.state;
    if (state == State::Failed) {
        part.findings.push_back(dnsFailed(*tree.own.answer));
    } else if (policy.sendsNothing) {
        part.findings = judgeSendsNothing(tree, target.domain, records);
        part.summary = part.findings.empty() ? "SPF -all for everybody" : "";
        measure(part, tree);
    } else if (state == State::None || state == State::NoName) {
        part.findings.push_back(judgeMissing(tree, target, policy));
    } else {
        part.findings = judgeTree(tree, target.domain);
        if (state == State::Sound) {
            append(part.findings, judgeContent(tree.own, whoPasses(target.domain, records), target.domain));
            append(part.findings, judgePublished(tree.own, answers.find(target.domain, RecordType::Spf)));
            measure(part, tree);
            part.summary = summaryOf(tree);
        }
    }
    auto senders = judgeSenders(target, tree, records);
    append(part.findings, std::move(senders.findings));
    for (auto& [name, rows] : senders.observations.tables) {
        part.observations.table(name) = std::move(rows);
    }
    return part;
}

} // namespace mpm::checkMailAuth
