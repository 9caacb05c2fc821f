// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/probe.hpp"

#include "dns/lookup.hpp"
#include "tls/dane_lookup.hpp"

#include <algorithm>

namespace mpm::checkSmtpSend {
namespace {

/// A sender has patience for so many (Postfix: smtp_mx_address_limit = 5).
constexpr std::size_t mostHosts = 20;
constexpr std::size_t mostAddressesPerHost = 8;

void find(HostSeen& host, const std::string& name, Resolver& resolver, FamilyChoice families, Deadline deadline)
{
    auto lookup = lookUpHost(resolver, name, families, deadline);
    host.host = name;
    host.lookupFailure = std::move(lookup.failure);
    host.addresses = lookup.addresses.empty() ? lookup.addresses : interleaveFamilies(lookup.addresses);
    host.addresses.resize(std::min(host.addresses.size(), mostAddressesPerHost));
}

void findExchanges(Observation& seen, const Target& target, DnsTransport& dns, Deadline deadline)
{
    seen.mx = lookUpMx(dns, *target.domain, deadline);
    if (seen.mx->state != MxSet::State::Found && seen.mx->state != MxSet::State::Implicit) {
        return;
    }
    auto exchanges = seen.mx->hosts();
    exchanges.resize(std::min(exchanges.size(), mostHosts));
    std::vector<DnsName> names;
    for (const auto& exchange : exchanges) {
        if (!isAddressLiteral(exchange.name)) {
            names.push_back(exchange.name);
        }
    }
    const auto answers = askAddresses(dns, names, target.families, deadline);
    auto answer = answers.begin();
    for (const auto& exchange : exchanges) {
        auto& host = seen.hosts.emplace_back();
        host.host = exchange.name.toString();
        host.preference = exchange.preference;
        host.literal = isAddressLiteral(exchange.name);
        if (host.literal) {
            continue;
        }
        host.lookupFailure = answer->failure();
        const auto addresses = (answer++)->addresses();
        host.addresses = addresses.empty() ? addresses : interleaveFamilies(addresses);
        host.addresses.resize(std::min(host.addresses.size(), mostAddressesPerHost));
    }
}

/// How many are left that could need time.
std::size_t remaining(const Observation& seen)
{
    std::size_t count = 0;
    for (const auto& host : seen.hosts) {
        count += host.addresses.size() - host.deliveries.size();
    }
    return count;
}

Plan planFor(const HostSeen& host, const Target& target)
{
    auto plan = target.plan;
    if (plan.tls) {
        plan.tls->request =
            forDane(plan.tls->request, host.host, host.tlsa, target.domain ? target.domain->toString() : "");
    }
    return plan;
}

/// False when the host has answered for good.
bool tryHost(HostSeen& host, const Observation& seen, const Target& target, const World& world, Deadline deadline)
{
    host.tried = true;
    if (target.dane && !host.addresses.empty()) {
        host.tlsa = lookUpTlsa(world.dns, DnsName::parse(host.host), target.port, target.trust,
                               deadline.share(remaining(seen) + 1));
        if (host.tlsa->state != TlsaLookup::State::Found) {
            return true; // as a sender who insists on DANE: the mail is not for this host
        }
    }
    const auto plan = planFor(host, target);
    for (const auto& address : host.addresses) {
        const auto share = deadline.share(remaining(seen));
        host.deliveries.push_back(
            deliver(world.dialer, host.host, Endpoint{address, target.port}, plan, world.digests, share));
        if (!wantsNextAddress(host.deliveries.back(), target.plan)) {
            return false;
        }
    }
    return true;
}

} // namespace

Observation observe(const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    seen.target = target.domain ? target.domain->toString() : target.host;
    seen.token = target.token;
    if (target.domain) {
        findExchanges(seen, target, world.dns, deadline);
    } else {
        find(seen.hosts.emplace_back(), target.host, world.resolver, target.families, deadline);
    }
    seen.resolve = since(start);
    // RFC 7672 section 2.2.1: behind an MX record that could be forged, TLSA records prove nothing.
    if (target.dane && seen.mx && !isSecured(seen.mx->authenticData, seen.mx->resolver, target.trust)) {
        seen.mxInsecure = whyNotSecured(seen.mx->authenticData, seen.mx->resolver);
        seen.total = seen.resolve;
        return seen;
    }
    for (auto& host : seen.hosts) {
        if (!tryHost(host, seen, target, world, deadline) && !target.plan.relayTest) {
            break;
        }
    }
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkSmtpSend
