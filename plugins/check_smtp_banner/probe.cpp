// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/probe.hpp"

#include "io/parallel.hpp"

#include <algorithm>

namespace mpm::checkSmtpBanner {
namespace {

HostSeen visitHost(const std::string& host, const Target& target, Resolver& resolver, Dialer& dialer, Deadline deadline)
{
    const auto start = Clock::now();
    HostSeen seen;
    seen.host = host;
    auto lookup = lookUpHost(resolver, host, target.families, deadline);
    seen.resolve = since(start);
    seen.lookupFailure = std::move(lookup.failure);
    const auto count = std::min(lookup.addresses.size(), mostAddressesPerHost);
    seen.addresses.resize(count);
    auto plan = target.plan;
    if (plan.tls) {
        plan.tls->request = forHost(plan.tls->request, host);
    }
    runParallel(target.reverseDns ? 2 * count : count, [&](std::size_t task) {
        const auto& address = lookup.addresses[task % count];
        auto& slot = seen.addresses[task % count];
        if (task < count) {
            slot.visit = visit(dialer, host, Endpoint{address, target.port}, plan, deadline);
        } else {
            slot.reverse = lookUpReverse(resolver, address, deadline);
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
    seen.hosts.push_back(visitHost(host, target, resolver, dialer, deadline));
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
    hosts.resize(std::min(hosts.size(), mostHosts));
    DnsResolver resolver(dns);
    seen.hosts = mapParallel(
        hosts, [&](const MxHost& host) { return visitHost(host.name.toString(), target, resolver, dialer, deadline); });
    Seconds slowest{0};
    for (const auto& host : seen.hosts) {
        slowest = std::max(slowest, host.resolve);
    }
    seen.resolve += slowest;
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkSmtpBanner
