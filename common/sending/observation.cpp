// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/observation.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "sending/relay_answer.hpp"
#include "survey/describe.hpp"

#include <algorithm>
#include <iterator>

namespace mpm::sending {
namespace {

std::int64_t codeOf(const Exchange& exchange)
{
    return exchange.reply ? exchange.reply->code : 0;
}

/// The visit with what was said beside it: a faulty RSET, the relay test's other connections from MAIL on.
SmtpVisit wholeVisit(const Delivery& delivery)
{
    auto visit = delivery.visit;
    for (const auto& further : delivery.relay ? delivery.relay->connections : std::vector<SmtpVisit>()) {
        std::copy_if(
            further.exchanges.begin(), further.exchanges.end(), std::back_inserter(visit.exchanges),
            [](const Exchange& exchange) { return exchange.step == Step::Mail || exchange.step == Step::Rcpt; });
    }
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
    for (const auto& attempt : delivery.relay ? delivery.relay->attempts : std::vector<RelayAttempt>()) {
        observations.table("relay_attempts")
            .push_back({{"host", delivery.visit.host},
                        {"address", delivery.visit.endpoint.address.toString()},
                        {"sender", harmless(attempt.sender)},
                        {"recipient", harmless(attempt.recipient)},
                        {"answer", std::string(toString(relayAnswer(attempt)))},
                        {"accepted", relayAnswer(attempt) == RelayAnswer::Accepted},
                        {"code", codeOf(decisive(attempt))}});
    }
}

} // namespace

Observations describe(const Observation& seen)
{
    auto observations =
        mpm::describe(seen, {"hosts", "addresses", "capabilities", "replies", "recipients", "relay_attempts"},
                      [&](const HostSeen& host) -> Row {
                          const auto place = static_cast<std::size_t>(&host - seen.hosts.data());
                          return {{"host", host.host},
                                  {"preference", std::int64_t{host.exchange ? host.exchange->preference : 0}},
                                  {"addresses", static_cast<std::int64_t>(host.addresses.size())},
                                  {"tried", place < seen.hostsTried},
                                  {"tlsa", std::string(host.tlsa ? toString(host.tlsa->state) : "not asked")},
                                  {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : ""}};
                      });
    const auto* last = seen.last();
    const auto& tls = last != nullptr ? last->visit.tls : std::nullopt;
    append(observations.facts,
           {{"token", last != nullptr && last->messageBegun ? seen.token : ""},
            {"queue_id", last != nullptr ? last->queueId : ""},
            {"auth_mechanism", std::string(last != nullptr && last->mechanism ? toString(*last->mechanism) : "")},
            {"tls_version", std::string(tls && tls->established() ? toString(tls->version) : "")}});
    for (const auto& delivery : seen.deliveries) {
        describeVisit(wholeVisit(delivery), observations);
        describeRecipients(delivery, observations);
    }
    return observations;
}

} // namespace mpm::sending
