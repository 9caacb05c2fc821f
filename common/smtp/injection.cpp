// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/injection.hpp"

namespace mpm {
namespace {

using Outcome = InjectionTest::Outcome;

/// A server that answers the smuggled NOOP is one reply ahead from then on: its answer to EHLO comes as the
/// answer to QUIT. So nothing needs to be waited for.
void converse(SmtpSession& session, const VisitPlan& plan, InjectionTest& test)
{
    if (!session.greeting().answered(220)) {
        return;
    }
    const auto clear = session.hello(plan.protocol, plan.clientName);
    if (!session.usable() || !session.capabilities().has("STARTTLS")) {
        session.quit();
        return;
    }
    session.startTls(plan.tls->request, "NOOP");
    test.outcome = Outcome::Refused;
    if (!session.usable()) {
        return;
    }
    const auto hello = session.hello(plan.protocol, plan.clientName).front();
    const auto farewell = session.usable() ? session.command(Step::Quit, "QUIT") : Exchange();
    if (hello.earlyData || farewell.earlyData || farewell.answered(250)) {
        test.outcome = Outcome::Answered;
        test.evidence = hello.reply ? hello.reply->quoted() : "";
    } else if (hello.answered(250)) {
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
        converse(session, plan, test);
        test.transcript = session.transcript();
    } catch (const PeerFailed&) {
        // The visit beside this one meets the same and reports it.
    }
    return test;
}

} // namespace mpm
