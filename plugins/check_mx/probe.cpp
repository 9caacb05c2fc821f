// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/probe.hpp"

#include "check_mx/blocklist.hpp"
#include "survey/fan_out.hpp"
#include "io/parallel.hpp"

#include <algorithm>
#include <functional>

namespace mpm::checkMx {
namespace {

AddressSeen lookAt(const IpAddress& address, const HostSeen& host, const Target& target, DnsTransport& dns,
                   Dialer& dialer, Deadline deadline)
{
    AddressSeen seen;
    seen.address = address;
    std::vector<std::function<void()>> tasks;
    if (target.connect) {
        tasks.emplace_back([&] {
            VisitPlan plan;
            plan.clientName = target.clientName;
            plan.hello = target.hello;
            seen.visit = visit(dialer, host.host.name.toString(), Endpoint{address, target.port}, plan, deadline);
        });
    }
    if (target.reverseDns) {
        tasks.emplace_back([&] {
            DnsResolver resolver(dns);
            seen.reverse = lookUpReverse(resolver, address, deadline);
        });
    }
    if (!target.blocklists.empty()) {
        tasks.emplace_back([&] { seen.blocklists = askBlocklists(dns, address, target.blocklists, deadline); });
    }
    runParallel(tasks.size(), [&](std::size_t i) { tasks[i](); });
    return seen;
}

HostSeen lookAt(const MxHost& host, std::size_t hosts, const Target& target, DnsTransport& dns, Dialer& dialer,
                Deadline deadline)
{
    HostSeen seen;
    seen.host = host;
    seen.literal = isAddressLiteral(host.name);
    if (seen.literal) {
        return seen; // no sender connects to it (RFC 5321 section 5.1: the data must be a domain name)
    }
    const auto start = Clock::now();
    const auto answers = askAddresses(dns, {host.name}, target.families, deadline).front();
    seen.resolve = since(start);
    seen.lookupFailure = answers.failure();
    for (const auto* family : {&answers.a, &answers.aaaa}) {
        if (seen.aliases.empty() && family->has_value()) {
            seen.aliases = (*family)->aliases();
        }
    }
    auto addresses = answers.addresses();
    if (const auto mostAddresses = mostAddressesPerHost(hosts); addresses.size() > mostAddresses) {
        seen.addressesLeftOut = addresses.size() - mostAddresses;
        addresses.resize(mostAddresses);
    }
    const auto visitsEnd = leaveTimeToGather(deadline, addresses.size() * hosts);
    seen.addresses = mapParallel(
        addresses, [&](const IpAddress& address) { return lookAt(address, seen, target, dns, dialer, visitsEnd); });
    return seen;
}

} // namespace

Observation observe(const Target& target, DnsTransport& dns, Dialer& dialer, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.mx = lookUpMx(dns, target.domain, deadline);
    seen.resolve = since(start);
    auto hosts = seen.mx.hosts();
    if (hosts.size() > mostHostsPerRun) {
        seen.hostsLeftOut = hosts.size() - mostHostsPerRun;
        hosts.resize(mostHostsPerRun);
    }
    const bool lists = !target.blocklists.empty() && !hosts.empty();
    seen.hosts.resize(hosts.size());
    runParallel(hosts.size() + (lists ? 1 : 0), [&](std::size_t i) {
        if (i < hosts.size()) {
            seen.hosts[i] = lookAt(hosts[i], hosts.size(), target, dns, dialer, deadline);
        } else {
            seen.blocklists = askBlocklistHealth(dns, target.blocklists, deadline);
        }
    });
    Seconds slowest{0};
    for (const auto& host : seen.hosts) {
        slowest = std::max(slowest, host.resolve);
    }
    seen.resolve += slowest;
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkMx
