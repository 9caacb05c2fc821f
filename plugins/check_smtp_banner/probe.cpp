// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/probe.hpp"

#include "io/parallel.hpp"

namespace mpm::checkSmtpBanner {

Observation observe(const Target& target, Resolver& resolver, Dialer& dialer, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.host = target.host;
    auto lookup = lookUpHost(resolver, target.host, target.families, deadline);
    seen.resolve = since(start);
    seen.lookupFailure = std::move(lookup.failure);
    seen.addresses.resize(lookup.addresses.size());
    const auto count = seen.addresses.size();
    runParallel(target.reverseDns ? 2 * count : count, [&](std::size_t task) {
        const auto& address = lookup.addresses[task % count];
        auto& slot = seen.addresses[task % count];
        if (task < count) {
            slot.visit = visit(dialer, target.host, Endpoint{address, target.port}, target.plan, deadline);
        } else {
            slot.reverse = lookUpReverse(resolver, address, deadline);
        }
    });
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkSmtpBanner
