// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/probe.hpp"

#include "check/append.hpp"
#include "check_mx/blocklist.hpp"
#include "io/parallel.hpp"

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>

namespace mpm::checkMx {

namespace {

/// Look-ups of addresses in lists in one run: each may cost two large answers at the same time.
constexpr std::size_t mostLookups = 200;

} // namespace

Observation observe(const Target& target, const World& world, Deadline deadline)
{
    const auto plan = withClientName(target.survey, world, deadline);
    const auto start = Clock::now();
    Observation seen;
    std::mutex mutex;
    std::size_t lookups = 0;
    const auto mayAsk = [&] {
        const std::scoped_lock lock(mutex);
        lookups += target.blocklists.size();
        const bool fits = lookups <= std::max(mostLookups, target.blocklists.size());
        seen.notLookedUp += fits ? 0 : 1;
        return fits;
    };
    const auto visitAndAsk = [&](const auto& host, const auto& endpoint, const auto& toSay, Deadline until) {
        std::optional<SmtpVisit> visited;
        runParallel(target.blocklists.empty() ? 1 : 2, [&](std::size_t task) {
            if (task == 1 && mayAsk()) {
                auto answers = askBlocklists(world.dns, endpoint.address, target.blocklists, until);
                const std::scoped_lock lock(mutex);
                seen.listings[endpoint.address] = std::move(answers);
            } else if (task == 0 && target.connect) {
                visited = visit(world.dialer, host, endpoint, toSay, until);
            }
        });
        return visited;
    };
    using Of = BlocklistHealth::Of;
    std::vector<BlocklistHealth> ofNames;
    std::vector<std::function<void()>> tasks{
        [&] { static_cast<MailHosts&>(seen) = survey(plan, world, deadline, visitAndAsk); }};
    if (!target.blocklists.empty()) {
        tasks.emplace_back(
            [&] { seen.blocklists = askBlocklistHealth(world.dns, target.blocklists, Of::Addresses, deadline); });
    }
    if (!target.nameLists.empty()) {
        tasks.emplace_back([&] { ofNames = askBlocklistHealth(world.dns, target.nameLists, Of::Names, deadline); });
        tasks.emplace_back(
            [&] { seen.nameListings = askNameLists(world.dns, *plan.target.domain, target.nameLists, deadline); });
    }
    for (const auto& address : target.furtherAddresses) {
        tasks.emplace_back([&, address] {
            auto answers = askBlocklists(world.dns, address, target.blocklists, deadline);
            const std::scoped_lock lock(mutex);
            seen.listings[address] = std::move(answers);
        });
    }
    runParallel(tasks.size(), [&](std::size_t task) { tasks[task](); });
    seen.furtherAddresses = target.furtherAddresses;
    if (seen.hosts.empty() && seen.furtherAddresses.empty()) {
        seen.blocklists.clear(); // whom they list or not is of no interest then
    }
    append(seen.blocklists, std::move(ofNames));
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkMx
