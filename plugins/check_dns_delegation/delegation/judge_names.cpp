// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/judge_names.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/redundancy.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

std::string shown(const std::vector<IpAddress>& addresses)
{
    std::vector<std::string> texts;
    for (const auto& address : addresses) {
        texts.push_back(address.toString());
    }
    return listed(texts);
}

std::vector<IpAddress> without(std::vector<IpAddress> all, const std::vector<IpAddress>& some)
{
    std::erase_if(all, [&](const IpAddress& a) { return std::find(some.begin(), some.end(), a) != some.end(); });
    return all;
}

bool isFound(const NameServerSeen& server)
{
    return server.found && server.found->state == FoundAddresses::State::Found;
}

std::string dig(const NameServerSeen& server)
{
    return "dig " + server.name.toString() + " A; dig " + server.name.toString() + " AAAA";
}

/// An address that glue gives and the zone does not; an alias's is somebody else's business.
std::vector<IpAddress> strayGlue(const NameServerSeen& server)
{
    const bool comparable = isFound(server) && server.found->aliases.empty();
    return comparable ? without(server.glue, server.found->addresses) : std::vector<IpAddress>();
}

std::optional<Finding> judgeName(const NameServerSeen& server, const Assessment& assessment)
{
    const auto name = server.name.toString();
    const auto ns = server.inChild ? assessment.dig("NS") : digParent(assessment.seen, "NS");
    if (IpAddress::parse(name)) {
        return found(delegationFindings.addressLiteral, name, "is an address where a name server's name belongs", ns);
    }
    if (server.found && !server.found->aliases.empty()) {
        return found(delegationFindings.nsCname, name, "is an alias for " + server.found->aliases.front().toString(),
                     "dig " + name + " CNAME");
    }
    if (!server.name.isHostName()) {
        return found(delegationFindings.badName, name, "is no valid host name", ns);
    }
    return std::nullopt;
}

/// Whether the zone should know the name's address. What the parent alone lists may be on its way out.
std::optional<Finding> judgeAddress(const NameServerSeen& server, const DnsName& zone)
{
    if (isFound(server) || !server.found || (!server.inChild && !server.glue.empty())) {
        return std::nullopt; // without an answer from the zone it is the glue that is missing
    }
    const auto& detail = server.found->detail;
    const auto message = server.glue.empty()
                             ? "has no address: " + detail
                             : "has no address but the parent's glue " + shown(server.glue) + ": " + detail;
    auto finding = found(delegationFindings.noAddress, server.name.toString(), message);
    if (server.name.isWithin(zone)) {
        finding.remedy = "The operator of " + zone.toString() +
                         " must add an A or AAAA record for it to the zone, or take it out of the NS records.";
    }
    return withCommand(std::move(finding), dig(server));
}

std::vector<Finding> judgeSharing(const Observation& seen)
{
    std::vector<Finding> findings;
    for (const auto& address : seen.addresses) {
        std::vector<std::string> names;
        std::vector<std::string> commands;
        const auto type = address.address.family() == Family::IPv4 ? " A" : " AAAA";
        for (const auto* server : seen.serversAt(address.address)) {
            if (!server->found || server->found->aliases.empty()) {
                names.push_back(server->name.toString());
                commands.push_back("dig " + names.back() + type);
            }
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
            withCommand(std::move(finding), owners.empty() ? digParent(seen, "NS") : dig(*owners.front())));
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

bool isStrayGlue(const Observation& seen, const IpAddress& address)
{
    if (seen.walk.end != Walk::End::Delegated) {
        return false; // glue is not compared then
    }
    const auto servers = seen.serversAt(address);
    return !servers.empty() && std::all_of(servers.begin(), servers.end(), [&](const NameServerSeen* server) {
        const auto stray = strayGlue(*server);
        return std::find(stray.begin(), stray.end(), address) != stray.end();
    });
}

bool isExplained(const Assessment& assessment, const IpAddress& address)
{
    const auto& seen = assessment.seen;
    const auto state = assessment.services.at(address).state;
    if (assessment.isGood(address) || state == Service::State::LocalFault) {
        return false;
    }
    const bool othersServe = std::any_of(assessment.good.begin(), assessment.good.end(),
                                         [](const ServerAddressSeen* good) { return !good->address.isGlobal(); });
    return isStrayGlue(seen, address) || (!address.isGlobal() && !othersServe);
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

std::vector<Finding> judgeNames(const Assessment& assessment)
{
    std::vector<Finding> findings;
    for (const auto& server : assessment.seen.servers) {
        auto finding = judgeName(server, assessment);
        if (!finding) {
            finding = judgeAddress(server, assessment.seen.zone);
        }
        if (finding) {
            findings.push_back(*finding);
        }
    }
    return findings;
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

std::vector<Finding> judgeGlue(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    std::vector<Finding> findings;
    for (const auto& server : seen.servers) {
        const bool within = server.name.isWithin(seen.zone);
        const bool nobodyTells = !server.found && !IpAddress::parse(server.name.toString());
        if (!server.atParent || seen.walk.end != Walk::End::Delegated) {
            continue;
        }
        if (within && server.glue.empty() && (isFound(server) || nobodyTells)) {
            findings.push_back(
                found(delegationFindings.glueMissing, server.name.toString(),
                      "is within " + seen.zone.toString() + ", and the parent gives no address (glue) for it",
                      digParent(seen, "NS")));
        }
        const auto stray = strayGlue(server);
        if (!stray.empty()) {
            auto message = "has the glue " + shown(server.glue) + " at the parent, but its zone says " +
                           shown(server.found->addresses);
            for (const auto& address : stray) {
                const auto service = assessment.services.find(address);
                if (!address.isGlobal()) {
                    message += "; " + address.toString() + " is " + std::string(address.specialPurpose());
                }
                if (service != assessment.services.end() && !service->second.words.empty()) {
                    message += "; " + address.toString() + " " + service->second.words;
                }
            }
            findings.push_back(found(delegationFindings.glueMismatch, server.name.toString(), message,
                                     dig(server) + "; " + digParent(seen, "NS")));
        } else if (within && isFound(server) && !server.glue.empty()) {
            if (const auto missing = without(server.found->addresses, server.glue); !missing.empty()) {
                const bool one = missing.size() == 1;
                findings.push_back(found(delegationFindings.glueIncomplete, server.name.toString(),
                                         (one ? "has the address " : "has the addresses ") + shown(missing) +
                                             ", which the parent's glue lacks",
                                         digParent(seen, "NS")));
            }
        }
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
