// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/judge_names.hpp"

#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/servers/judge_servers.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

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

/// Whether the zone's own servers, though they serve it, give no answer when asked for an address of the name: then
/// nobody knows whether there is one, and what they do is a finding of its own.
bool isAskedInVain(const DnsName& name, const Assessment& assessment)
{
    return std::any_of(assessment.good.begin(), assessment.good.end(), [&](const ServerAddressSeen* address) {
        return std::any_of(address->hosts.begin(), address->hosts.end(),
                           [&](const DnsAnswer& answer) { return answer.question.name == name && isDropped(answer); });
    });
}

/// Whether the zone should know the name's address. What the parent alone lists may be on its way out.
std::optional<Finding> judgeAddress(const NameServerSeen& server, const Assessment& assessment)
{
    const auto& zone = assessment.seen.zone;
    if (isFound(server) || !server.found || (!server.inChild && !server.glue.empty())) {
        return std::nullopt; // without an answer from the zone it is the glue that is missing
    }
    const bool unknown = server.found->state == FoundAddresses::State::Failed;
    if (unknown && isAskedInVain(server.name, assessment)) {
        return std::nullopt;
    }
    const auto message = "has no address" + std::string(unknown ? " that can be found" : "") +
                         (server.glue.empty() ? "" : " but the parent's glue " + listed(server.glue)) + ": " +
                         server.found->detail;
    auto finding = found(delegationFindings.noAddress, server.name.toString(), message);
    if (unknown) {
        finding.remedy = "The operator of the zone that holds the name must see why its servers do not tell the "
                         "address; or the registrar and the zone's operator must take the server out of the "
                         "delegation and of the zone.";
    } else if (server.name.isWithin(zone)) {
        finding.remedy = "The operator of " + zone.toString() +
                         " must add an A or AAAA record for it to the zone, or take it out of the NS records.";
    }
    return withCommand(std::move(finding), digAddresses(server));
}

} // namespace

std::string listed(const std::vector<IpAddress>& addresses)
{
    std::vector<std::string> texts;
    for (const auto& address : addresses) {
        texts.push_back(address.toString());
    }
    return listed(texts);
}

bool isFound(const NameServerSeen& server)
{
    return server.found && server.found->state == FoundAddresses::State::Found;
}

std::string digAddresses(const NameServerSeen& server)
{
    return "dig " + server.name.toString() + " A; dig " + server.name.toString() + " AAAA";
}

std::vector<Finding> judgeNames(const Assessment& assessment)
{
    std::vector<Finding> findings;
    for (const auto& server : assessment.seen.servers) {
        if (isDisputed(assessment.seen, server)) {
            continue; // that the parent's servers differ is told
        }
        auto finding = judgeName(server, assessment);
        if (!finding) {
            finding = judgeAddress(server, assessment);
        }
        if (finding) {
            findings.push_back(*finding);
        }
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
