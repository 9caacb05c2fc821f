// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/visit.hpp"

#include "check/append.hpp"

#include <algorithm>

namespace mpm {
namespace {

void sayHello(SmtpSession& session, const VisitPlan& plan, std::vector<Exchange>& exchanges)
{
    for (auto& exchange : session.hello(plan.protocol, plan.clientName)) {
        exchanges.push_back(std::move(exchange));
    }
}

/// False where the session is not what the plan wants.
bool secure(SmtpSession& session, const VisitPlan& plan, SmtpVisit& seen)
{
    seen.clearCapabilities = session.capabilities();
    if (!plan.tls || plan.tls->mode == TlsMode::Implicit) {
        return true;
    }
    if (!session.usable() || !session.capabilities().has("STARTTLS")) {
        return false;
    }
    seen.exchanges.push_back(session.startTls(plan.tls->request, plan.tls->smuggled));
    if (!session.tls() || !session.usable()) {
        return false;
    }
    sayHello(session, plan, seen.exchanges);
    return true;
}

void converse(SmtpSession& session, const VisitPlan& plan, SmtpVisit& seen)
{
    auto& exchanges = seen.exchanges;
    if (plan.tls && plan.tls->mode == TlsMode::Implicit && !session.beginTls(plan.tls->request)) {
        return;
    }
    exchanges.push_back(session.greeting());
    if (plan.hello && session.usable() && exchanges.back().answeredClass(2)) {
        sayHello(session, plan, exchanges);
        if (!secure(session, plan, seen)) {
            session.quit();
            return;
        }
        for (const auto& command : plan.commands) {
            if (!session.usable()) {
                break;
            }
            exchanges.push_back(session.command(Step::Command, command));
        }
    }
    session.quit();
}

} // namespace

std::size_t mostSaidByEach(std::size_t connections)
{
    constexpr std::size_t inAll = 2UL << 20U;
    constexpr std::size_t atLeast = 8UL << 10U; // several times what honest servers say
    return std::clamp(inAll / std::max<std::size_t>(connections, 1), atLeast, mostSaidByOne);
}

std::size_t mostChainOfEach(std::size_t connections)
{
    constexpr std::size_t inAll = 1UL << 20U; // decoded they take up many times as much
    constexpr std::size_t atLeast = 16UL << 10U;
    return std::clamp(inAll / std::max<std::size_t>(connections, 1), atLeast, mostChainOctets);
}

const Exchange* SmtpVisit::at(Step step) const
{
    const auto found = std::find_if(exchanges.begin(), exchanges.end(),
                                    [step](const Exchange& exchange) { return exchange.step == step; });
    return found == exchanges.end() ? nullptr : &*found;
}

std::string SmtpVisit::subject() const
{
    return host == endpoint.address.toString() ? endpoint.toString() : host + " " + endpoint.toString();
}

std::vector<std::string> SmtpVisit::titledTranscript() const
{
    std::vector<std::string> lines{"* " + subject()};
    append(lines, transcript.lines());
    return lines;
}

SmtpVisit visit(Dialer& dialer, const std::string& host, const Endpoint& endpoint, const VisitPlan& plan,
                Deadline deadline)
{
    SmtpVisit seen;
    seen.host = host;
    seen.endpoint = endpoint;
    seen.ownName = plan.ownName;
    const auto start = Clock::now();
    try {
        const auto channel = dialer.dial(endpoint, deadline);
        seen.connect = since(start);
        SmtpSession session(*channel, deadline, plan.mostSaid);
        if (!plan.transcript) {
            session.keepNoTranscript();
        }
        converse(session, plan, seen);
        seen.tls = session.tls();
        seen.capabilities = session.capabilities();
        seen.surplus = session.surplus();
        seen.farewell = session.farewell();
        seen.transcript = session.transcript();
    } catch (const PeerFailed& failed) {
        seen.connect = since(start);
        seen.connectFailure = failed.failure();
    }
    return seen;
}

} // namespace mpm
