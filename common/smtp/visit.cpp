// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/visit.hpp"

#include <algorithm>

namespace mpm {
namespace {

void converse(SmtpSession& session, const VisitPlan& plan, std::vector<Exchange>& exchanges)
{
    exchanges.push_back(session.greeting());
    if (plan.hello && session.usable() && exchanges.back().answeredClass(2)) {
        for (auto& exchange : session.hello(plan.protocol, plan.clientName)) {
            exchanges.push_back(std::move(exchange));
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

SmtpVisit visit(Dialer& dialer, const std::string& host, const Endpoint& endpoint, const VisitPlan& plan,
                Deadline deadline)
{
    SmtpVisit seen;
    seen.host = host;
    seen.endpoint = endpoint;
    const auto start = Clock::now();
    try {
        const auto channel = dialer.dial(endpoint, deadline);
        seen.connect = since(start);
        SmtpSession session(*channel, deadline);
        converse(session, plan, seen.exchanges);
        seen.capabilities = session.capabilities();
        seen.transcript = session.transcript();
    } catch (const PeerFailed& failed) {
        seen.connect = since(start);
        seen.connectFailure = failed.failure();
    }
    return seen;
}

} // namespace mpm
