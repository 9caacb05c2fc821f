// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/judge.hpp"

#include "sending/judge_relay.hpp"
#include "sending/judge_sending.hpp"
#include "sending/relay_answer.hpp"
#include "survey/describe.hpp"
#include "survey/judge_visit.hpp"
#include "survey/measure.hpp"

#include <algorithm>

namespace mpm::checkSmtpSend {

using namespace sending;

namespace {

std::string recipientsOf(const Delivery& delivery)
{
    std::string first;
    std::size_t count = 0;
    for (const auto& recipient : delivery.recipients) {
        if (recipient.message && accepts(delivery.exchange(*recipient.message))) {
            first = first.empty() ? recipient.address : first;
            ++count;
        }
    }
    return harmless(first, 80) + (count > 1 ? " and " + std::to_string(count - 1) + " more" : "");
}

/// Whether all was done on a connection that was to be done there, up to a refusal that was expected.
bool cameToItsEnd(const Delivery& delivery, const Plan& plan)
{
    if (delivery.relay) {
        return isAnswered(*delivery.relay);
    }
    const auto* end = finalExchange(delivery, plan);
    if (delivery.obstacle || end == nullptr || !end->reply) {
        return false;
    }
    const auto verdict = plan.expectations.judge(*end);
    const bool expected = verdict == Expectations::Verdict::Met;
    if (delivery.insecure) {
        return expected && !delivery.visit.tls; // STARTTLS was to be refused
    }
    const bool stopped = plan.stopAt && accepts(*end) && verdict != Expectations::Verdict::Failed;
    return expected || stopped || !recipientsOf(delivery).empty();
}

/// What the last address did, in a few words.
std::string outcome(const Delivery& delivery, const Plan& plan)
{
    if (delivery.relay) {
        return relayOutcome(*delivery.relay);
    }
    const auto& end = *finalExchange(delivery, plan);
    const auto taken = recipientsOf(delivery);
    if (!taken.empty()) {
        const auto& tls = delivery.visit.tls;
        return "accepted the message for " + taken + (tls ? " over " + std::string(toString(tls->version)) : "");
    }
    const bool expected = plan.expectations.judge(end) == Expectations::Verdict::Met;
    const bool several = end.step == Step::Rcpt && delivery.recipients.size() > 1;
    return (several ? "RCPT TO " + std::to_string(delivery.recipients.size()) + " recipients, the last" : nameOf(end)) +
           " " + end.reply->shown() + (expected ? ", as expected" : "") +
           (delivery.messageBegun ? "" : "; nothing was sent");
}

/// Whether the session would do, were it not for chain and name.
bool wouldDoUnverified(const Delivery& delivery, const Plan& plan)
{
    auto unverified = plan.tlsPolicy;
    unverified.verify = false;
    return delivery.visit.tls && isTrusted(*delivery.visit.tls, *plan.tls, unverified);
}

/// Why the check left early; line 1 where the user lets that count as OK.
std::string cutShort(const Observation& seen, const std::vector<Finding>& findings, const Plan& plan)
{
    const auto* last = seen.last();
    const auto subject = last != nullptr ? last->visit.subject() : seen.target;
    const auto worst = std::max_element(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return a.status != b.status && worse(a.status, b.status) == b.status;
    });
    auto cause = worst == findings.end() ? subject + " was not asked" : worst->summary();
    if (last != nullptr && last->insecure && wouldDoUnverified(*last, plan)) {
        return cause + "; the check went no further, with --no-verify it does";
    }
    return cause + (last != nullptr && last->messageBegun ? "" : "; nothing was sent");
}

std::string summarise(const Observation& seen, const std::vector<Finding>& findings, const Policy& policy)
{
    const auto* last = seen.last();
    const bool done = last != nullptr && cameToItsEnd(*last, policy.plan);
    return (done ? last->visit.subject() + " " + outcome(*last, policy.plan) : cutShort(seen, findings, policy.plan)) +
           ", " + formatSeconds(seen.total.count());
}

} // namespace

Report judge(const Observation& seen, const Policy& policy)
{
    Report report;
    report.findings = judgeSending(seen, policy);
    report.metrics = measureDelivery(seen, policy.plan);
    report.summary = summarise(seen, report.findings, policy);
    if (const auto* last = seen.last(); last != nullptr && !last->queueId.empty()) {
        report.mark = "queue ID " + last->queueId;
    }
    tell(report, policy.parts, visitsOf(seen), [&] { return describe(seen); });
    return report;
}

} // namespace mpm::checkSmtpSend
