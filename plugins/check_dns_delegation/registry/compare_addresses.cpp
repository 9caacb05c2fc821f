// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/compare_addresses.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::size_t mostShown = 4; ///< addresses in one sentence

using Addresses = std::set<IpAddress>;

Addresses ofFamily(const std::vector<IpAddress>& all, Family family)
{
    Addresses some;
    std::copy_if(all.begin(), all.end(), std::inserter(some, some.end()),
                 [&](const IpAddress& address) { return address.family() == family; });
    return some;
}

std::string shown(const Addresses& addresses)
{
    std::vector<std::string> texts;
    for (const auto& address : addresses) {
        if (texts.size() < mostShown) {
            texts.push_back(address.toString());
        }
    }
    const auto rest = addresses.size() - texts.size();
    return join(texts, " ") + (rest == 0 ? "" : " and " + std::to_string(rest) + " more");
}

} // namespace

std::string addressesDiffer(const Observation& seen, const RegistryHost& host)
{
    const auto server = std::find_if(seen.servers.begin(), seen.servers.end(),
                                     [&](const NameServerSeen& one) { return one.name == host.name; });
    if (server == seen.servers.end() || host.unclear) {
        return {};
    }
    std::vector<std::string> parts;
    for (const auto family : {Family::IPv4, Family::IPv6}) {
        const auto registry = ofFamily(host.addresses, family);
        const auto glue = ofFamily(server->glue, family);
        const auto zone = ofFamily(server->found ? server->found->addresses : std::vector<IpAddress>(), family);
        const auto& published = glue.empty() && server->glue.empty() ? zone : glue;
        const bool nothingToCompare = server->glue.empty() && zone.empty();
        if (registry.empty() || nothingToCompare || registry == published) {
            continue;
        }
        std::vector<std::string> others;
        if (!server->glue.empty()) {
            others.push_back("the parent's glue has " + (glue.empty() ? "none of its kind" : shown(glue)));
        }
        if (!zone.empty()) {
            others.push_back("the zone" + std::string(others.empty() ? " has " : " ") + shown(zone));
        }
        parts.push_back("has " + shown(registry) + " for " + host.name.toString() + ", where " + join(others, " and "));
    }
    return join(parts, "; it ");
}

} // namespace mpm::checkDnsDelegation
