// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/judge_glue.hpp"

#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

std::vector<IpAddress> without(std::vector<IpAddress> all, const std::vector<IpAddress>& some)
{
    std::erase_if(all, [&](const IpAddress& a) { return std::find(some.begin(), some.end(), a) != some.end(); });
    return all;
}

/// An address that glue gives and the zone does not; an alias's is somebody else's business.
std::vector<IpAddress> strayGlue(const NameServerSeen& server)
{
    const bool comparable = isFound(server) && server.found->aliases.empty();
    return comparable ? without(server.glue, server.found->addresses) : std::vector<IpAddress>();
}

/// Glue that a server of the parent gives over TCP and leaves out over UDP without setting TC: a remark, as the
/// registrar has it, and resolvers may find it.
std::optional<Finding> leftOutOverUdp(const NameServerSeen& server, const Observation& seen)
{
    if (!server.name.isWithin(seen.zone)) {
        return std::nullopt;
    }
    for (const auto& before : seen.walk.steps.back().overUdp) {
        const auto own = std::find_if(before.servers.begin(), before.servers.end(),
                                      [&](const DelegatedServer& one) { return one.name == server.name; });
        const auto missing = own == before.servers.end() ? server.glue : without(server.glue, own->glue);
        if (!missing.empty()) {
            auto finding =
                found(delegationFindings.glueIncomplete, server.name.toString(),
                      "has the glue " + listed(missing) + " at the parent, which " + before.server.toString() +
                          " leaves out over UDP, without the TC bit that " + "makes resolvers ask over TCP");
            finding.remedy = "The operator of the parent zone can have its server set TC where glue does not fit, or "
                             "send larger answers.";
            return withCommand(std::move(finding), dig(before.server, seen.zone, "NS +notcp +bufsize=1232"));
        }
    }
    return std::nullopt;
}

/// What is known of glue that no server of the parent gives over UDP.
enum class OverTcp { Lacking, NoAnswer, NotTried, NotRead };

OverTcp overTcp(const Observation& seen)
{
    if (leavesOut(seen)) {
        return OverTcp::NotRead;
    }
    auto known = OverTcp::NotTried;
    for (const auto& answer : seen.walk.parents()) {
        if (answer.kind == ParentAnswer::Kind::Referral && answer.protocol == DnsProtocol::Tcp) {
            return OverTcp::Lacking;
        }
        known = answer.triedTcp ? OverTcp::NoAnswer : known;
    }
    return known;
}

Finding tellMissing(const NameServerSeen& server, const Observation& seen)
{
    auto finding = found(delegationFindings.glueMissing, server.name.toString(), missingGlue(seen));
    if (overTcp(seen) == OverTcp::NoAnswer) {
        finding.remedy = "The operator of " + (seen.walk.zone.isRoot() ? "the root" : seen.walk.zone.toString()) +
                         " must see why its servers do not answer over TCP. If the address is missing there as well, "
                         "the registrar must enter it with the host object (glue).";
    }
    return withCommand(std::move(finding), digParent(seen, overTcp(seen) == OverTcp::Lacking ? "NS" : "NS +tcp"));
}

} // namespace

std::string missingGlue(const Observation& seen)
{
    const auto within = "is within " + seen.zone.toString() + ", and ";
    auto text = within + "the parent gives no address (glue) for it";
    switch (overTcp(seen)) {
    case OverTcp::NoAnswer:
        return text + " over UDP, and no answer of use over TCP, so that nobody can tell whether it has one";
    case OverTcp::NotTried: return text + " over UDP, and was not asked otherwise";
    case OverTcp::NotRead:
        return within +
               "no address (glue) for it is among the first records of the parent's answer, which has more than "
               "this check reads";
    case OverTcp::Lacking: break;
    }
    return text;
}

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
        if (within && server.glue.empty() && !leavesOut(seen) && (isFound(server) || nobodyTells)) {
            findings.push_back(tellMissing(server, seen));
        }
        auto stray = strayGlue(server);
        std::erase_if(stray, [&](const IpAddress& address) { // that the parent's servers differ is told
            return !isGlueOfAllParents(seen, server.name, address);
        });
        if (!stray.empty()) {
            auto message = "has the glue " + listed(server.glue) + " at the parent, but its zone says " +
                           listed(server.found->addresses);
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
                                     digAddresses(server) + "; " + digParent(seen, "NS")));
        } else if (const auto cut = leftOutOverUdp(server, seen)) {
            findings.push_back(*cut);
        } else if (within && isFound(server) && !server.glue.empty() && !leavesOut(seen)) {
            if (const auto missing = without(server.found->addresses, server.glue); !missing.empty()) {
                const bool one = missing.size() == 1;
                findings.push_back(found(delegationFindings.glueIncomplete, server.name.toString(),
                                         (one ? "has the address " : "has the addresses ") + listed(missing) +
                                             ", which the parent's glue lacks",
                                         digParent(seen, "NS")));
            }
        }
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
