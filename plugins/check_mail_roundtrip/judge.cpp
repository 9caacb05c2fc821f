// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/judge.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "check/range.hpp"
#include "check_mail_roundtrip/judge_mailboxes.hpp"
#include "check_mail_roundtrip/judge_messages.hpp"
#include "sending/judge_sending.hpp"
#include "survey/describe.hpp"

#include <algorithm>
#include <optional>

namespace mpm::checkMailRoundtrip {
namespace {

void raise(std::optional<double>& most, double value)
{
    most = std::max(most.value_or(value), value);
}

/// On their way: of a run that was killed before it said so nobody knows.
std::size_t pendingIn(const State& state)
{
    return state.count(EntryState::Pending);
}

std::vector<Metric> measure(const Observation& seen)
{
    std::vector<Metric> metrics{seconds("time", seen.total.count())};
    const auto put = [&](const char* name, const std::optional<double>& value) {
        if (value) {
            metrics.push_back(seconds(name, *value));
        }
    };
    std::optional<double> delivery;
    std::optional<double> slowestHop;
    std::optional<double> login;
    const auto told = arrivalsTold(seen);
    for (const auto* entry : told) {
        raise(delivery, entry->arrival->delivery.count());
        if (const auto* hop = slowestOf(entry->arrival->hops)) {
            raise(slowestHop, hop->seconds->count());
        }
    }
    for (const auto& mailbox : seen.mailboxes) {
        if (mailbox.login) {
            raise(login, mailbox.login->count());
        }
    }
    put("send", seen.send ? std::optional(seen.send->count()) : std::nullopt);
    put("delivery", delivery);
    if (!told.empty()) {
        metrics.push_back(count("hops", static_cast<double>(told.back()->arrival->hopCount)));
    }
    put("slowest_hop", slowestHop);
    put("login", login);
    if (seen.withStateFile && seen.stateUnusable.empty()) {
        metrics.push_back(count("pending", static_cast<double>(pendingIn(seen.state))));
        metrics.push_back(count("lost", static_cast<double>(seen.state.count(EntryState::Lost))));
    }
    return metrics;
}

/// What is told was there already when this run began: the last message that arrived, and none since.
bool isOfEarlierRun(const Observation& seen, const Arrival& arrival)
{
    return seen.withStateFile && seen.now - arrival.seen > seen.total + Duration(1);
}

std::string summarise(const Observation& seen, const Policy& policy)
{
    const auto told = arrivalsTold(seen);
    std::string text;
    if (!told.empty()) {
        const auto& last = *told.back();
        const auto hops = last.arrival->hopCount;
        text = "message arrived in " + nameOf(last.copies.front()) + " after " +
               formatSeconds(last.arrival->delivery.count());
        text += hops == 0 ? "" : hops == 1 ? ", 1 hop" : ", " + std::to_string(hops) + " hops";
        text += last.arrival->isWhole ? ", unchanged" : "";
        text += last.answered ? ", answered" : "";
        text += last.arrival->hasResults ? "" : ", no results of " + harmless(policy.context.authservId, 80);
        text += isOfEarlierRun(seen, *last.arrival)
                    ? ", found " + formatSeconds(Duration(seen.now - last.arrival->seen).count()) + " ago"
                    : "";
    } else if (const auto* entry = answeredElsewhere(seen)) {
        const auto after = std::max(Duration(*entry->answered - entry->start()), Duration(0));
        text = "message was answered after " + formatSeconds(after.count());
    } else if (seen.isFirst && !seen.token.empty()) {
        text = "first message sent; the next run looks for it";
    } else {
        text = "no message has arrived yet";
    }
    if (seen.withStateFile && !(seen.isFirst && told.empty())) {
        text += "; " + std::to_string(pendingIn(seen.state)) + " pending";
    }
    return text;
}

} // namespace

Report judge(const Observation& seen, const Policy& policy)
{
    Report report;
    report.findings = judgeMailboxes(seen, policy);
    if (seen.sending) {
        append(report.findings, sending::judgeSending(*seen.sending, policy.sending));
    }
    append(report.findings, judgeMessages(seen, policy));
    report.metrics = measure(seen);
    if (arrivalsTold(seen).empty() && (seen.withStateFile || answeredElsewhere(seen) != nullptr)) {
        report.notYet = {"delivery", "hops", "slowest_hop"}; // what is overdue is lost, the rest is in no mailbox here
    } else if (std::any_of(report.metrics.begin(), report.metrics.end(),
                           [](const Metric& metric) { return metric.name == "delivery"; })) {
        report.notYet = {"slowest_hop"}; // no server on the way wrote a time
    }
    report.summary = summarise(seen, policy);
    tell(report, policy.parts, seen.sending ? sending::visitsOf(*seen.sending) : std::vector<const SmtpVisit*>(),
         [&] { return describe(seen); });
    for (const auto& mailbox : policy.parts.transcript ? seen.mailboxes : std::vector<MailboxSeen>()) {
        report.transcript.push_back("* " + mailbox.subject);
        append(report.transcript, mailbox.transcript);
    }
    return report;
}

} // namespace mpm::checkMailRoundtrip
