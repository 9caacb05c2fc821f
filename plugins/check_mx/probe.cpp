// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/probe.hpp"

#include "check/append.hpp"
#include "check_mx/blocklist.hpp"

#include <algorithm>
#include <utility>

namespace mpm::checkMx {

namespace {

/// Look-ups of addresses in lists in one run: each may cost two large answers at the same time.
constexpr std::size_t mostLookups = 200;

} // namespace

Observation observe(const Target& target, const World& world, Deadline deadline)
{
    using Of = BlocklistHealth::Of;
    Observation seen;
    std::vector<BlocklistHealth> ofNames;
    std::size_t lookups = 0;
    const auto mayAsk = [&] {
        lookups += target.blocklists.size();
        const bool fits = lookups <= std::max(mostLookups, target.blocklists.size());
        seen.notLookedUp += fits ? 0 : 1;
        return fits;
    };
    const auto lookUp = [&](DnsLookups& dns, const IpAddress& address, Deadline until) {
        askBlocklists(dns, address, target.blocklists, until, [&seen, address](std::vector<BlocklistAnswer> answers) {
            seen.listings[address] = std::move(answers);
        });
    };
    FurtherQuestions further;
    further.ofTarget = [&](DnsLookups& dns) {
        if (!target.blocklists.empty()) {
            askBlocklistHealth(dns, target.blocklists, Of::Addresses, deadline,
                               [&](std::vector<BlocklistHealth> health) { seen.blocklists = std::move(health); });
        }
        if (!target.nameLists.empty()) {
            askBlocklistHealth(dns, target.nameLists, Of::Names, deadline,
                               [&](std::vector<BlocklistHealth> health) { ofNames = std::move(health); });
            askNameLists(dns, *target.survey.target.domain, target.nameLists, deadline,
                         [&](std::vector<BlocklistAnswer> answers) { seen.nameListings = std::move(answers); });
        }
        for (const auto& address : target.furtherAddresses) {
            lookUp(dns, address, deadline);
        }
    };
    further.ofAddress = [&](DnsLookups& dns, const IpAddress& address, Deadline until) {
        if (!target.blocklists.empty() && mayAsk()) {
            lookUp(dns, address, until);
        }
    };
    Visitor visitor;
    if (target.connect) {
        visitor = [&](const auto& host, const auto& endpoint, const auto& toSay, Deadline until) {
            return visit(world.dialer, host, endpoint, toSay, until);
        };
    }
    static_cast<MailHosts&>(seen) = survey(target.survey, world, deadline, visitor, further);
    seen.furtherAddresses = target.furtherAddresses;
    if (seen.hosts.empty() && seen.furtherAddresses.empty()) {
        seen.blocklists.clear(); // whom they list or not is of no interest then
    }
    append(seen.blocklists, std::move(ofNames));
    return seen;
}

} // namespace mpm::checkMx
