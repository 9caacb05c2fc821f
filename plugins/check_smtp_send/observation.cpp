// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/observation.hpp"

#include "check/peer_text.hpp"
#include "check_smtp_send/relay_answer.hpp"
#include "survey/describe.hpp"
#include "survey/judge_visit.hpp"

#include <algorithm>

namespace mpm::checkSmtpSend {
namespace {

std::int64_t codeOf(const Exchange& exchange)
{
    return exchange.reply ? exchange.reply->code : 0;
}

SmtpVisit withReset(const Delivery& delivery)
{
    auto visit = delivery.visit;
    if (delivery.faultyReset) {
        visit.exchanges.push_back(*delivery.faultyReset);
    }
    return visit;
}

void describeRecipients(const Delivery& delivery, Observations& observations)
{
    for (const auto& recipient : delivery.recipients) {
        const auto& rcpt = delivery.exchange(recipient.rcpt);
        const auto* message = recipient.message ? &delivery.exchange(*recipient.message) : nullptr;
        observations.table("recipients")
            .push_back({{"host", delivery.visit.host},
                        {"address", delivery.visit.endpoint.address.toString()},
                        {"recipient", harmless(recipient.address)},
                        {"accepted", accepts(rcpt)},
                        {"code", codeOf(rcpt)},
                        {"delivered", message != nullptr && accepts(*message)},
                        {"message_code", message != nullptr ? codeOf(*message) : 0}});
    }
    for (const auto& attempt : delivery.relayAttempts) {
        observations.table("relay_attempts")
            .push_back({{"host", delivery.visit.host},
                        {"address", delivery.visit.endpoint.address.toString()},
                        {"sender", harmless(attempt.sender)},
                        {"recipient", harmless(attempt.recipient)},
                        {"answer", std::string(toString(relayAnswer(delivery, attempt)))},
                        {"accepted", relayAnswer(delivery, attempt) == RelayAnswer::Accepted},
                        {"code", codeOf(decisive(delivery, attempt))}});
    }
}

} // namespace

const Delivery* Observation::last() const
{
    const Delivery* last = nullptr;
    for (const auto& host : hosts) {
        last = host.deliveries.empty() ? last : &host.deliveries.back();
    }
    return last;
}

const Delivery* Observation::first() const
{
    const auto tried =
        std::find_if(hosts.begin(), hosts.end(), [](const HostSeen& host) { return !host.deliveries.empty(); });
    return tried == hosts.end() ? nullptr : &tried->deliveries.front();
}

Observations describe(const Observation& seen)
{
    Observations observations;
    const auto* last = seen.last();
    const auto& tls = last != nullptr ? last->visit.tls : std::nullopt;
    observations.facts = {
        {"target", seen.target},
        {"resolve", seen.resolve.count()},
        {"token", last != nullptr && last->messageBegun ? seen.token : ""},
        {"queue_id", last != nullptr ? last->queueId : ""},
        {"auth_mechanism", std::string(last != nullptr && last->mechanism ? toString(*last->mechanism) : "")},
        {"tls_version", std::string(tls && tls->established() ? toString(tls->version) : "")}};
    for (const auto* name : {"hosts", "addresses", "capabilities", "replies", "recipients", "relay_attempts"}) {
        observations.table(name);
    }
    for (const auto& host : seen.hosts) {
        observations.table("hosts").push_back(
            {{"host", host.host},
             {"preference", std::int64_t{host.preference.value_or(0)}},
             {"addresses", static_cast<std::int64_t>(host.addresses.size())},
             {"tried", host.tried},
             {"tlsa", std::string(host.tlsa ? toString(host.tlsa->state) : "not asked")},
             {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : ""}});
        for (const auto& delivery : host.deliveries) {
            describeVisit(withReset(delivery), observations);
            describeSecured(delivery.visit, observations);
            describeRecipients(delivery, observations);
        }
    }
    return observations;
}

} // namespace mpm::checkSmtpSend
