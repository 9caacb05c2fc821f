// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/probe.hpp"

#include "survey/fan_out.hpp"
#include "io/parallel.hpp"
#include "tls/dane_lookup.hpp"

#include <algorithm>

namespace mpm::checkSmtpBanner {
namespace {

/// `hosts`: how many are visited in this run.
HostSeen visitHost(const std::string& host, const std::string& domain, std::size_t hosts, const Target& target,
                   const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    HostSeen seen;
    seen.host = host;
    const auto tlsa =
        target.dane ? std::optional(TlsaQuery{target.port, target.trust, senderName(host, target.plan.tls->request)})
                    : std::nullopt;
    auto [lookup, records] = lookUpHost(world.resolver, world.dns, host, target.families, tlsa, deadline);
    seen.tlsa = std::move(records);
    seen.resolve = since(start);
    seen.lookupFailure = std::move(lookup.failure);
    const auto addresses = std::move(lookup.addresses);
    const auto count = std::min(addresses.size(), mostAddressesPerHost(hosts));
    seen.addressesLeftOut = addresses.size() - count;
    const auto visitsEnd = leaveTimeToGather(deadline, count * hosts);
    seen.addresses.resize(count);
    auto plan = target.plan;
    if (plan.tls) {
        plan.tls->request = forDane(plan.tls->request, host, seen.tlsa, domain);
    }
    runParallel(target.reverseDns ? 2 * count : count, [&](std::size_t task) {
        const auto& address = addresses[task % count];
        auto& slot = seen.addresses[task % count];
        if (task < count) {
            slot.visit = visit(world.dialer, host, Endpoint{address, target.port}, plan, visitsEnd);
        } else {
            slot.reverse = lookUpReverse(world.resolver, address, visitsEnd);
        }
    });
    return seen;
}

} // namespace

Observation observeHost(const std::string& host, const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.target = host;
    seen.hosts.push_back(visitHost(host, "", 1, target, world, deadline));
    seen.resolve = seen.hosts.front().resolve;
    seen.total = since(start);
    return seen;
}

Observation observeDomain(const DnsName& domain, const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.target = domain.toString();
    seen.mx = lookUpMx(world.dns, domain, deadline);
    seen.resolve = since(start);
    auto hosts = seen.mx->hosts();
    if (hosts.size() > mostHostsPerRun) {
        seen.hostsLeftOut = hosts.size() - mostHostsPerRun;
        hosts.resize(mostHostsPerRun);
    }
    // RFC 7672 section 2.2.1: behind an MX record that could be forged, TLSA records prove nothing.
    auto perHost = target;
    if (target.dane && !isSecured(seen.mx->authenticData, seen.mx->resolver, target.trust)) {
        perHost.dane = false;
        seen.mxInsecure = whyNotSecured(seen.mx->authenticData, seen.mx->resolver);
    }
    DnsResolver resolver(world.dns);
    const World inside{resolver, world.dns, world.dialer};
    seen.hosts = mapParallel(hosts, [&](const MxHost& host) {
        if (isAddressLiteral(host.name)) {
            HostSeen literal;
            literal.host = host.name.toString();
            literal.literal = true;
            return literal;
        }
        return visitHost(host.name.toString(), seen.target, hosts.size(), perHost, inside, deadline);
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
