// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/walk.hpp"

#include "dns/lookup.hpp"
#include "tls/dane_lookup.hpp"

#include <algorithm>
#include <utility>

namespace mpm::sending {
namespace {

/// No sender tries more (Postfix: smtp_mx_address_limit = 5).
constexpr std::size_t mostHosts = 20;
constexpr std::size_t mostAddressesPerHost = 8;

void keep(AddressLookup lookup, HostSeen& host)
{
    host.lookupFailure = std::move(lookup.failure);
    for (const auto& address : interleaveFamilies(lookup.addresses)) {
        if (host.addresses.size() < mostAddressesPerHost) {
            host.addresses.emplace_back().address = address;
        }
    }
}

MailHosts lookUp(const MailTarget& target, const World& world, Deadline deadline)
{
    auto seen = findHosts(target, mostHosts, world.dns, deadline);
    if (!seen.mx) {
        keep(lookUpHost(world.resolver, target.host, target.families, deadline), seen.hosts.front());
        return seen;
    }
    if (seen.mx->state != MxSet::State::Found && seen.mx->state != MxSet::State::Implicit) {
        seen.hosts.clear();
    }
    std::vector<DnsName> names;
    for (const auto& host : seen.hosts) {
        if (!host.literal) {
            names.push_back(host.exchange->name);
        }
    }
    const auto answers = askAddresses(world.dns, names, target.families, deadline);
    auto answer = answers.begin();
    for (auto& host : seen.hosts) {
        if (!host.literal) {
            keep({answer->addresses(), answer->failure()}, host);
            ++answer;
        }
    }
    return seen;
}

/// How many are left that could need time.
std::size_t remaining(const Observation& seen)
{
    std::size_t count = 0;
    for (const auto& host : seen.hosts) {
        count += host.addresses.size();
    }
    return count - seen.deliveries.size();
}

/// `connections`: how many addresses may be tried.
Plan planFor(const HostSeen& host, const Target& target, std::size_t connections)
{
    auto plan = target.plan;
    plan.mostSaid = mostSaidByEach(connections);
    if (plan.tls) {
        plan.tls->request.mostChain = mostChainOfEach(connections);
        plan.tls->request = forDane(plan.tls->request, host.host, host.tlsa, host.exchange ? target.mail.name() : "");
    }
    return plan;
}

/// A message has arrived once one address takes it, so the first that answers gets more than its part of the time; the
/// relay test is about all of them.
Turn turnFor(std::size_t addresses, const Target& target, Deadline deadline)
{
    const auto equal = deadline.share(addresses);
    return target.plan.relayTest ? Turn{equal, equal} : Turn{deadline.fairShare(addresses), deadline};
}

/// False when the host has answered for good.
bool tryHost(HostSeen& host, Observation& seen, const Target& target, const World& world, Digests& digests,
             Deadline deadline)
{
    const auto& mail = target.mail;
    if (mail.dane && !host.addresses.empty()) {
        host.tlsa = lookUpTlsa(world.dns, DnsName::parse(host.host), mail.port, mail.trust,
                               deadline.share(remaining(seen) + 1));
        if (host.tlsa->state != TlsaLookup::State::Found) {
            return true; // as a sender who insists on DANE: the mail is not for this host
        }
    }
    const auto plan = planFor(host, target, remaining(seen) + seen.deliveries.size());
    for (const auto& seenAddress : host.addresses) {
        seen.deliveries.push_back(deliver(world.dialer, host.host, Endpoint{seenAddress.address, mail.port}, plan,
                                          digests, turnFor(remaining(seen), target, deadline)));
        if (!wantsNextAddress(seen.deliveries.back(), target.plan)) {
            return false;
        }
    }
    return true;
}

} // namespace

Observation observe(const Target& target, const World& world, Digests& digests, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    static_cast<MailHosts&>(seen) = lookUp(target.mail, world, deadline);
    seen.token = target.token;
    seen.resolve = since(start);
    for (auto& host : seen.hosts) {
        if (!seen.mxInsecure.empty()) {
            break; // RFC 7672 section 2.2.1: behind an MX record that could be forged, TLSA records prove nothing
        }
        ++seen.hostsTried;
        if (!tryHost(host, seen, target, world, digests, deadline) && !target.plan.relayTest) {
            break;
        }
    }
    seen.total = since(start);
    return seen;
}

} // namespace mpm::sending
