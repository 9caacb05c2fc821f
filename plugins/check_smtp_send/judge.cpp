// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/judge.hpp"

#include "check/append.hpp"
#include "check_smtp_send/judge_delivery.hpp"
#include "check_smtp_send/judge_lookups.hpp"
#include "check_smtp_send/judge_relay.hpp"
#include "check_smtp_send/relay_answer.hpp"
#include "survey/busy.hpp"
#include "survey/by_hand.hpp"
#include "survey/describe.hpp"
#include "survey/judge_mail_hosts.hpp"
#include "survey/judge_visit.hpp"
#include "survey/measure.hpp"

#include <algorithm>
#include <utility>

namespace mpm::checkSmtpSend {
namespace {

RedundantPart judgePart(const Delivery& delivery, const Observation& seen, const Policy& policy)
{
    RedundantPart part;
    part.findings = judgeDelivery(delivery, policy);
    part.works = !wantsNextAddress(delivery, policy.plan) && letsMailThrough(part.findings);
    if (seen.mx && isOutOfTheWorld(delivery.visit)) {
        part.findings.clear(); // address-not-global tells it
    }
    return part;
}

/// The first connection to each address.
std::vector<const SmtpVisit*> visitsOf(const Observation& seen)
{
    std::vector<const SmtpVisit*> visits;
    for (const auto& delivery : seen.deliveries) {
        visits.push_back(&delivery.visit);
    }
    return visits;
}

/// Every connection.
std::vector<const SmtpVisit*> allVisitsOf(const Observation& seen)
{
    std::vector<const SmtpVisit*> visits;
    for (const auto& delivery : seen.deliveries) {
        visits.push_back(&delivery.visit);
        if (delivery.relay) {
            for (const auto& visit : delivery.relay->connections) {
                visits.push_back(&visit);
            }
        }
    }
    return visits;
}

/// Told to come again later, so that senders keep the mail whatever the other addresses say.
bool isPutOff(const Delivery& delivery, const Plan& plan)
{
    const auto* end = finalExchange(delivery, plan);
    return end != nullptr && end->answeredClass(4) && wantsNextAddress(delivery, plan);
}

std::vector<Finding> judgeAll(const Observation& seen, const Policy& policy)
{
    const bool putOff = std::any_of(seen.deliveries.begin(), seen.deliveries.end(),
                                    [&](const Delivery& delivery) { return isPutOff(delivery, policy.plan); });
    std::vector<RedundantPart> parts;
    for (const auto& host : seen.hosts) {
        if (auto missing = judgeTlsa(host, DaneDemand::Required, policy.timeoutStatus)) {
            parts.push_back({false, {std::move(*missing)}});
        }
        for (const auto& delivery : seen.deliveries) {
            if (delivery.visit.host != host.host) {
                continue;
            }
            auto& part = parts.emplace_back(judgePart(delivery, seen, policy));
            if (putOff && wantsNextAddress(delivery, policy.plan) && !isPutOff(delivery, policy.plan)) {
                std::for_each(part.findings.begin(), part.findings.end(), degrade);
            }
        }
    }
    auto findings = judgeMxRecords(seen, DaneDemand::Required, policy.timeoutStatus);
    if (policy.plan.relayTest) {
        for (auto& part : parts) {
            append(findings, std::move(part.findings)); // one open host is an open relay, whatever the others do
        }
    } else {
        append(findings, judgeRedundancy(std::move(parts), "addresses"));
    }
    append(findings, judgeLookups(seen, policy.timeoutStatus));
    append(findings, judgeReachability(seen, [](const AddressSeen&) { return true; }));
    tellLoad(findings, seen.target, loadOf(visitsOf(seen)));
    return findings;
}

/// The steps of the address that answered for good; where none did, of the first one, so that they are those of the
/// same host from run to run, however far the walk comes.
std::vector<Metric> measureDelivery(const Observation& seen, const Plan& plan)
{
    std::vector<const SmtpVisit*> told;
    if (const auto* last = seen.last()) {
        told.push_back(wantsNextAddress(*last, plan) ? &seen.deliveries.front().visit : &last->visit);
    }
    return measure(seen, told,
                   {{"connect", connectTime},
                    {"greeting", replyTime({Step::Greeting})},
                    {"ehlo", replyTime({Step::Ehlo, Step::Helo})},
                    {"starttls", replyTime({Step::StartTls})},
                    {"tls", handshakeTime},
                    {"auth", replyTime({Step::Auth})},
                    {"mail", replyTime({Step::Mail})},
                    {"rcpt", replyTime({Step::Rcpt})},
                    {"data", replyTime({Step::Data})},
                    {"message", replyTime({Step::Message})}});
}

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
    report.findings = judgeAll(seen, policy);
    addCommands(report.findings, seen, allVisitsOf(seen), policy.byHand);
    report.metrics = measureDelivery(seen, policy.plan);
    report.summary = summarise(seen, report.findings, policy);
    if (const auto* last = seen.last(); last != nullptr && !last->queueId.empty()) {
        report.mark = "queue ID " + last->queueId;
    }
    tell(report, policy.parts, allVisitsOf(seen), [&] { return describe(seen); });
    return report;
}

} // namespace mpm::checkSmtpSend
