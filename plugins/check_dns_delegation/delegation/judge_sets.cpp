// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/judge_sets.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/judge_parents.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace mpm::checkDnsDelegation {
namespace {

using Names = std::set<DnsName>;

std::string shown(const Names& names)
{
    std::vector<std::string> texts;
    for (const auto& name : names) {
        texts.push_back(name.toString());
    }
    return listed(texts);
}

Names without(const Names& all, const Names& some)
{
    Names rest;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
    return rest;
}

Names namesAtParent(const Observation& seen)
{
    Names names;
    for (const auto& server : seen.walk.servers) {
        names.insert(server.name);
    }
    return names;
}

/// What every server of the parent that delegates the zone says. Names that only some have are on their way in or
/// out, which is a finding of its own.
Names agreedAtParent(const Observation& seen)
{
    auto agreed = namesAtParent(seen);
    std::erase_if(agreed, [&](const DnsName& name) { return !isListedByAllParents(seen, name); });
    return agreed;
}

/// The parent and the zone, where there is anything to compare.
std::vector<Finding> comparePlaces(const Assessment& assessment, const Names& parent, const Names& child)
{
    const auto& seen = assessment.seen;
    const auto zone = seen.zone.toString();
    const bool shared = std::any_of(parent.begin(), parent.end(), [&](const DnsName& n) { return child.contains(n); });
    if (!shared) {
        return {found(delegationFindings.disjoint, zone,
                      "is delegated to " + shown(parent) + ", but itself names " + shown(child), assessment.dig("NS"))};
    }
    std::vector<Finding> findings;
    for (const auto& name : without(agreedAtParent(seen), child)) {
        findings.push_back(found(delegationFindings.parentOnly, name.toString(),
                                 "is in the parent's delegation, but not among the NS records of " + zone,
                                 assessment.dig("NS")));
    }
    for (const auto& name : without(child, parent)) {
        findings.push_back(found(delegationFindings.childOnly, name.toString(),
                                 "is among the NS records of " + zone + ", but not in the parent's delegation",
                                 digParent(seen, "NS")));
    }
    return findings;
}

/// "does not name ns1.example.org, but ns3.example.org".
std::string difference(const Names& names, const Names& usual)
{
    const auto lacking = without(usual, names);
    const auto further = without(names, usual);
    if (lacking.empty()) {
        return "names " + shown(further) + " as well";
    }
    return "does not name " + shown(lacking) + (further.empty() ? "" : ", but " + shown(further));
}

/// The NS records that an address states with authority.
std::vector<const DnsRecord*> stated(const ServerAddressSeen& address)
{
    const auto* ns = address.at(Topic::Ns);
    const bool states = ns != nullptr && ns->outcome == DnsOutcome::Answered && ns->message.authoritative;
    return states ? ns->wanted() : std::vector<const DnsRecord*>();
}

/// Whether all of them that state name servers state the same.
bool agree(const Assessment& assessment)
{
    std::vector<std::string_view> first;
    for (const auto* address : assessment.good) {
        std::vector<std::string_view> names;
        for (const auto* record : stated(*address)) {
            names.push_back(record->as<NameRecord>()->target.wire());
        }
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        if (first.empty()) {
            first = std::move(names);
        } else if (!names.empty() && names != first) {
            return false;
        }
    }
    return true;
}

/// The zone's servers among each other. The most frequent set is the measure, of equals the parent's.
std::vector<Finding> compareServers(const Assessment& assessment, const Names& parent)
{
    if (agree(assessment)) {
        return {};
    }
    std::map<Names, std::vector<IpAddress>> bySet;
    for (const auto* address : assessment.good) {
        if (const auto values = authoritative<NameRecord>(*address, Topic::Ns); values && !values->empty()) {
            Names names;
            for (const auto& value : *values) {
                names.insert(value.target);
            }
            bySet[names].push_back(address->address);
        }
    }
    if (bySet.size() < 2) {
        return {};
    }
    const auto usual = std::max_element(bySet.begin(), bySet.end(), [&](const auto& a, const auto& b) {
        return a.second.size() == b.second.size() ? b.first == parent : a.second.size() < b.second.size();
    });
    std::size_t all = 0;
    for (const auto& [names, addresses] : bySet) {
        all += addresses.size();
    }
    const auto count = usual->second.size();
    const auto others = std::to_string(count) + " of " + std::to_string(all) + " addresses " +
                        (usual->first == parent ? (count == 1 ? "agrees" : "agree") + std::string(" with the parent")
                                                : (count == 1 ? "differs" : "differ") + std::string(" from that"));
    std::vector<Finding> findings;
    for (const auto& [names, addresses] : bySet) {
        if (names == usual->first) {
            continue;
        }
        for (const auto& address : addresses) {
            findings.push_back(found(delegationFindings.setDiffers, assessment.seen.subjectOf(address),
                                     difference(names, usual->first) + "; " + others, assessment.dig(address, "NS")));
        }
    }
    return findings;
}

/// Glue and DS beyond what is read of one answer.
Finding tellLongReferral(const Observation& seen)
{
    auto finding = found(delegationFindings.tooMany, seen.zone.toString(),
                         "has a delegation of so many records (name servers, glue, DS) that only the first were read");
    finding.remedy = "The zone's operator and the registrar must take out of the delegation what adds nothing: a few "
                     "name servers and one or two DS are enough.";
    return withCommand(std::move(finding), digParent(seen, "NS +tcp"));
}

/// What there was no room for is not looked at, and must not be taken for good.
std::vector<Finding> judgeNumber(const Observation& seen)
{
    const auto names = seen.leftOut.size();
    const auto addresses = seen.leftOutAddresses.size();
    if (names == 0 && addresses == 0) {
        return leavesOut(seen) ? std::vector<Finding>{tellLongReferral(seen)} : std::vector<Finding>();
    }
    const auto part = [](std::size_t looked, std::size_t left, const char* what) {
        return "only " + std::to_string(looked) + " of " + std::to_string(looked + left) + what;
    };
    const auto what = names > 0 ? part(seen.servers.size(), names, " name servers")
                                : part(seen.addresses.size(), addresses, " addresses of name servers");
    return {found(delegationFindings.tooMany, seen.zone.toString(), "has so many that " + what + " were looked at",
                  digParent(seen, "NS"))};
}

std::vector<Finding> compareWithExpected(const Assessment& assessment, const Names& parent, const Names& child)
{
    const auto& expectedList = assessment.policy.expectNs;
    if (expectedList.empty()) {
        return {};
    }
    const Names expected(expectedList.begin(), expectedList.end());
    auto all = parent;
    all.insert(child.begin(), child.end());
    std::vector<Finding> findings;
    for (const auto& name : without(expected, parent)) {
        findings.push_back(found(delegationFindings.nsMissing, name.toString(),
                                 "is expected, but not in the delegation of " + assessment.seen.zone.toString(),
                                 digParent(assessment.seen, "NS")));
    }
    for (const auto& name : without(all, expected)) {
        findings.push_back(
            found(delegationFindings.nsUnexpected, name.toString(),
                  std::string(parent.contains(name) ? "is in the delegation of " : "is among the NS records of ") +
                      assessment.seen.zone.toString() + ", but not expected",
                  digParent(assessment.seen, "NS")));
    }
    return findings;
}

} // namespace

std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t most = 4;
    if (names.empty()) {
        return "nothing";
    }
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most));
    const auto rest = names.size() - std::min(names.size(), most);
    return join({names.begin(), end}, ", ") + (rest > 0 ? " and " + std::to_string(rest) + " more" : "");
}

std::vector<DnsName> childNames(const Assessment& assessment)
{
    Names names;
    std::unordered_set<std::string_view> known; // most servers state the same
    for (const auto* address : assessment.good) {
        for (const auto* record : stated(*address)) {
            const auto& target = record->as<NameRecord>()->target;
            if (known.insert(target.wire()).second) {
                names.insert(target);
            }
        }
    }
    return {names.begin(), names.end()};
}

std::vector<Finding> judgeNsSets(const Assessment& assessment)
{
    const auto parent = namesAtParent(assessment.seen);
    const auto own = childNames(assessment);
    const Names child(own.begin(), own.end());
    std::vector<Finding> findings = compareWithExpected(assessment, parent, child);
    append(findings, judgeNumber(assessment.seen));
    const bool shared = assessment.seen.walk.end == Walk::End::SharedServers && !child.empty();
    const auto& known = shared ? child : parent;
    if (known.size() < assessment.policy.minServers) {
        findings.push_back(found(delegationFindings.tooFew, assessment.seen.zone.toString(),
                                 "has " + std::to_string(known.size()) +
                                     (known.size() == 1 ? " name server (" : " name servers (") + shown(known) + "), " +
                                     std::to_string(assessment.policy.minServers) + " wanted",
                                 digParent(assessment.seen, "NS")));
    }
    append(findings, judgeParents(assessment));
    const bool noRecords =
        std::any_of(assessment.good.begin(), assessment.good.end(), [](const ServerAddressSeen* address) {
            const auto* ns = address->at(Topic::Ns);
            return ns != nullptr && ns->outcome == DnsOutcome::NoData && ns->message.authoritative &&
                   ns->aliases().empty();
        });
    const bool comparable = assessment.seen.walk.end == Walk::End::Delegated && !leavesOut(assessment.seen);
    if ((!child.empty() || noRecords) && comparable) {
        const auto disagreeing = compareServers(assessment, parent);
        append(findings, disagreeing);
        if (disagreeing.empty()) { // else what each of them lacks follows from that
            append(findings, comparePlaces(assessment, parent, child));
        }
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
