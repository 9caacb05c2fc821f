// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/judge_parents.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/dnssec/signatures.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <map>

namespace mpm::checkDnsDelegation {
namespace {

using Kind = ParentAnswer::Kind;

std::string denial(const ParentAnswer& answer)
{
    const std::string none = "that there is no delegation";
    switch (answer.kind) {
    case Kind::NoSuchName: return none + " (NXDOMAIN)";
    case Kind::Alias: return none + " (" + answer.detail + ")";
    default: return none + " (no NS records)";
    }
}

std::string namesOf(const ParentView& view)
{
    std::vector<std::string> names;
    for (const auto& [name, glue] : view.glue) {
        names.push_back(name.toString());
    }
    return listed(names);
}

/// "ns1.example.org at 192.0.2.1": the name servers whose glue others don't have so.
std::string glueOf(const ParentView& view, const std::vector<ParentView>& views)
{
    std::vector<std::string> parts;
    for (const auto& [name, glue] : view.glue) {
        const bool differs =
            std::any_of(views.begin(), views.end(), [&, &name = name, &glue = glue](const auto& other) {
                return !other.answer->leavesOut && other.lists(name) && other.glue.at(name) != glue;
            });
        std::vector<std::string> addresses;
        for (const auto& address : glue) {
            addresses.push_back(address.toString());
        }
        if (differs) {
            parts.push_back(name.toString() +
                            (addresses.empty() ? " without an address" : " at " + join(addresses, " and ")));
        }
    }
    return listed(parts);
}

/// "12345 13 2 AB12..": enough of a digest to tell it from another.
std::string dsOf(const ParentView& view)
{
    constexpr std::size_t most = 24;
    std::vector<std::string> parts;
    for (const auto& ds : *view.ds) {
        const auto text = std::to_string(ds.keyTag) + " " + std::to_string(ds.algorithm) + " " +
                          std::to_string(ds.digestType) + " " + toHex(ds.digest);
        parts.push_back(text.size() > most ? text.substr(0, most) + "..." : text);
    }
    return parts.empty() ? "no DS" : "DS " + listed(parts);
}

/// What the server says in those parts of the delegation in which others say something else.
std::string words(const ParentView& view, const Contradictions& differences, const std::vector<ParentView>& views)
{
    if (!view.delegates()) {
        return differences.existence ? denial(*view.answer) : "";
    }
    std::vector<std::string> parts;
    if (view.answer->kind == Kind::OwnZone) {
        if (differences.existence) {
            parts.emplace_back("that it serves the zone itself");
        }
    } else if (differences.existence || (differences.names && !view.answer->leavesOut)) {
        parts.push_back(namesOf(view));
    }
    if (differences.glue && !view.answer->leavesOut && view.answer->kind == Kind::Referral) {
        parts.push_back(glueOf(view, views));
    }
    if (differences.ds && view.ds) {
        parts.push_back(dsOf(view));
    }
    return join(parts, ", ");
}

struct Group {
    std::vector<const ParentView*> views;
    std::set<std::uint32_t> serials;
};
using Groups = std::map<std::string, Group>; ///< by what they say

/// Whether those that say different things have different copies of the parent zone, as while it is transferred.
enum class Copies { Unknown, Different, Same };

Copies copiesOf(const Groups& groups)
{
    std::set<std::uint32_t> before;
    for (const auto& [text, group] : groups) {
        if (group.serials.empty()) {
            return Copies::Unknown;
        }
        if (std::any_of(group.serials.begin(), group.serials.end(),
                        [&](auto serial) { return before.contains(serial); })) {
            return Copies::Same;
        }
        before.insert(group.serials.begin(), group.serials.end());
    }
    return Copies::Different;
}

std::string serialWords(Copies copies, const std::string& parent)
{
    if (copies == Copies::Same) {
        return "; with the same serial of " + parent + ", so that no transfer will end this";
    }
    return copies == Copies::Different
               ? "; with different serials of " + parent + ", so that a change may still be on its way"
               : std::string();
}

std::string remedyFor(Copies copies, const std::string& parent)
{
    switch (copies) {
    case Copies::Same:
        return "The operator of " + parent + " must act, through the registrar where it is a registry: servers with " +
               "the same serial must hold the same zone, so those that differ must load or transfer it anew.";
    case Copies::Different:
        return "Wait for the transfer to all servers of " + parent +
               ", if the delegation was changed just now. If it "
               "stays for hours, the operator of " +
               parent + " must see why a server of theirs does not update.";
    case Copies::Unknown: break;
    }
    return std::string(delegationFindings.parentDiffers.remedy);
}

/// What addresses do that only some of the parent's servers lead to: no finding of its own.
std::string deadEnds(const Assessment& assessment)
{
    constexpr std::size_t most = 4;
    std::vector<std::string> words;
    for (const auto& address : assessment.seen.addresses) {
        const auto& service = assessment.services.at(address.address);
        if (!assessment.isGood(address.address) && isDisputed(assessment.seen, address.address)) {
            words.push_back("; " + address.address.toString() + " " + service.words);
        }
    }
    words.resize(std::min(words.size(), most));
    return join(words, "");
}

/// Whether a resolver that believes these DS finds a key for one of them at some server; also where no server tells
/// its keys, or not all of them.
bool mayLeadToKey(const std::vector<DsRecord>& ds, const Assessment& assessment)
{
    bool told = false;
    for (const auto* address : assessment.good) {
        const auto* answer = address->at(Topic::Dnskey);
        if (answer == nullptr || !answer->isConclusive() || !answer->message.authoritative) {
            continue;
        }
        const auto keys = answer->records();
        const bool leads =
            std::any_of(ds.begin(), ds.end(), [&](const DsRecord& one) { return leadsToAny(one, keys); });
        if (leads || answer->message.answersLeftOut > 0) {
            return true;
        }
        told = true;
    }
    return !told;
}

/// Which servers of the parent send validating resolvers nowhere, by chance as these ask one or another.
std::string bogusWords(const std::vector<ParentView>& views, const Assessment& assessment)
{
    std::vector<std::string> servers;
    for (const auto& view : views) {
        const auto all = view.delegates() ? view.ds.value_or(std::set<DsRecord>()) : std::set<DsRecord>();
        const auto ds = usable({all.begin(), all.end()}); // as far as validators look at them
        if (!ds.empty() && !mayLeadToKey(ds, assessment)) {
            servers.push_back(view.answer->server.toString());
        }
    }
    return servers.empty() ? ""
                           : "; validating resolvers that ask " + listed(servers) +
                                 " find no key for that DS: for them the zone is bogus (SERVFAIL)";
}

std::string who(const Group& group)
{
    const auto first = group.views.front()->answer->server.toString();
    return group.views.size() == 1 ? first + " says "
                                   : std::to_string(group.views.size()) + " (such as " + first + ") say ";
}

} // namespace

std::vector<Finding> judgeParents(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    const auto views = parentViews(seen);
    const auto differences = compare(views);
    if (!differences.any()) {
        return {};
    }
    Groups groups;
    for (const auto& view : views) {
        const auto text = words(view, differences, views);
        if (text.empty()) {
            continue; // it has no opinion on that
        }
        groups[text].views.push_back(&view);
        if (view.serial) {
            groups[text].serials.insert(*view.serial);
        }
    }
    std::vector<std::string> parts;
    for (const auto& [text, group] : groups) {
        parts.push_back(who(group) + text);
    }
    constexpr std::size_t most = 4;
    parts.resize(std::min(parts.size(), most));
    const auto copies = copiesOf(groups);
    const auto parent = seen.walk.zone.isRoot() ? "the root" : seen.walk.zone.toString();
    auto finding = found(delegationFindings.parentDiffers, seen.zone.toString(),
                         "is delegated differently by the parent's servers: " + join(parts, "; ") +
                             (differences.ds ? bogusWords(views, assessment) : "") + serialWords(copies, parent) +
                             deadEnds(assessment));
    finding.remedy = remedyFor(copies, parent);
    const auto& odd = *std::min_element(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return a.second.views.size() < b.second.views.size();
    });
    const bool onlyDs = differences.ds && !differences.existence && !differences.names && !differences.glue;
    return {withCommand(std::move(finding),
                        dig(odd.second.views.front()->answer->server, seen.zone, onlyDs ? "DS" : "NS"))};
}

} // namespace mpm::checkDnsDelegation
