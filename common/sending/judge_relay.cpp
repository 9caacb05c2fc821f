// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/judge_relay.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "sending/findings.hpp"
#include "sending/relay_answer.hpp"
#include "survey/judge_visit.hpp"

#include <algorithm>
#include <cmath>

namespace mpm::sending {
namespace {

using Attempts = std::vector<const RelayAttempt*>;

constexpr std::string_view refuseAtOnce =
    "The server is no open relay, but it tells strangers to try again instead of refusing them, so a sender whose "
    "domain it should serve waits for days to hear of it. Once its list of domains is right, let it refuse for good "
    "(Postfix: reject_unauth_destination in the place of defer_unauth_destination). Never let strangers relay.";

constexpr std::string_view tryLater =
    "The attempt was put off, so the test says nothing of it: greylisting, throttling or load. Exempt the monitoring "
    "host from greylisting, or test again later. Never let strangers relay.";

constexpr std::string_view allowMore =
    "Raise the server's limits of errors per session and of connections for this client, so that all attempts can be "
    "made (Postfix: smtpd_hard_error_limit, smtpd_client_connection_count_limit; Exim: smtp_max_unknown_commands, "
    "smtp_accept_max_per_host). Never let strangers relay.";

std::string commandsOf(const RelayAttempt& attempt)
{
    return "MAIL FROM (" + harmless(attempt.sender) + "), RCPT TO (" + harmless(attempt.recipient) + ")";
}

Attempts attemptsWith(const RelayTest& test, RelayAnswer answer)
{
    Attempts chosen;
    for (const auto& attempt : test.attempts) {
        if (relayAnswer(attempt) == answer) {
            chosen.push_back(&attempt);
        }
    }
    return chosen;
}

std::size_t count(const RelayTest& test, std::initializer_list<RelayAnswer> answers)
{
    std::size_t sum = 0;
    for (const auto answer : answers) {
        sum += attemptsWith(test, answer).size();
    }
    return sum;
}

std::size_t refusals(const RelayTest& test)
{
    return count(test, {RelayAnswer::Refused, RelayAnswer::RefusedForNow, RelayAnswer::SenderRefused});
}

std::string ofPlanned(std::size_t number, const RelayTest& test)
{
    return std::to_string(number) + " of " + std::to_string(test.planned);
}

/// "relay attempt ... answered ...; so or alike 8 more".
std::string sentence(const Attempts& alike)
{
    const auto& first = *alike.front();
    return "relay attempt " + commandsOf(first) + " answered " + decisive(first).reply->quoted() +
           (alike.size() > 1 ? "; so or alike " + std::to_string(alike.size() - 1) + " more" : "");
}

Finding judgeAccepted(const RelayTest& test, const Attempts& accepted, const std::string& subject)
{
    const auto number = ofPlanned(accepted.size(), test) + " relay attempts accepted";
    std::string list;
    for (const auto* attempt : accepted) {
        list += (list.empty() ? ": " : "; ") + commandsOf(*attempt) + " answered " + decisive(*attempt).reply->quoted();
    }
    auto finding = found(ownFindings.openRelay, subject, number + list);
    const auto& first = *accepted.front();
    finding.headline =
        "open relay: " + number + ", as " + commandsOf(first) + " answered " + decisive(first).reply->shown();
    return finding;
}

Finding judgeAlike(const RelayTest& test, const Attempts& alike, const std::string& subject)
{
    auto finding = judgeUnwantedReply(decisive(*alike.front()), subject);
    finding.message = sentence(alike);
    finding.headline = relayOutcome(test) + ": " + finding.headline;
    return finding;
}

/// A sender's refusal says nothing of relaying; that another sender was refused for relaying does.
Attempts unclearAttempts(const RelayTest& test)
{
    auto unclear = attemptsWith(test, RelayAnswer::Unclear);
    auto refused = attemptsWith(test, RelayAnswer::Refused);
    const auto forNow = attemptsWith(test, RelayAnswer::RefusedForNow);
    append(refused, forNow);
    const bool otherSender = std::any_of(refused.begin(), refused.end(), [](const RelayAttempt* each) {
        return each->spoofed == Spoofed::Sender && each->rcpt;
    });
    const auto bySender = attemptsWith(test, RelayAnswer::SenderRefused);
    if (!otherSender) {
        unclear.insert(unclear.begin(), bySender.begin(), bySender.end());
    }
    return unclear;
}

double secondsOf(const RelayAttempt& attempt)
{
    return attempt.mail.seconds.count() + (attempt.rcpt ? attempt.rcpt->seconds.count() : 0);
}

bool timedOut(const Exchange& exchange)
{
    return exchange.failure && exchange.failure->kind == FailureKind::TimedOut;
}

/// The longest that an answer took.
double slowest(const RelayTest& test)
{
    double longest = 0;
    for (const auto& attempt : test.attempts) {
        longest = relayAnswer(attempt) == RelayAnswer::Lost ? longest : std::max(longest, secondsOf(attempt));
    }
    return longest;
}

/// The longest that was waited for an answer which did not come.
double longestWait(const RelayTest& test)
{
    double longest = 0;
    for (const auto& exchange : test.interruptions) {
        longest = timedOut(exchange) ? std::max(longest, exchange.seconds.count()) : longest;
    }
    return longest;
}

/// At least enough for one attempt after the other, in fives.
std::string timeForAll(const RelayTest& test)
{
    const auto each = std::max(slowest(test), longestWait(test));
    return formatNumber(5 * std::ceil((each * static_cast<double>(test.planned) + 1) / 5));
}

/// What kept the test from going on, the server's words before its silence, and what it said to the next connection
/// before what ended one: "greeting answered 421 ...".
std::string interruption(const RelayTest& test)
{
    std::string failure;
    for (const auto& visit : test.connections) {
        const auto* last = visit.exchanges.empty() ? nullptr : &visit.exchanges.back();
        const bool opened = last != nullptr && last->step >= Step::Mail;
        if (!opened && last != nullptr && last->reply) {
            return nameOf(*last) + " answered " + last->reply->quoted();
        }
        if (!opened && failure.empty()) {
            failure = visit.connectFailure               ? visit.connectFailure->detail
                      : last != nullptr && last->failure ? nameOf(*last) + ": " + last->failure->detail
                                                         : "";
        }
    }
    for (const auto& exchange : test.interruptions) {
        if (exchange.reply) {
            return nameOf(exchange) + " answered " + exchange.reply->quoted();
        }
        if (failure.empty() && exchange.failure) {
            failure = nameOf(exchange) + ": " + exchange.failure->detail;
        }
    }
    return failure;
}

bool hasWords(const RelayTest& test)
{
    return std::any_of(test.interruptions.begin(), test.interruptions.end(),
                       [](const Exchange& exchange) { return exchange.reply.has_value(); });
}

/// Where attempts were left without an answer; without any answer at all, that is told of the connection itself.
Finding judgeUnmade(const RelayTest& test, const std::string& subject)
{
    auto finding = found(ownFindings.relayTestIncomplete, subject, relayOutcome(test));
    finding.remedy = allowMore;
    const auto why = interruption(test);
    const bool late = std::any_of(test.interruptions.begin(), test.interruptions.end(), timedOut);
    if (late && !hasWords(test)) {
        finding.message += slowest(test) >= longestWait(test) / 2
                               ? ", each after " + formatSeconds(slowest(test)) + ": the time ran out; "
                               : "; another had no answer within " + formatSeconds(longestWait(test)) + "; ";
        finding.message += "it takes --timeout " + timeForAll(test) + " or more";
        finding.remedy = "The server lets strangers wait (a tarpit), which closes nothing and is not wrong. Give the "
                         "test the time: --timeout " +
                         timeForAll(test) + ", in a service of its own that runs once a day.";
        return finding;
    }
    finding.message += why.empty() ? "" : "; then " + why;
    return finding;
}

} // namespace

std::vector<Finding> judgeRelayTest(const Delivery& delivery)
{
    if (!delivery.relay) {
        return {};
    }
    const auto& test = *delivery.relay;
    const auto subject = delivery.visit.subject();
    std::vector<Finding> findings;
    if (const auto accepted = attemptsWith(test, RelayAnswer::Accepted); !accepted.empty()) {
        findings.push_back(judgeAccepted(test, accepted, subject));
    }
    if (const auto misplaced = attemptsWith(test, RelayAnswer::Misplaced); !misplaced.empty()) {
        findings.push_back(judgeAlike(test, misplaced, subject));
    }
    if (const auto putOff = attemptsWith(test, RelayAnswer::PutOff); !putOff.empty()) {
        findings.push_back(judgeAlike(test, putOff, subject));
        findings.back().remedy = tryLater;
    }
    if (const auto forNow = attemptsWith(test, RelayAnswer::RefusedForNow); !forNow.empty()) {
        findings.push_back(judgeAlike(test, forNow, subject));
        findings.back().status = Status::Ok; // what was to be shown is shown: the server does not relay
        findings.back().remedy = refuseAtOnce;
    }
    if (const auto unclear = unclearAttempts(test); !unclear.empty()) {
        findings.push_back(found(ownFindings.relayTestIncomplete, subject,
                                 sentence(unclear) + ": refused, but not for relaying, so it proves nothing"));
        const auto& first = decisive(*unclear.front());
        findings.back().headline = relayOutcome(test) + ": " + nameOf(first) + " " + first.reply->shown() +
                                   " has nothing to do with relaying, so it proves nothing";
    }
    const auto unmade = test.planned - test.attempts.size() + count(test, {RelayAnswer::Lost});
    if (unmade > 0 && (isAnswered(test) || hasWords(test))) {
        findings.push_back(judgeUnmade(test, subject));
    }
    return findings;
}

std::string lateOutcome(const RelayTest& test)
{
    return "0 of " + std::to_string(test.planned) + " relay attempts answered, it takes --timeout " + timeForAll(test) +
           " or more";
}

std::string relayOutcome(const RelayTest& test)
{
    const auto refused = refusals(test);
    const auto accepted = count(test, {RelayAnswer::Accepted});
    if (refused == test.planned) {
        return "refused all " + std::to_string(refused) + " relay attempts";
    }
    return ofPlanned(refused, test) + " relay attempts refused, " + (accepted > 0 ? std::to_string(accepted) : "none") +
           " accepted";
}

} // namespace mpm::sending
