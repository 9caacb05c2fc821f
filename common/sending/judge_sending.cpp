// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/judge_sending.hpp"

#include "check/append.hpp"
#include "sending/judge_delivery.hpp"
#include "sending/judge_lookups.hpp"
#include "survey/busy.hpp"
#include "survey/by_hand.hpp"
#include "survey/judge_mail_hosts.hpp"
#include "survey/judge_visit.hpp"
#include "survey/measure.hpp"

#include <algorithm>
#include <utility>

namespace mpm::sending {
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
std::vector<const SmtpVisit*> firstVisitsOf(const Observation& seen)
{
    std::vector<const SmtpVisit*> visits;
    for (const auto& delivery : seen.deliveries) {
        visits.push_back(&delivery.visit);
    }
    return visits;
}

/// Told to come again later, so that senders keep the mail whatever the other addresses say.
bool isPutOff(const Delivery& delivery, const Plan& plan)
{
    const auto* end = finalExchange(delivery, plan);
    return end != nullptr && end->answeredClass(4) && wantsNextAddress(delivery, plan);
}

} // namespace

std::vector<const SmtpVisit*> visitsOf(const Observation& seen)
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

std::vector<Finding> judgeSending(const Observation& seen, const Policy& policy)
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
    tellLoad(findings, seen.target, loadOf(firstVisitsOf(seen)));
    addCommands(findings, seen, visitsOf(seen), policy.byHand);
    return findings;
}

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

} // namespace mpm::sending
