// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/probe.hpp"

#include "check_mx/blocklist.hpp"
#include "io/parallel.hpp"

#include <mutex>
#include <utility>

namespace mpm::checkMx {

Observation observe(const Target& target, const World& world, Deadline deadline)
{
    const auto plan = withClientName(target.survey, world, deadline);
    const auto start = Clock::now();
    Observation seen;
    std::mutex mutex;
    const auto visitAndAsk = [&](const auto& host, const auto& endpoint, const auto& toSay, Deadline until) {
        std::optional<SmtpVisit> visited;
        runParallel(target.blocklists.empty() ? 1 : 2, [&](std::size_t task) {
            if (task == 1) {
                auto answers = askBlocklists(world.dns, endpoint.address, target.blocklists, until);
                const std::scoped_lock lock(mutex);
                seen.listings[endpoint.address] = std::move(answers);
            } else if (target.connect) {
                visited = visit(world.dialer, host, endpoint, toSay, until);
            }
        });
        return visited;
    };
    runParallel(target.blocklists.empty() ? 1 : 2, [&](std::size_t task) {
        if (task == 0) {
            static_cast<MailHosts&>(seen) = survey(plan, world, deadline, visitAndAsk);
        } else {
            seen.blocklists = askBlocklistHealth(world.dns, target.blocklists, deadline);
        }
    });
    if (seen.hosts.empty()) {
        seen.blocklists.clear(); // whom they list or not is of no interest then
    }
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkMx
