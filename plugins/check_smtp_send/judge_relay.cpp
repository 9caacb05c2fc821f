// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/judge_relay.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "check_smtp_send/findings.hpp"
#include "check_smtp_send/relay_answer.hpp"
#include "survey/judge_visit.hpp"

#include <algorithm>

namespace mpm::checkSmtpSend {
namespace {

using Attempts = std::vector<const RelayAttempt*>;

constexpr std::string_view closeIt =
    "Close the server at once: relay only for authenticated clients and for networks of your own (Postfix: "
    "smtpd_relay_restrictions; Exim: the RCPT ACL). If a catch-all of the server's own domain took the address, it is "
    "no relay.";

constexpr std::string_view refuseAtOnce =
    "The server is no open relay, but it tells strangers to try again instead of refusing them, so a sender whose "
    "domain it should serve waits for days to hear of it. Once its list of domains is right, let it refuse for good "
    "(Postfix: reject_unauth_destination in the place of defer_unauth_destination). Never let strangers relay.";

constexpr std::string_view tryLater =
    "The attempt was put off, so the test says nothing of it: greylisting, throttling or load. Exempt the monitoring "
    "host from greylisting, or test again later. Never let strangers relay.";

std::string commandsOf(const RelayAttempt& attempt)
{
    return "MAIL FROM (" + harmless(attempt.sender) + "), RCPT TO (" + harmless(attempt.recipient) + ")";
}

Attempts attemptsWith(const Delivery& delivery, RelayAnswer answer)
{
    Attempts chosen;
    for (const auto& attempt : delivery.relayAttempts) {
        if (relayAnswer(delivery, attempt) == answer) {
            chosen.push_back(&attempt);
        }
    }
    return chosen;
}

/// "relay attempt ... answered ...; 8 more alike".
std::string sentence(const Delivery& delivery, const Attempts& alike)
{
    const auto& first = *alike.front();
    return "relay attempt " + commandsOf(first) + " answered " + decisive(delivery, first).reply->quoted() +
           (alike.size() > 1 ? "; so or alike " + std::to_string(alike.size() - 1) + " more" : "");
}

Finding judgeAccepted(const Delivery& delivery, const RelayAttempt& attempt)
{
    auto finding = found(ownFindings.expectationFailed, delivery.visit.subject(),
                         "relays: " + commandsOf(attempt) + " answered " + decisive(delivery, attempt).reply->quoted() +
                             ", expected a refusal");
    finding.remedy = closeIt;
    return finding;
}

Finding judgeTemporary(const Delivery& delivery, const Attempts& alike)
{
    auto finding = judgeUnwantedReply(decisive(delivery, *alike.front()), delivery.visit.subject());
    finding.message = sentence(delivery, alike);
    return finding;
}

/// A finding of its own then, and the user says what it counts as.
bool ranOutOfTime(const Delivery& delivery)
{
    const auto timedOut = [](const Exchange& exchange) {
        return exchange.failure && exchange.failure->kind == FailureKind::TimedOut;
    };
    const auto& exchanges = delivery.visit.exchanges;
    return std::any_of(exchanges.begin(), exchanges.end(), timedOut) ||
           (delivery.faultyReset && timedOut(*delivery.faultyReset));
}

/// A sender's refusal says nothing of relaying; that another sender was refused for relaying does.
Attempts unclearAttempts(const Delivery& delivery)
{
    auto unclear = attemptsWith(delivery, RelayAnswer::Unclear);
    auto refused = attemptsWith(delivery, RelayAnswer::Refused);
    const auto forNow = attemptsWith(delivery, RelayAnswer::RefusedForNow);
    append(refused, forNow);
    const bool otherSender = std::any_of(refused.begin(), refused.end(), [](const RelayAttempt* each) {
        return each->spoofed == Spoofed::Sender && each->rcpt;
    });
    const auto bySender = attemptsWith(delivery, RelayAnswer::SenderRefused);
    if (!otherSender) {
        unclear.insert(unclear.begin(), bySender.begin(), bySender.end());
    }
    return unclear;
}

} // namespace

std::vector<Finding> judgeRelayTest(const Delivery& delivery)
{
    std::vector<Finding> findings;
    const auto subject = delivery.visit.subject();
    for (const auto* attempt : attemptsWith(delivery, RelayAnswer::Accepted)) {
        findings.push_back(judgeAccepted(delivery, *attempt));
    }
    for (const auto* attempt : attemptsWith(delivery, RelayAnswer::Misplaced)) {
        findings.push_back(judgeUnwantedReply(decisive(delivery, *attempt), subject));
    }
    if (const auto putOff = attemptsWith(delivery, RelayAnswer::PutOff); !putOff.empty()) {
        findings.push_back(judgeTemporary(delivery, putOff));
        findings.back().remedy = tryLater;
    }
    if (const auto forNow = attemptsWith(delivery, RelayAnswer::RefusedForNow); !forNow.empty()) {
        findings.push_back(judgeTemporary(delivery, forNow));
        findings.back().status = Status::Ok; // what was to be shown is shown: the server does not relay
        findings.back().remedy = refuseAtOnce;
    }
    if (const auto unclear = unclearAttempts(delivery); !unclear.empty()) {
        findings.push_back(
            found(ownFindings.relayTestIncomplete, subject,
                  sentence(delivery, unclear) + ": refused, but not for relaying, so it proves nothing"));
    }
    const auto& made = delivery.relayAttempts;
    const bool cutShort = !made.empty() && (relayAnswer(delivery, made.back()) == RelayAnswer::Lost ||
                                            decisive(delivery, made.back()).answered(421));
    const auto answered = made.size() - (cutShort ? 1 : 0);
    if (answered < delivery.relayPlanned && !ranOutOfTime(delivery)) {
        auto finding = found(ownFindings.relayTestIncomplete, subject,
                             "only " + std::to_string(answered) + " of " + std::to_string(delivery.relayPlanned) +
                                 " relay attempts were answered before the dialogue ended");
        finding.remedy = "Raise the server's limit of errors per session for this client (Postfix: "
                         "smtpd_hard_error_limit; Exim: smtp_max_synprot_errors), or the time-out of the check.";
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::string relayOutcome(const Delivery& delivery)
{
    std::size_t refused = 0;
    for (const auto answer : {RelayAnswer::Refused, RelayAnswer::RefusedForNow, RelayAnswer::SenderRefused}) {
        refused += attemptsWith(delivery, answer).size();
    }
    const auto planned = std::to_string(delivery.relayPlanned);
    return "refused " +
           (refused == delivery.relayPlanned ? "all " + planned : std::to_string(refused) + " of " + planned) +
           " relay attempts";
}

} // namespace mpm::checkSmtpSend
