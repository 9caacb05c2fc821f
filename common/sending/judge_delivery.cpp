// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/judge_delivery.hpp"

#include "catalogue/discarded.hpp"
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/redundancy.hpp"
#include "io/judge_failure.hpp"
#include "sending/findings.hpp"
#include "sending/judge_relay.hpp"
#include "sending/owed_replies.hpp"
#include "sending/relay_answer.hpp"
#include "survey/judge_secured.hpp"
#include "survey/judge_visit.hpp"
#include "tls/findings.hpp"

#include <algorithm>
#include <utility>

namespace mpm::sending {
namespace {

using Verdict = Expectations::Verdict;

bool isOpening(Step step)
{
    return step == Step::Greeting || step == Step::Ehlo || step == Step::Helo;
}

/// A refusal, though not the one that was expected.
Finding judgeMissed(const Exchange& exchange, const ReplyCodes& expected, const std::string& subject)
{
    auto finding = judgeUnwantedReply(exchange, subject);
    const auto instead = ", expected " + expected.shown();
    finding.message += instead;
    finding.headline += instead;
    if (!expected.areRefusals()) {
        if (exchange.reply->codeClass() == 5) {
            finding.id = ownFindings.expectationFailed.id;
        }
        return finding; // with the remedy of the refusal: why it refuses is what matters
    }
    const auto code = std::to_string(exchange.reply->code);
    finding.remedy =
        exchange.reply->codeClass() == 4
            ? "The server puts off what it should refuse: senders try for days until they hear of it. Look "
              "for greylisting, load or a look-up that fails before the rule that should refuse; if " +
                  code + " is right, add it to --expect."
            : "It is refused as it should be, but for another reason or with another code: see which rule "
              "of the server answers; if " +
                  code + " is right, add it to --expect.";
    return finding;
}

/// A success that is none of this step's. RFC 4954 section 6: only 235 says that the client is logged in.
Finding judgeIrregular(const Exchange& exchange, const std::string& subject)
{
    auto finding = judgeUnwantedReply(exchange, subject);
    if (exchange.step == Step::Auth && exchange.reply->codeClass() < 4) {
        finding.message += ", which is no login: nothing more was said";
        finding.headline += ", which is no login: nothing more was said";
    }
    return finding;
}

/// Credentials that are refused by a mechanism which needs what the server may not keep: CRAM-MD5 the password in the
/// clear, SCRAM a verifier made for it. Nothing where the user chose the mechanism, or no other is offered.
std::string untriedMechanism(const Exchange& exchange, const Delivery& delivery, const Plan& plan)
{
    const bool chosenHere = delivery.mechanism && plan.login && !plan.login->mechanism;
    const auto enhanced = exchange.reply->enhanced().value_or(EnhancedCode{5, 7, 8});
    const bool credentials = exchange.answered(535) && enhanced.subject == 7 && enhanced.detail == 8;
    if (exchange.step != Step::Auth || !chosenHere || !credentials || revealsPassword(*delivery.mechanism)) {
        return {};
    }
    const auto offered = offeredMechanisms(delivery.visit.capabilities);
    const auto other = std::find_if(offered.begin(), offered.end(), revealsPassword);
    const auto used = std::string(toString(*delivery.mechanism));
    return other == offered.end() ? ""
                                  : "The check chose " + used +
                                        ", which a server that keeps passwords hashed can offer but not do. Try -A " +
                                        std::string(toString(*other)) + " inside TLS: if that works, take " + used +
                                        " off the server's list. ";
}

/// Nothing when the reply is what the step asks for.
std::optional<Finding> judgeStep(const Exchange& exchange, const Expectations& expectations, const std::string& subject)
{
    const auto verdict = expectations.judge(exchange);
    if (verdict == Verdict::Met) {
        return found(ownFindings.asExpected, subject,
                     nameOf(exchange) + " answered " + exchange.reply->quoted() + ", as expected");
    }
    const auto* expected = expectations.at(exchange.step);
    if (verdict == Verdict::Failed && exchange.reply->codeClass() >= 4) {
        return judgeMissed(exchange, *expected, subject);
    }
    if (exchange.reply->codeClass() >= 4 || (verdict == Verdict::NotGiven && !isRegular(exchange))) {
        return judgeIrregular(exchange, subject);
    }
    if (verdict == Verdict::NotGiven) {
        return std::nullopt;
    }
    return found(ownFindings.expectationFailed, subject,
                 nameOf(exchange) + " answered " + exchange.reply->quoted() + ", expected " + expected->shown());
}

/// A server that hangs up or lets one wait after it has refused is closed, not down: the relay test judges that.
bool endsRelayTest(const Exchange& exchange)
{
    const bool attempt = exchange.step == Step::Mail || exchange.step == Step::Rcpt;
    return attempt && !exchange.earlyData && (exchange.failure || exchange.answered(421));
}

/// Connection, greeting, EHLO, failures and the form of every reply.
std::vector<Finding> judgeOpening(const Delivery& delivery, const Policy& policy)
{
    const auto& expectations = policy.plan.expectations;
    auto rest = delivery.visit;
    std::vector<Finding> findings;
    if (delivery.relay && isAnswered(*delivery.relay)) {
        std::erase_if(rest.exchanges, endsRelayTest);
        rest.farewell.reset();
    }
    std::erase_if(rest.exchanges, [&](const Exchange& exchange) {
        const bool heloInstead =
            exchange.step == Step::Helo && exchange.reply && expectations.at(Step::Ehlo) != nullptr;
        const bool judgedHere = isOpening(exchange.step) && expectations.judge(exchange) != Verdict::NotGiven;
        if (!heloInstead && !judgedHere) {
            return false;
        }
        auto finding = judgedHere ? judgeStep(exchange, expectations, delivery.visit.subject()) : std::nullopt;
        if (finding) {
            findings.push_back(std::move(*finding));
        }
        append(findings, judgeForm(exchange, delivery.visit.subject()));
        return true;
    });
    append(findings, judgeVisit(rest, policy.timeoutStatus));
    const auto replies = owedReplies(delivery);
    const bool fails = !rest.exchanges.empty() && rest.exchanges.back().failure && !findings.empty();
    if (policy.plan.protocol == Protocol::Lmtp && replies.someMissing() && fails) {
        findings.back().message += "; " + replies.told();
        findings.back().headline.clear();
    }
    if (delivery.relay && !isAnswered(*delivery.relay) && !findings.empty() &&
        findings.back().id == hostFindings.timedOut.id) {
        findings.back().message += "; " + lateOutcome(*delivery.relay);
    }
    return findings;
}

std::vector<Finding> judgeTlsPart(const Delivery& delivery, const Policy& policy)
{
    const auto* startTls = delivery.visit.at(Step::StartTls);
    const bool expected = startTls != nullptr && policy.plan.expectations.at(Step::StartTls) != nullptr;
    if (!policy.plan.tls || (expected && !delivery.visit.tls)) {
        return {};
    }
    auto findings = judgeSecured(delivery.visit, policy.plan.tlsPolicy);
    std::erase_if(findings, [](const Finding& finding) { return isBesideThePoint(finding.id); });
    for (auto& finding : findings) {
        if (finding.id == tlsFindings.daneUnusable.id) {
            finding.status = Status::Critical; // DANE was asked for, so nothing was sent
        }
    }
    return findings;
}

/// Of several exchanges of an authentication the last one tells; the others are its challenges.
bool isJudgedByItself(const Exchange& exchange, const Delivery& delivery, const Policy& policy)
{
    switch (exchange.step) {
    case Step::StartTls: return policy.plan.expectations.at(Step::StartTls) != nullptr;
    case Step::Auth: {
        const auto& all = delivery.visit.exchanges;
        const auto last =
            std::find_if(all.rbegin(), all.rend(), [](const Exchange& each) { return each.step == Step::Auth; });
        return &*last == &exchange && !(delivery.obstacle && delivery.obstacle->kind == Obstacle::Kind::AuthUnproven);
    }
    case Step::Mail:
    case Step::Data: return true;
    case Step::Message: return policy.plan.protocol == Protocol::Smtp;
    default: return false;
    }
}

std::vector<Finding> judgeSteps(const Delivery& delivery, const Policy& policy)
{
    std::vector<Finding> findings;
    for (const auto& exchange : delivery.visit.exchanges) {
        if (exchange.reply && isJudgedByItself(exchange, delivery, policy)) {
            if (auto finding = judgeStep(exchange, policy.plan.expectations, delivery.visit.subject())) {
                finding->remedy.insert(0, untriedMechanism(exchange, delivery, policy.plan));
                findings.push_back(std::move(*finding));
            }
        }
    }
    return findings;
}

/// RCPT of each, and with LMTP the fate of each.
std::vector<Finding> judgeRecipients(const Delivery& delivery, const Policy& policy)
{
    std::vector<Finding> findings;
    const auto judgeAll = [&](const auto& placeOf) {
        std::vector<std::size_t> places;
        for (const auto& recipient : delivery.recipients) {
            const std::optional<std::size_t> place = placeOf(recipient);
            if (place && delivery.exchange(*place).reply && !isFarewell(delivery.exchange(*place))) {
                places.push_back(*place);
            }
        }
        const bool oneAccepted = std::any_of(places.begin(), places.end(),
                                             [&](std::size_t place) { return accepts(delivery.exchange(place)); });
        for (const auto place : places) {
            const auto& exchange = delivery.exchange(place);
            auto finding = judgeStep(exchange, policy.plan.expectations, delivery.visit.subject());
            const bool wanted = policy.plan.expectations.judge(exchange) == Verdict::Failed;
            const bool refused =
                exchange.answeredClass(4) || exchange.answeredClass(5); // anything else ends it for all
            if (finding && oneAccepted && !wanted && refused) {
                degrade(*finding);
            }
            if (finding) {
                findings.push_back(std::move(*finding));
            }
        }
    };
    judgeAll([](const RecipientOutcome& recipient) { return std::optional(recipient.rcpt); });
    if (policy.plan.protocol == Protocol::Lmtp) {
        judgeAll([](const RecipientOutcome& recipient) { return recipient.message; });
        append(findings, judgeOwedReplies(delivery));
    }
    return findings;
}

/// Taken, and said to be thrown away.
std::vector<Finding> judgeDiscarded(const Delivery& delivery)
{
    std::vector<Finding> findings;
    for (const auto& exchange : delivery.visit.exchanges) {
        if (exchange.step == Step::Message && exchange.reply && saysDiscarded(*exchange.reply)) {
            findings.push_back(found(ownFindings.acceptedButDiscarded, delivery.visit.subject(),
                                     nameOf(exchange) + " answered " + exchange.reply->quoted()));
            findings.back().headline = nameOf(exchange) + " " + exchange.reply->shown();
        }
    }
    return findings;
}

/// Only SMTPUTF8 can carry what is not ASCII in a header (RFC 6532); our own messages have it encoded.
std::vector<Finding> judgeMessage(const Delivery& delivery, const Plan& plan)
{
    const auto subject = delivery.visit.subject();
    std::vector<Finding> findings;
    auto faults = plan.messageFaults;
    const auto header = std::string_view(plan.message).substr(0, plan.message.find("\r\n\r\n"));
    const bool asked = delivery.visit.at(Step::Mail) != nullptr || delivery.obstacle;
    if (plan.messageFromFile && asked && !isAscii(header) && !delivery.visit.capabilities.has("SMTPUTF8")) {
        faults.emplace_back("the header holds octets above 127, and the server does not offer SMTPUTF8");
    }
    if (!faults.empty()) {
        findings.push_back(found(ownFindings.messageMalformed, subject, "--message-file: " + join(faults, "; ")));
    }
    return findings;
}

/// A server that can't end a transaction has answered all that was asked, and QUIT ends it as well: this is told, not
/// judged. The relay test needs RSET between its attempts.
std::optional<Finding> judgeReset(const Delivery& delivery, const Policy& policy)
{
    if (!delivery.faultyReset) {
        return std::nullopt;
    }
    const auto& exchange = *delivery.faultyReset;
    const auto subject = delivery.visit.subject();
    if (!exchange.failure) {
        auto finding = judgeUnwantedReply(exchange, subject);
        const bool matters = delivery.relay && delivery.relay->attempts.size() < delivery.relay->planned;
        finding.status = matters ? Status::Warning : Status::Ok;
        finding.remedy = "RSET must be answered with 250 (RFC 5321 section 4.1.1.5); see what stands between server "
                         "and client, such as a firewall that filters SMTP.";
        return finding;
    }
    auto finding =
        judgeFailure(*exchange.failure, subject, nameOf(exchange), policy.timeoutStatus, smtpFindings.protocolError);
    if (exchange.failure->kind == FailureKind::TimedOut) {
        return std::nullopt; // no more than a moment was waited
    }
    finding.status = Status::Ok;
    return finding;
}

const FindingKind& kindOf(Obstacle::Kind kind)
{
    switch (kind) {
    case Obstacle::Kind::AuthUnavailable: return ownFindings.authUnavailable;
    case Obstacle::Kind::AuthCleartext: return ownFindings.authCleartext;
    case Obstacle::Kind::AuthUnproven: return ownFindings.authUnproven;
    case Obstacle::Kind::CapabilityMissing: return ownFindings.capabilityMissing;
    case Obstacle::Kind::MessageTooLarge: return ownFindings.messageTooLarge;
    }
    return ownFindings.authUnavailable;
}

} // namespace

std::vector<Finding> judgeDelivery(const Delivery& delivery, const Policy& policy)
{
    auto findings = judgeOpening(delivery, policy);
    append(findings, judgeTlsPart(delivery, policy));
    if (delivery.obstacle) {
        findings.push_back(
            found(kindOf(delivery.obstacle->kind), delivery.visit.subject(), delivery.obstacle->sentence));
        if (!delivery.obstacle->remedy.empty()) {
            findings.back().remedy = delivery.obstacle->remedy;
        }
    }
    if (auto reset = judgeReset(delivery, policy)) {
        findings.push_back(std::move(*reset));
    }
    if (policy.plan.relayTest) {
        append(findings, judgeRelayTest(delivery));
    } else {
        append(findings, judgeSteps(delivery, policy));
        append(findings, judgeRecipients(delivery, policy));
        append(findings, judgeDiscarded(delivery));
        append(findings, judgeMessage(delivery, policy.plan));
    }
    return findings;
}

} // namespace mpm::sending
