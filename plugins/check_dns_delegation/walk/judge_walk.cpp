// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/walk/judge_walk.hpp"

#include "check/ascii.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/registry/judge_registry.hpp"

#include <algorithm>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

using Kind = ParentAnswer::Kind;

std::string nameOf(const DnsName& zone)
{
    return zone.isRoot() ? "the root" : zone.toString();
}

/// "the zone example.org", "the root zone"
std::string zoneNamed(const DnsName& zone)
{
    return zone.isRoot() ? "the root zone" : "the zone " + zone.toString();
}

/// "the only server of example that was asked", "none of the 4 servers given as --parent-server".
std::string asked(const Observation& seen)
{
    const auto count = seen.walk.parents().size();
    const bool given = seen.fromParent && seen.walk.steps.size() == 1;
    const auto servers =
        count == 1 ? std::string("the only server") : "none of the " + std::to_string(count) + " servers";
    return servers + (given ? " given as --parent-server"
                            : " of " + nameOf(seen.walk.zone) + " that " + (count == 1 ? "was" : "were") + " asked");
}

Finding outOfTime(const Observation& seen, const Policy& policy, const std::string& message)
{
    auto finding =
        found(serverFindings.timedOut, seen.zone.toString(), "was not answered for within --timeout" + message);
    finding.status = policy.timeoutStatus;
    return finding;
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
        return found(serverFindings.localFault, seen.zone.toString(), parents.front().detail);
    }
    if (parents.empty()) {
        return found(delegationFindings.noParent, seen.zone.toString(), "can't be looked for: " + seen.walk.detail);
    }
    if (silent && seen.walk.hurried) {
        return outOfTime(seen, policy, " by a server of " + nameOf(seen.walk.zone));
    }
    const bool one = parents.size() == 1;
    const bool root = seen.walk.zone.isRoot() && !seen.fromParent;
    return found(delegationFindings.noParent, seen.zone.toString(),
                 "can't be found: " + asked(seen) + (one ? " gives no answer of use (" : " gives an answer of use (") +
                     join({kinds.begin(), kinds.end()}, ", ") + ")" + (root ? ": is port 53 blocked here?" : "") +
                     (one && !parents.front().detail.empty() ? ": " + parents.front().detail : ""));
}

} // namespace

std::string digParent(const Observation& seen, const std::string& type)
{
    const auto& parents = seen.walk.parents();
    const auto rank = [](const ParentAnswer& answer) {
        const bool delegates = answer.kind == Kind::Referral || answer.kind == Kind::OwnZone;
        return delegates ? 0 : answer.kind == Kind::Failed ? 2 : 1;
    };
    const auto best = std::min_element(parents.begin(), parents.end(),
                                       [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    if (best == parents.end()) {
        return "dig +trace " + seen.zone.toString() + " " + type;
    }
    return dig(best->server, seen.zone, type);
}

std::string dig(const Endpoint& server, const DnsName& name, const std::string& type)
{
    return "dig +norec " + (server.port == 53 ? "" : "-p " + std::to_string(server.port) + " ") + "@" +
           server.address.toString() + " " + name.toString() + " " + type;
}

std::optional<Finding> judgeWalk(const Observation& seen, const Policy& policy)
{
    const auto zone = seen.zone.toString();
    const auto& walk = seen.walk;
    const auto tell = [&](const FindingKind& kind, const std::string& message) {
        return found(kind, zone, message, digParent(seen, "NS"));
    };
    switch (walk.end) {
    case Walk::End::Delegated:
    case Walk::End::SharedServers: return std::nullopt;
    case Walk::End::Alias:
        return tell(delegationFindings.notACut,
                    "is a name inside " + zoneNamed(walk.zone) + ", and an alias: " + walk.detail + heldBack(seen));
    case Walk::End::NotACut:
        return tell(delegationFindings.notACut,
                    "is a name inside " + zoneNamed(walk.zone) + ", not a zone of its own" + heldBack(seen));
    case Walk::End::NoSuchName:
        return tell(delegationFindings.notDelegated, "is not delegated: " + nameOf(walk.zone) +
                                                         " says that there is no such name (NXDOMAIN)" +
                                                         heldBack(seen));
    case Walk::End::Intercepted: return tell(delegationFindings.intercepted, walk.detail);
    case Walk::End::NoServer:
        return walk.hurried
                   ? withCommand(outOfTime(seen, policy, ", and no server of " + nameOf(walk.zone) + " was found"),
                                 digParent(seen, "NS"))
                   : tell(delegationFindings.noParent, "can't be found: " + walk.detail);
    case Walk::End::NoAnswer: break;
    }
    return withCommand(nobodyAnswers(seen, policy), digParent(seen, "NS"));
}

} // namespace mpm::checkDnsDelegation
