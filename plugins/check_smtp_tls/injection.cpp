// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/injection.hpp"

namespace mpm {
namespace {

using Outcome = InjectionTest::Outcome;

constexpr Seconds surplusWait{1}; // a reply that is due comes with the one before

/// Whether the server has answered more often inside TLS than it was asked: then it answered the smuggled NOOP too,
/// whatever it thinks of it. `first` is the reply that came for EHLO. Codes alone prove nothing: a sound server may
/// refuse EHLO or QUIT, leave with a last word, or say nothing more.
bool answeredTooOften(SmtpSession& session, const Exchange& first)
{
    if (first.earlyData && first.answeredClass(2)) {
        return true; // consent to what was not said inside TLS
    }
    if (!session.usable()) {
        return false;
    }
    const auto second = session.command(Step::Quit, "QUIT");
    if (!second.reply || second.answered(221) || second.answered(421)) {
        return false;
    }
    if (second.answered(250) && second.reply->lines.size() > 1) {
        return true; // what EHLO is answered with
    }
    const auto third = session.surplusReply(surplusWait);
    return third && third->code != 421;
}

/// Why this exchange leads no further: "greeting 421 4.7.0 too many connections".
Failure obstacle(const Exchange& exchange)
{
    const auto what = exchange.command.empty() ? std::string(toString(exchange.step)) : exchange.command;
    if (exchange.failure) {
        return {exchange.failure->kind, what + ": " + exchange.failure->detail};
    }
    return {FailureKind::Protocol, what + " answered " + exchange.reply->quoted()};
}

bool ranOutOfTime(const std::optional<Failure>& failure)
{
    return failure && failure->kind == FailureKind::TimedOut;
}

void converse(SmtpSession& session, const VisitPlan& plan, InjectionTest& test)
{
    const auto greeting = session.greeting();
    if (!greeting.answered(220)) {
        test.failure = obstacle(greeting);
        session.quit();
        return;
    }
    const auto clear = session.hello(plan.protocol, plan.clientName).back();
    if (!session.usable() || !session.capabilities().has("STARTTLS")) {
        test.failure =
            clear.answered(250) ? Failure{FailureKind::Protocol, "STARTTLS is not offered this time"} : obstacle(clear);
        session.quit();
        return;
    }
    auto startTls = session.startTls(plan.tls->request, "NOOP");
    startTls.command = "STARTTLS";
    const bool passing = startTls.answeredClass(4) && !startTls.answered(421); // of TLS as such, not of the NOOP
    if (passing || ranOutOfTime(startTls.failure)) {
        test.failure = obstacle(startTls);
        return;
    }
    if (session.tls() && ranOutOfTime(session.tls()->failure)) {
        test.failure = Failure{FailureKind::TimedOut, "TLS handshake: " + session.tls()->failure->detail};
        return;
    }
    test.outcome = Outcome::Refused;
    if (!session.usable() || !session.tls()) {
        return; // a STARTTLS refused leaves the NOOP to be answered in the clear, as it may
    }
    session.countReplies();
    const std::string verb = plan.protocol == Protocol::Lmtp ? "LHLO " : "EHLO ";
    const auto first = session.command(Step::Ehlo, verb + plan.clientName); // no HELO: it would shift the count
    if (ranOutOfTime(first.failure)) {
        test.outcome = Outcome::NotTried;
        test.failure = Failure{FailureKind::TimedOut, verb + "inside TLS: " + first.failure->detail};
    } else if (answeredTooOften(session, first)) {
        test.outcome = Outcome::Answered;
        test.evidence = first.reply->quoted();
    } else if (first.answered(250)) {
        test.outcome = Outcome::Dropped;
    }
}

} // namespace

InjectionTest testInjection(Dialer& dialer, const Endpoint& endpoint, const VisitPlan& plan, Deadline deadline)
{
    InjectionTest test;
    try {
        const auto channel = dialer.dial(endpoint, deadline);
        SmtpSession session(*channel, deadline);
        if (!plan.transcript) {
            session.keepNoTranscript();
        }
        converse(session, plan, test);
        test.transcript = session.transcript();
    } catch (const PeerFailed& failed) {
        test.failure = failed.failure();
    }
    return test;
}

} // namespace mpm
