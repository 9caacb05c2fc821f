// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/probe.hpp"

#include "survey/fan_out.hpp"
#include "io/parallel.hpp"
#include "tls/dane_lookup.hpp"

#include <algorithm>

namespace mpm::checkSmtpTls {
namespace {

VisitPlan planFor(const HostSeen& host, const Target& target, const std::string& domain)
{
    auto plan = target.plan;
    plan.tls->request = forDane(plan.tls->request, host.host, host.tlsa, domain);
    return plan;
}

/// The tries come one after the other behind the visit: a server may take only one connection of a client at a time.
AddressSeen visitAddress(const std::string& host, const Endpoint& endpoint, VisitPlan plan, const Target& target,
                         Dialer& dialer, Deadline deadline)
{
    AddressSeen seen;
    seen.visit = visit(dialer, host, endpoint, plan, deadline);
    if (target.injection && seen.visit.tls && seen.visit.tls->established()) {
        seen.injection = testInjection(dialer, endpoint, plan, deadline);
    }
    if (target.oldest != TlsVersion::None && !seen.visit.connectFailure) {
        plan.tls->request.most = below(target.oldest);
        seen.oldVersions = visit(dialer, host, endpoint, plan, deadline);
    }
    return seen;
}

/// `hosts`: how many are visited in this run.
HostSeen visitHost(const std::string& host, const std::string& domain, std::size_t hosts, const Target& target,
                   const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    HostSeen seen;
    seen.host = host;
    seen.name = senderName(host, target.plan.tls->request);
    // What is learnt of TLSA is needed only once the handshake is over, but nothing is gained by connecting before.
    const auto tlsa = target.dane ? std::optional(TlsaQuery{target.port, target.trust, seen.name}) : std::nullopt;
    auto [lookup, records] = lookUpHost(world.resolver, world.dns, seen.host, target.families, tlsa, deadline);
    seen.tlsa = std::move(records);
    seen.resolve = since(start);
    seen.lookupFailure = std::move(lookup.failure);
    const auto addresses = std::move(lookup.addresses);
    const auto count = std::min(addresses.size(), mostAddressesPerHost(hosts));
    seen.addressesLeftOut = addresses.size() - count;
    const auto visitsEnd = leaveTimeToGather(deadline, count * hosts);
    seen.addresses.resize(count);
    const auto plan = planFor(seen, target, domain);
    runParallel(count, [&](std::size_t task) {
        const Endpoint endpoint{addresses[task], target.port};
        seen.addresses[task] = visitAddress(host, endpoint, plan, target, world.dialer, visitsEnd);
    });
    return seen;
}

StsSeen lookUpSts(const DnsName& domain, const Target& target, const World& world, Deadline deadline)
{
    return mpm::lookUpSts(domain, {world.dns, world.resolver, world.dialer, target.plan.tls->request.anchors},
                          deadline);
}

void visitDomain(Observation& seen, const DnsName& domain, const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    seen.mx = lookUpMx(world.dns, domain, deadline);
    seen.resolve = since(start);
    auto hosts = seen.mx->hosts();
    if (hosts.size() > mostHostsPerRun) {
        seen.hostsLeftOut = hosts.size() - mostHostsPerRun;
        hosts.resize(mostHostsPerRun);
    }
    // RFC 7672 section 2.2.1: behind an MX record that could be forged, TLSA records prove nothing.
    auto perHost = target;
    perHost.dane = isSecured(seen.mx->authenticData, seen.mx->resolver, target.trust);
    seen.mxInsecure = perHost.dane ? "" : whyNotSecured(seen.mx->authenticData, seen.mx->resolver);
    DnsResolver resolver(world.dns);
    const World inside{resolver, world.dns, world.dialer};
    seen.hosts = mapParallel(hosts, [&](const MxHost& host) {
        if (isAddressLiteral(host.name)) {
            HostSeen literal;
            literal.host = literal.name = host.name.toString();
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
}

} // namespace

Observation observeHost(const std::string& host, const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.target = host;
    seen.hosts.resize(1);
    runParallel(target.stsDomain ? 3 : 1, [&](std::size_t task) {
        if (task == 0) {
            seen.hosts.front() = visitHost(host, "", 1, target, world, deadline);
        } else if (task == 1) {
            seen.sts = lookUpSts(*target.stsDomain, target, world, deadline);
        } else {
            seen.stsMx = lookUpMx(world.dns, *target.stsDomain, deadline);
        }
    });
    seen.resolve = seen.hosts.front().resolve;
    seen.total = since(start);
    return seen;
}

Observation observeDomain(const DnsName& domain, const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.target = domain.toString();
    runParallel(2, [&](std::size_t task) {
        if (task == 0) {
            visitDomain(seen, domain, target, world, deadline);
        } else {
            seen.sts = lookUpSts(target.stsDomain.value_or(domain), target, world, deadline);
        }
    });
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkSmtpTls
