// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/probe.hpp"

#include "io/fan_out.hpp"
#include "io/parallel.hpp"

#include <algorithm>

namespace mpm::checkSmtpBanner {
namespace {

/// `hosts`: how many are visited in this run.
HostSeen visitHost(const std::string& host, std::size_t hosts, const Target& target, Resolver& resolver, Dialer& dialer,
                   Deadline deadline)
{
    const auto start = Clock::now();
    HostSeen seen;
    seen.host = host;
    auto lookup = lookUpHost(resolver, host, target.families, deadline);
    seen.resolve = since(start);
    seen.lookupFailure = std::move(lookup.failure);
    const auto count = std::min(lookup.addresses.size(), mostAddressesPerHost(hosts));
    seen.addressesLeftOut = lookup.addresses.size() - count;
    const auto visitsEnd = leaveTimeToGather(deadline, count * hosts);
    seen.addresses.resize(count);
    auto plan = target.plan;
    if (plan.tls) {
        plan.tls->request = forHost(plan.tls->request, host);
    }
    runParallel(target.reverseDns ? 2 * count : count, [&](std::size_t task) {
        const auto& address = lookup.addresses[task % count];
        auto& slot = seen.addresses[task % count];
        if (task < count) {
            slot.visit = visit(dialer, host, Endpoint{address, target.port}, plan, visitsEnd);
        } else {
            slot.reverse = lookUpReverse(resolver, address, visitsEnd);
        }
    });
    return seen;
}

} // namespace

Observation observeHost(const std::string& host, const Target& target, Resolver& resolver, Dialer& dialer,
                        Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.target = host;
    seen.hosts.push_back(visitHost(host, 1, target, resolver, dialer, deadline));
    seen.resolve = seen.hosts.front().resolve;
    seen.total = since(start);
    return seen;
}

Observation observeDomain(const DnsName& domain, const Target& target, DnsTransport& dns, Dialer& dialer,
                          Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.target = domain.toString();
    seen.mx = lookUpMx(dns, domain, deadline);
    seen.resolve = since(start);
    auto hosts = seen.mx->hosts();
    if (hosts.size() > mostHostsPerRun) {
        seen.hostsLeftOut = hosts.size() - mostHostsPerRun;
        hosts.resize(mostHostsPerRun);
    }
    DnsResolver resolver(dns);
    seen.hosts = mapParallel(hosts, [&](const MxHost& host) {
        if (isAddressLiteral(host.name)) {
            HostSeen literal;
            literal.host = host.name.toString();
            literal.literal = true;
            return literal;
        }
        return visitHost(host.name.toString(), hosts.size(), target, resolver, dialer, deadline);
    });
    Seconds slowest{0};
    for (const auto& host : seen.hosts) {
        slowest = std::max(slowest, host.resolve);
    }
    seen.resolve += slowest;
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkSmtpBanner
