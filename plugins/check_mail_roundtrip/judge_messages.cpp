// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/judge_messages.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/range.hpp"
#include "check_mail_roundtrip/findings.hpp"

#include <algorithm>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t shownChanges = 3;

/// "the message of 2026-11-22T12:00:00Z": without the fraction, which nobody looks for in a log.
std::string messageOf(const Entry& entry)
{
    return "the message of " + toText(entry.begun).substr(0, 19) + "Z";
}

/// The same, so that it can be followed in logs.
std::string traceable(const Entry& entry)
{
    return messageOf(entry) + (entry.queueId.empty() ? "" : " (queue ID " + entry.queueId + ")");
}

/// What a server said of a message that is late (RFC 3464, Action: delayed).
std::string delayOf(const Entry& entry)
{
    const auto& reason = entry.reason;
    return reason.reply.empty() ? ""
                                : "; it was delayed: " + (reason.host.empty() ? "" : reason.host + " answered ") +
                                      "\"" + reason.reply + "\"";
}

std::string since(const Observation& seen, const Entry& entry)
{
    return formatSeconds(std::max(Duration(seen.now - entry.start()), Duration(0)).count());
}

std::vector<Finding> judgeMissing(const Observation& seen, const Policy& policy)
{
    const auto* own = seen.own();
    const bool isMissing = own != nullptr && own->sent && own->state == EntryState::Pending;
    if (seen.withStateFile || !isMissing || !seen.allRead()) {
        return {}; // what could not be read may hold it
    }
    std::string where = own->copies.empty() ? " is in no mailbox" : " is not in every mailbox";
    where += policy.context.plan.asksForAnswer && !own->answered ? ", and no answer came back, " : " ";
    return {found(ownFindings.missing, seen.target,
                  traceable(*own) + where + since(seen, *own) + " after it was taken" + delayOf(*own))};
}

std::vector<Finding> judgeLost(const Observation& seen, const Policy& policy)
{
    std::vector<const Entry*> lost;
    for (const auto& entry : seen.state.entries) {
        if (entry.state == EntryState::Lost) {
            lost.push_back(&entry);
        }
    }
    if (lost.empty()) {
        return {};
    }
    const auto& last = *lost.back();
    std::string what = policy.context.plan.asksForAnswer ? " did not arrive, nor was answered" : " did not arrive";
    if (std::all_of(lost.begin(), lost.end(), [](const Entry* entry) { return !entry->copies.empty(); })) {
        what = " did not arrive in every mailbox";
    }
    auto sentence = lost.size() == 1
                        ? traceable(last) + what
                        : std::to_string(lost.size()) + " messages" + what + ", the last of them " + traceable(last);
    auto finding = found(ownFindings.lost, seen.target, sentence + " within " + since(seen, last) + delayOf(last));
    finding.weight = static_cast<double>(lost.size());
    return {std::move(finding)};
}

/// A bounce is told until a later message arrives, after the run that found it.
std::vector<Finding> judgeBounced(const Observation& seen)
{
    const Entry* last = nullptr;
    for (const auto& entry : seen.state.entries) {
        if (entry.bounced) {
            last = &entry;
        } else if (last && entry.state == EntryState::Arrived) {
            const auto came = entry.arrival ? entry.arrival->seen : entry.answered.value_or(entry.begun);
            last = came > *last->bounced ? nullptr : last;
        }
    }
    if (last == nullptr) {
        return {};
    }
    const auto& reason = last->reason;
    auto sentence = messageOf(*last) + " came back";
    if (!reason.reply.empty()) {
        sentence += ": " + (reason.host.empty() ? "" : reason.host + " answered ") + "\"" + reason.reply + "\"";
    }
    auto finding = found(ownFindings.bounced, seen.target, sentence);
    if (!reason.reply.empty()) {
        finding.headline = "message came back: " + reason.reply;
    }
    if (!reason.meaning.empty()) {
        finding.remedy = reason.meaning + ". " + (reason.remedy.empty() ? finding.remedy : reason.remedy);
        finding.remedy.front() = toUpper(finding.remedy.front());
    }
    return {std::move(finding)};
}

/// Since when a message that arrived should have been answered: within the time in which a lost one is found lost.
MailTime overdueFrom(const Entry& entry, const Policy& policy)
{
    return entry.arrival->seen + std::chrono::ceil<std::chrono::microseconds>(policy.context.lostAfter);
}

/// Answers take a while, too: without a state file until time is up, otherwise as long as a message may take.
bool isUnanswered(const Observation& seen, const Entry& entry, const Policy& policy)
{
    return entry.state == EntryState::Arrived && !entry.answered &&
           (!seen.withStateFile || seen.now > overdueFrom(entry, policy));
}

std::vector<Finding> judgeAnswers(const Observation& seen, const Policy& policy)
{
    if (!policy.context.plan.asksForAnswer || !seen.allRead()) {
        return {};
    }
    const Entry* last = nullptr;
    for (const auto& entry : seen.state.entries) {
        if (!entry.answered) {
            last = isUnanswered(seen, entry, policy) ? &entry : last;
        } else if (last && *entry.answered > overdueFrom(*last, policy)) { // told until a later one is answered
            last = nullptr;
        }
    }
    if (last == nullptr) {
        return {};
    }
    return {found(ownFindings.unanswered, seen.target,
                  "no answer to " + traceable(*last) + " came back, " + since(seen, *last) + " after it was taken")};
}

Finding judgeChanges(const Entry& entry, const std::string& place)
{
    const auto& changes = entry.arrival->changes;
    std::vector<std::string> shown(
        changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(std::min(changes.size(), shownChanges)));
    if (changes.size() > shownChanges) {
        shown.push_back("and " + std::to_string(changes.size() - shownChanges) + " more");
    }
    return found(ownFindings.changed, place, messageOf(entry) + " was changed on its way: " + join(shown, "; "));
}

std::vector<Finding> judgeArrival(const Entry& entry, const Policy& policy)
{
    std::vector<Finding> findings;
    const auto& arrival = *entry.arrival;
    const auto place = nameOf(entry.copies.front());
    const auto junk =
        std::find_if(entry.copies.begin(), entry.copies.end(), [](const Place& copy) { return copy.isJunk; });
    if (junk != entry.copies.end()) {
        findings.push_back(found(ownFindings.junk, nameOf(*junk), messageOf(entry) + " was taken for junk"));
    }
    if (const auto duplicate = duplicateOf(entry, policy.context)) {
        findings.push_back(found(ownFindings.duplicate, nameOf(duplicate->first),
                                 messageOf(entry) + " arrived " + std::to_string(duplicate->copies) +
                                     (entry.copies.size() >= mostCopies ? " times or more" : " times")));
        findings.back().weight = static_cast<double>(duplicate->copies);
    }
    if (!arrival.isWhole) {
        findings.push_back(judgeChanges(entry, place));
    }
    if (!arrival.authenticationFailure.empty()) {
        findings.push_back(found(ownFindings.authFailed, place,
                                 messageOf(entry) + " has " + arrival.authenticationFailure + " by " +
                                     harmless(policy.context.authservId)));
    }
    if (const auto* skew = worstSkewOf(arrival.hops)) {
        findings.push_back(found(ownFindings.clockSkew, skew->by.empty() ? place : skew->by,
                                 "its time is " + formatSeconds(skew->backwards->count()) + " before that of " +
                                     (skew->from.empty() ? "the server before" : skew->from)));
    }
    return findings;
}

/// Those that arrived and are told, and those of which another copy came since.
std::vector<const Entry*> toldOf(const Observation& seen)
{
    auto told = arrivalsTold(seen);
    const auto newest = told.empty() ? MailTime() : told.back()->arrival->seen;
    for (const auto& entry : seen.state.entries) {
        if (entry.arrival && entry.copySeen && *entry.copySeen >= newest) {
            addOnce(told, &entry);
        }
    }
    return told;
}

} // namespace

std::string nameOf(const Place& place)
{
    return (place.folder.empty() ? "" : harmless(place.folder, 80) + " of ") + harmless(place.mailbox);
}

std::vector<Finding> judgeMessages(const Observation& seen, const Policy& policy)
{
    auto findings = judgeBounced(seen);
    if (findings.empty()) {
        append(findings, judgeMissing(seen, policy));
    }
    append(findings, judgeLost(seen, policy));
    append(findings, judgeAnswers(seen, policy));
    for (const auto* entry : toldOf(seen)) {
        append(findings, judgeArrival(*entry, policy));
    }
    return findings;
}

} // namespace mpm::checkMailRoundtrip
