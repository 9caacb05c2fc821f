// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/judge_parts.hpp"

#include <algorithm>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

std::string nameOf(const DnsName& zone)
{
    return zone.isRoot() ? "the root" : zone.toString();
}

/// The command that shows what a server of the last zone says.
std::string digParent(const Observation& seen)
{
    const auto& parents = seen.walk.parents();
    const auto spoken = std::find_if(parents.begin(), parents.end(), [](const ParentAnswer& answer) {
        return answer.kind != ParentAnswer::Kind::Failed;
    });
    if (parents.empty()) {
        return "dig +trace " + seen.zone.toString() + " NS";
    }
    const auto& server = (spoken == parents.end() ? parents.front() : *spoken).server;
    return "dig +norec " + (server.port == 53 ? "" : "-p " + std::to_string(server.port) + " ") + "@" +
           server.address.toString() + " " + seen.zone.toString() + " NS";
}

Finding nobodyAnswers(const Observation& seen, const Policy& policy)
{
    const auto& parents = seen.walk.parents();
    std::set<std::string> kinds;
    bool silent = !parents.empty();
    bool local = !parents.empty();
    for (const auto& answer : parents) {
        kinds.insert(std::string(toString(answer.outcome)));
        silent = silent && answer.outcome == DnsOutcome::TimedOut;
        local = local && answer.outcome == DnsOutcome::LocalFault;
    }
    if (local) {
        return found(serverFinding::localFault, seen.zone.toString(), parents.front().detail);
    }
    const auto count = parents.size();
    auto finding = found(delegationFinding::noParent, seen.zone.toString(),
                         (count == 1 ? "the only server" : "none of the " + std::to_string(count) + " servers") +
                             std::string(" of ") + nameOf(seen.walk.zone) + " that were asked answers usefully (" +
                             join({kinds.begin(), kinds.end()}, ", ") + ")" +
                             (seen.walk.zone.isRoot() ? ": is port 53 blocked here?" : "") +
                             (count == 1 ? ": " + parents.front().detail : ""));
    if (silent) {
        finding.status = policy.timeoutStatus; // the time ran out before the question could be answered
    }
    return finding;
}

} // namespace

std::optional<Finding> judgeWalk(const Observation& seen, const Policy& policy)
{
    const auto zone = seen.zone.toString();
    const auto& walk = seen.walk;
    const auto tell = [&](const FindingKind& kind, const std::string& message) {
        return withCommand(found(kind, zone, message), digParent(seen));
    };
    switch (walk.end) {
    case Walk::End::Delegated:
    case Walk::End::SharedServers: return std::nullopt;
    case Walk::End::Alias:
        return tell(delegationFinding::notACut,
                    "is a name inside the zone " + nameOf(walk.zone) + ", and an alias: " + walk.detail);
    case Walk::End::NotACut:
        return tell(delegationFinding::notACut,
                    "is a name inside the zone " + nameOf(walk.zone) + ", not a zone of its own");
    case Walk::End::NoSuchName:
        return tell(delegationFinding::notDelegated,
                    "is not delegated: " + nameOf(walk.zone) + " says that there is no such name (NXDOMAIN)");
    case Walk::End::Intercepted: return tell(delegationFinding::intercepted, walk.detail);
    case Walk::End::NoServer: return tell(delegationFinding::noParent, walk.detail);
    case Walk::End::NoAnswer: break;
    }
    return withCommand(nobodyAnswers(seen, policy), digParent(seen));
}

} // namespace mpm::checkDnsDelegation
