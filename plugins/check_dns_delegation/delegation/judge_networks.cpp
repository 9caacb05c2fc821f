// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/judge_networks.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_glue.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

using Names = std::set<DnsName>;

/// Every list of name servers that somebody gives: each of the parent's servers, and each of the zone's.
std::vector<Names> listsOfServers(const Observation& seen)
{
    std::vector<Names> lists;
    for (const auto& parent : seen.walk.parents()) {
        auto& list = lists.emplace_back();
        for (const auto& server : parent.servers) {
            list.insert(server.name);
        }
    }
    for (const auto& address : seen.addresses) {
        auto& list = lists.emplace_back();
        for (const auto& value : authoritative<NameRecord>(address, Topic::Ns).value_or(std::vector<NameRecord>())) {
            list.insert(value.target);
        }
    }
    return lists;
}

/// Of these servers, which have one address, the names that stand in the same lists. A server that was renamed or
/// is being renamed has its names in different lists, which is told by comparing them.
Names mostInTheSameLists(const std::vector<Names>& lists, const std::vector<const NameServerSeen*>& servers)
{
    std::map<std::vector<bool>, Names> byLists;
    for (const auto* server : servers) {
        if (server->found && !server->found->aliases.empty()) {
            continue;
        }
        std::vector<bool> in;
        for (const auto& list : lists) {
            in.push_back(list.contains(server->name));
        }
        byLists[in].insert(server->name);
    }
    Names most;
    for (const auto& [in, names] : byLists) {
        most = names.size() > most.size() ? names : most;
    }
    return most;
}

std::vector<Finding> judgeSharing(const Observation& seen)
{
    std::vector<Names> lists; // not before an address is shared, as hardly any is
    std::vector<Finding> findings;
    for (const auto& address : seen.addresses) {
        const auto servers = seen.serversAt(address.address);
        if (servers.size() < 2) {
            continue;
        }
        if (lists.empty()) {
            lists = listsOfServers(seen);
        }
        std::vector<std::string> names;
        std::vector<std::string> commands;
        const auto type = address.address.family() == Family::IPv4 ? " A" : " AAAA";
        for (const auto& name : mostInTheSameLists(lists, servers)) {
            names.push_back(name.toString());
            commands.push_back("dig " + names.back() + type);
        }
        if (names.size() > 1) {
            commands.resize(2);
            findings.push_back(
                found(delegationFindings.sameAddress, "[" + address.address.toString() + "]",
                      "is the address of " + std::to_string(names.size()) + " name servers: " + listed(names),
                      join(commands, "; ")));
        }
    }
    return findings;
}

std::vector<IpAddress> networksOf(const std::vector<IpAddress>& addresses, Family family)
{
    std::set<IpAddress> networks;
    for (const auto& address : addresses) {
        if (address.family() == family) {
            const auto octets = address.octets();
            std::vector<std::uint8_t> network(octets.begin(), octets.end());
            std::fill(network.begin() + (family == Family::IPv4 ? 3 : 6), network.end(), std::uint8_t{0});
            networks.insert(*IpAddress::fromOctets(network));
        }
    }
    return {networks.begin(), networks.end()};
}

std::vector<Finding> judgeFamilies(const Observation& seen, const Policy& policy)
{
    std::vector<IpAddress> all;
    for (const auto& server : seen.servers) {
        append(all, server.glue);
        append(all, server.found ? server.found->addresses : std::vector<IpAddress>());
    }
    const auto has = [&](Family family) {
        return std::any_of(all.begin(), all.end(), [=](const IpAddress& a) { return a.family() == family; });
    };
    const auto digAny = [&](const char* type) { return "dig " + seen.servers.front().name.toString() + " " + type; };
    std::vector<Finding> findings;
    const bool v4 = has(Family::IPv4);
    const bool v6 = has(Family::IPv6);
    if (v4 && !v6 && wants(policy.families, Family::IPv6)) {
        findings.push_back(found(delegationFindings.ipv6Missing, seen.zone.toString(),
                                 "has no name server with an IPv6 address", digAny("AAAA")));
    }
    if (v6 && !v4 && wants(policy.families, Family::IPv4)) {
        findings.push_back(found(delegationFindings.ipv4Missing, seen.zone.toString(),
                                 "has no name server with an IPv4 address", digAny("A")));
    }
    return findings;
}

/// Addresses that mean nothing, or something else, to the Internet.
std::vector<Finding> judgeScope(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    const auto isToldAsGlue = [&](const IpAddress& address) {
        const auto owners = seen.serversAt(address);
        return !assessment.nobody() && isStrayGlue(seen, address) &&
               std::all_of(owners.begin(), owners.end(), [](const NameServerSeen* server) {
                   const auto& own = server->found->addresses;
                   return std::all_of(own.begin(), own.end(), [](const IpAddress& a) { return a.isGlobal(); });
               });
    };
    const bool all = std::none_of(seen.addresses.begin(), seen.addresses.end(),
                                  [](const ServerAddressSeen& address) { return address.address.isGlobal(); });
    std::vector<Finding> findings;
    for (const auto& one : seen.addresses) {
        const auto& address = one.address;
        if (address.isGlobal() || isToldAsGlue(address)) {
            continue;
        }
        const bool follows = isExplained(assessment, address) && !assessment.nobody();
        auto finding = found(delegationFindings.notGlobal, seen.subjectOf(address),
                             "has an address that is " + std::string(address.specialPurpose()) +
                                 (follows ? "; it " + assessment.services.at(address).words : ""));
        finding.status = all ? Status::Critical : Status::Warning;
        const auto owners = seen.serversAt(address);
        findings.push_back(
            withCommand(std::move(finding), owners.empty() ? digParent(seen, "NS") : digAddresses(*owners.front())));
    }
    return findings;
}

/// Each family that is there has two addresses at least, and all of them in one network. A single address is in
/// one network by its nature, and not in the other family's.
std::vector<Finding> judgeDiversity(const Observation& seen)
{
    std::vector<IpAddress> addresses;
    for (const auto& address : seen.addresses) {
        addresses.push_back(address.address);
    }
    std::vector<std::string> networks;
    for (const auto family : {Family::IPv4, Family::IPv6}) {
        const auto all = std::count_if(addresses.begin(), addresses.end(),
                                       [=](const IpAddress& address) { return address.family() == family; });
        const auto places = networksOf(addresses, family);
        if (all == 1 || places.size() > 1) {
            return {};
        }
        for (const auto& place : places) {
            networks.push_back(place.toString() + (family == Family::IPv4 ? "/24" : "/48"));
        }
    }
    if (networks.empty()) {
        return {};
    }
    return {found(delegationFindings.sameNetwork, seen.zone.toString(),
                  "has " + allOf(addresses.size()) + " addresses of its name servers in " + join(networks, " and "),
                  digParent(seen, "NS"))};
}

} // namespace

bool isExplained(const Assessment& assessment, const IpAddress& address)
{
    const auto& seen = assessment.seen;
    const auto state = assessment.services.at(address).state;
    if (assessment.isGood(address) || state == Service::State::LocalFault) {
        return false;
    }
    const bool othersServe = std::any_of(assessment.good.begin(), assessment.good.end(),
                                         [](const ServerAddressSeen* good) { return !good->address.isGlobal(); });
    return isStrayGlue(seen, address) || isDisputed(seen, address) || (!address.isGlobal() && !othersServe);
}

bool isNobodyAsAddressesAreNotGlobal(const Assessment& assessment)
{
    using State = Service::State;
    return assessment.nobody() && !assessment.services.empty() &&
           std::all_of(assessment.services.begin(), assessment.services.end(), [](const auto& entry) {
               const auto state = entry.second.state;
               return !entry.first.isGlobal() &&
                      (state == State::Silent || state == State::Closed || state == State::Unreachable);
           });
}

std::vector<Finding> judgeNetworks(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    auto findings = judgeSharing(seen);
    append(findings, judgeScope(assessment));
    append(findings, judgeDiversity(seen));
    if (!seen.addresses.empty()) { // else it is why nobody serves the zone
        append(findings, judgeFamilies(seen, assessment.policy));
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
