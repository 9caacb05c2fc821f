// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/judge_names.hpp"

#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/findings.hpp"

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

/// Whether the zone should know the name's address. What the parent alone lists may be on its way out.
std::optional<Finding> judgeAddress(const NameServerSeen& server, const DnsName& zone)
{
    if (isFound(server) || !server.found || (!server.inChild && !server.glue.empty())) {
        return std::nullopt; // without an answer from the zone it is the glue that is missing
    }
    const auto& detail = server.found->detail;
    const auto message = server.glue.empty()
                             ? "has no address: " + detail
                             : "has no address but the parent's glue " + listed(server.glue) + ": " + detail;
    auto finding = found(delegationFindings.noAddress, server.name.toString(), message);
    if (server.name.isWithin(zone)) {
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
            finding = judgeAddress(server, assessment.seen.zone);
        }
        if (finding) {
            findings.push_back(*finding);
        }
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
