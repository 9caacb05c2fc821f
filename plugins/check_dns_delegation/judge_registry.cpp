// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/judge_parts.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace mpm::checkDnsDelegation {
namespace {

using namespace registryFinding;

std::string age(std::int64_t seconds)
{
    return seconds < 7200 ? std::to_string(seconds / 60) + " minutes" : std::to_string(seconds / 3600) + " hours";
}

std::string shown(const std::set<DnsName>& names)
{
    std::vector<std::string> texts;
    for (const auto& name : names) {
        texts.push_back(name.toString());
    }
    return join(texts, ", ");
}

/// Digests aside: caches do without them, and a digest says no more than the key that it leads to.
std::set<std::tuple<unsigned, unsigned, unsigned>> idsOf(const std::vector<DsRecord>& all)
{
    std::set<std::tuple<unsigned, unsigned, unsigned>> ids;
    for (const auto& ds : all) {
        ids.emplace(ds.keyTag, ds.algorithm, ds.digestType);
    }
    return ids;
}

Finding compared(const FindingKind& kind, const Observation& seen, const std::string& message)
{
    return withCommand(found(kind, seen.domain().toString(), seen.registry->source + " " + message),
                       "whois " + seen.domain().toString());
}

std::vector<Finding> compareHosts(const Observation& seen)
{
    const auto& record = seen.registry->record;
    std::set<DnsName> registry;
    std::set<DnsName> parent;
    for (const auto& host : record.hosts) {
        registry.insert(host.name);
    }
    for (const auto& server : seen.walk.servers) {
        parent.insert(server.name);
    }
    std::vector<Finding> findings;
    if (registry.empty() || seen.walk.end != Walk::End::Delegated) {
        return findings;
    }
    if (registry != parent) {
        findings.push_back(
            compared(nsDiffers, seen, "lists " + shown(registry) + ", the parent zone delegates to " + shown(parent)));
    }
    const bool showsAddresses = std::any_of(record.hosts.begin(), record.hosts.end(),
                                            [](const RegistryHost& host) { return !host.addresses.empty(); });
    for (const auto& host : record.hosts) {
        if (showsAddresses && host.addresses.empty() && host.name.isWithin(seen.zone)) {
            findings.push_back(compared(hostWithoutAddress, seen, "has no address for " + host.name.toString()));
        }
    }
    return findings;
}

std::vector<Finding> compareDs(const Observation& seen)
{
    const auto parent = parentDs(seen);
    const auto& registry = seen.registry->record.ds;
    if (!parent || !registry || seen.walk.end != Walk::End::Delegated || idsOf(*parent) == idsOf(*registry)) {
        return {};
    }
    return {compared(dsDiffers, seen,
                     "has " + std::to_string(registry->size()) + " DS, the parent zone " +
                         std::to_string(parent->size()) + ", and they are not for the same keys")};
}

} // namespace

std::vector<Finding> judgeRegistry(const Observation& seen)
{
    if (!seen.registry) {
        return {};
    }
    const auto& registry = *seen.registry;
    const auto& record = registry.record;
    std::vector<Finding> findings;
    if (registry.failure) {
        const auto kept = registry.fetched != 0 && registry.fetched < seen.now
                              ? "; judged by its answer of " + age(seen.now - registry.fetched) + " ago"
                              : "";
        findings.push_back(found(unavailable, seen.zone.toString(), registry.failure->detail + kept));
    }
    if (!registry.cacheFault.empty()) {
        findings.push_back(
            found(serverFinding::localFault, seen.zone.toString(), "--cache-dir: " + registry.cacheFault));
    }
    if (record.state == RegistryRecord::State::NotRegistered) {
        findings.push_back(compared(notRegistered, seen, "says that it is not registered: " + record.detail));
    }
    if (record.state != RegistryRecord::State::Registered) {
        return findings;
    }
    if (const auto hold = record.hold(); !hold.empty()) {
        findings.push_back(compared(onHold, seen, "has its status as '" + hold + "'"));
    }
    if (registry.domain == seen.zone) { // else the registry speaks of a zone above
        for (const auto& more : {compareHosts(seen), compareDs(seen)}) {
            findings.insert(findings.end(), more.begin(), more.end());
        }
    }
    return findings;
}

std::optional<Metric> domainDays(const Observation& seen)
{
    if (!seen.registry || !seen.registry->record.expires) {
        return std::nullopt;
    }
    auto days =
        count("domain_days", std::floor(static_cast<double>(*seen.registry->record.expires - seen.now) / 86400));
    days.min.reset(); // a domain may have expired
    days.findingId = expiresSoon.id;
    return days;
}

} // namespace mpm::checkDnsDelegation
