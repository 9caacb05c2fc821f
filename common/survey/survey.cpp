// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/survey.hpp"

#include "io/parallel.hpp"
#include "tls/dane_lookup.hpp"

#include <algorithm>
#include <chrono>

namespace mpm {
namespace {

/// Fewer addresses of each host where there are many hosts. A session inside TLS takes up a hundred kilobytes.
std::size_t mostAddressesPerHost(std::size_t hosts, const SurveyPlan& plan)
{
    constexpr std::size_t mostPlain = 256;
    constexpr std::size_t mostInTls = 96;
    constexpr std::size_t mostOfOneHost = 32;
    const auto mostConnections = plan.visit.tls ? mostInTls : mostPlain;
    return std::min(mostConnections / std::max<std::size_t>(hosts, 1), mostOfOneHost);
}

/// An earlier deadline: hundreds of connections that run out of time at the same moment take a while to be
/// gathered and told.
Deadline leaveTimeToGather(Deadline deadline, std::size_t connections)
{
    constexpr std::chrono::microseconds each{500};
    return Deadline(deadline.at() - each * connections);
}

AddressLookup lookUpAddresses(HostSeen& host, const SurveyPlan& plan, const World& world, Deadline deadline)
{
    if (!host.exchange) {
        return lookUpHost(world.resolver, host.host, plan.target.families, deadline);
    }
    const auto until = deadline.share(plan.lookupShare);
    const auto answers = askAddresses(world.dns, {host.exchange->name}, plan.target.families, until).front();
    for (const auto* family : {&answers.a, &answers.aaaa}) {
        if (host.aliases.empty() && family->has_value()) {
            host.aliases = (*family)->aliases();
        }
    }
    host.ttl = answers.ttl();
    return {answers.addresses(), answers.failure(), answers.leftOut()};
}

/// `hosts`: how many are looked at in this run.
void lookUp(HostSeen& host, std::size_t hosts, const SurveyPlan& plan, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    host.families = plan.target.families;
    AddressLookup lookup;
    runParallel(plan.target.dane ? 2 : 1, [&](std::size_t task) {
        if (task == 0) {
            lookup = lookUpAddresses(host, plan, world, deadline);
        } else {
            // Silence about DANE must leave time for the host itself.
            const auto& target = plan.target;
            const auto owner = DnsName::parse(host.name);
            host.tlsa = lookUpTlsa(world.dns, owner, target.port, target.trust, deadline.share(2));
        }
    });
    host.resolve = since(start);
    host.lookupFailure = std::move(lookup.failure);
    const auto count = std::min(lookup.addresses.size(), mostAddressesPerHost(hosts, plan));
    host.addressesLeftOut = lookup.addresses.size() - count + lookup.leftOut;
    host.addresses.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        host.addresses[i].address = lookup.addresses[i];
    }
}

/// `hosts`: how many are visited in this run.
void visitAddresses(HostSeen& host, std::size_t hosts, const SurveyPlan& plan, const World& world, Deadline deadline,
                    const Visitor& visitor)
{
    const auto connections = hosts * host.addresses.size();
    auto toSay = plan.visit;
    toSay.mostSaid = mostSaidByEach(connections);
    if (toSay.tls) {
        toSay.tls->request.mostChain = mostChainOfEach(connections);
        const auto domain = host.exchange ? plan.target.name() : "";
        toSay.tls->request = forDane(toSay.tls->request, host.host, host.tlsa, domain);
    }
    DnsResolver dnsAlone(world.dns);
    auto& resolver = host.exchange ? static_cast<Resolver&>(dnsAlone) : world.resolver;
    const auto count = host.addresses.size();
    runParallel(plan.reverseDns ? 2 * count : count, [&](std::size_t task) {
        auto& seen = host.addresses[task % count];
        if (task < count) {
            seen.visit = visitor(host.host, Endpoint{seen.address, plan.target.port}, toSay, deadline);
        } else {
            seen.reverse = lookUpReverse(resolver, seen.address, deadline);
        }
    });
}

} // namespace

MailHosts findHosts(const MailTarget& target, std::size_t most, DnsTransport& dns, Deadline deadline)
{
    const auto start = Clock::now();
    MailHosts seen;
    seen.target = target.name();
    if (!target.domain) {
        auto& host = seen.hosts.emplace_back();
        host.host = host.name = target.host;
        return seen;
    }
    seen.mx = lookUpMx(dns, *target.domain, deadline);
    seen.resolve = since(start);
    auto exchanges = seen.mx->hosts();
    const auto count = std::min(exchanges.size(), most);
    seen.hostsLeftOut = exchanges.size() - count + seen.mx->recordsLeftOut;
    exchanges.resize(count);
    for (const auto& exchange : exchanges) {
        auto& host = seen.hosts.emplace_back();
        host.host = host.name = exchange.name.toString();
        host.exchange = exchange;
        host.literal = isAddressLiteral(exchange.name);
    }
    if (target.dane && !isSecured(seen.mx->authenticData, seen.mx->resolver, target.trust)) {
        seen.mxInsecure = whyNotSecured(seen.mx->authenticData, seen.mx->resolver);
    }
    return seen;
}

SurveyPlan withClientName(SurveyPlan plan, const World& world, Deadline deadline)
{
    if (plan.visit.hello && plan.visit.clientName.empty()) {
        plan.visit.clientName = world.localHostName(deadline);
        plan.visit.ownName = true;
    }
    return plan;
}

MailHosts survey(const SurveyPlan& given, const World& world, Deadline deadline, const Visitor& visitor)
{
    auto plan = withClientName(given, world, deadline);
    const auto start = Clock::now();
    auto& target = plan.target;
    auto seen = findHosts(target, mostHostsPerRun, world.dns, deadline);
    if (!target.domain && plan.visit.tls) {
        seen.hosts.front().name = senderName(target.host, plan.visit.tls->request);
    }
    target.dane = target.dane && seen.mxInsecure.empty();
    runParallel(seen.hosts.size(), [&](std::size_t i) {
        auto& host = seen.hosts[i];
        if (!host.literal) { // no sender connects to it (RFC 5321 section 5.1: the data must be a domain name)
            lookUp(host, seen.hosts.size(), plan, world, deadline);
            const auto visitsEnd = leaveTimeToGather(deadline, host.addresses.size() * seen.hosts.size());
            visitAddresses(host, seen.hosts.size(), plan, world, visitsEnd, visitor);
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

MailHosts survey(const SurveyPlan& plan, const World& world, Deadline deadline)
{
    return survey(plan, world, deadline, [&](const auto& host, const auto& endpoint, const auto& toSay, auto until) {
        return visit(world.dialer, host, endpoint, toSay, until);
    });
}

} // namespace mpm
