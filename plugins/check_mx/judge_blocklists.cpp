// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge_blocklists.hpp"

#include "check_mx/blocklist_entry.hpp"
#include "check_mx/findings.hpp"

#include <algorithm>
#include <set>

namespace mpm::checkMx {
namespace {

using Health = BlocklistHealth::State;
using State = BlocklistAnswer::State;

Finding judgeAnswer(const BlocklistAnswer& answer, const std::string& subject)
{
    const auto reason = answer.reason.empty() ? "" : " \"" + answer.reason + "\"";
    switch (answer.state) {
    case State::Listed:
        return found(ownFindings.blocklisted, subject,
                     "is listed at " + answer.zone + " (" + answer.code + ")" + reason);
    case State::Refused:
        return found(ownFindings.blocklistUnusable, answer.zone, "refuses our queries (" + answer.code + ")" + reason);
    default:
        return found(ownFindings.blocklistUnusable, answer.zone,
                     answer.code.empty() ? "can't be asked: " + answer.reason
                                         : "answers " + answer.code + ", which is no blocklist's answer");
    }
}

/// What makes it unusable.
std::string shortcoming(const BlocklistHealth& health)
{
    const bool ofNames = health.of == BlocklistHealth::Of::Names;
    switch (health.state) {
    case Health::ListsEverything:
        return std::string("lists everything, even ") + (ofNames ? "the name INVALID" : "127.0.0.1");
    case Health::ListsNothing:
        return std::string("does not list ") + (ofNames ? "the name TEST" : "127.0.0.2") +
               ", as each list has to, so nobody knows whether it lists anything";
    case Health::NoSuchZone: return "does not exist, so it lists nobody";
    case Health::Usable: break;
    }
    return {};
}

/// The test entry that shows it.
std::string entryOf(const BlocklistHealth& health)
{
    const bool nothing = health.state == Health::ListsNothing;
    if (health.of == BlocklistHealth::Of::Names) {
        return (nothing ? "test." : "invalid.") + health.zone;
    }
    const auto entry = entryName(*IpAddress::parse(nothing ? "127.0.0.2" : "127.0.0.1"), DnsName::parse(health.zone));
    return entry ? entry->toString() : health.zone;
}

std::string entryOf(const Listing& listing)
{
    const auto zone = DnsName::parse(listing.answer.zone);
    const auto entry =
        listing.address ? entryName(*listing.address, zone) : DnsName::parse(listing.subject).under(zone);
    return entry ? entry->toString() : listing.answer.zone;
}

/// A list that lists one of those that were asked for shows by that that it is no empty one.
std::vector<BlocklistHealth> unusable(const Observation& seen, const std::vector<Listing>& listings)
{
    std::vector<BlocklistHealth> result;
    std::copy_if(seen.blocklists.begin(), seen.blocklists.end(), std::back_inserter(result),
                 [&](const BlocklistHealth& health) {
                     const bool lists = std::any_of(listings.begin(), listings.end(), [&](const Listing& each) {
                         return each.answer.zone == health.zone && each.answer.state == State::Listed;
                     });
                     return health.state != Health::Usable && !(health.state == Health::ListsNothing && lists);
                 });
    return result;
}

} // namespace

std::vector<Finding> judgeBlocklists(const Observation& seen, const ByHand& how)
{
    const auto withCommand = [&](Finding finding, const std::string& entry) {
        const auto command = digCommand(how, {{entry, "A"}, {entry, "TXT"}});
        finding.remedy += command.empty() ? "" : " See it with: " + command;
        return finding;
    };
    const auto listings = listingsIn(seen);
    std::vector<Finding> findings;
    std::set<std::string> told;
    for (const auto& health : unusable(seen, listings)) {
        told.insert(health.zone);
        findings.push_back(
            withCommand(found(ownFindings.blocklistUnusable, health.zone, shortcoming(health)), entryOf(health)));
    }
    for (const auto& listing : listings) {
        const auto& answer = listing.answer;
        if (answer.state == State::NotListed || told.contains(answer.zone)) {
            continue;
        }
        if (answer.state != State::Listed) {
            told.insert(answer.zone);
        }
        findings.push_back(withCommand(judgeAnswer(answer, listing.subject), entryOf(listing)));
    }
    if (seen.notLookedUp > 0) {
        findings.push_back(found(mxFindings.tooMany, seen.target,
                                 "has so many addresses that " + std::to_string(seen.notLookedUp) +
                                     " of them were not looked up in the blocklists"));
    }
    return findings;
}

std::optional<std::size_t> countListed(const Observation& seen)
{
    const auto listings = listingsIn(seen);
    std::set<std::string> bad;
    for (const auto& health : unusable(seen, listings)) {
        bad.insert(health.zone);
    }
    std::optional<std::size_t> count;
    for (const auto& listing : listings) {
        const auto state = listing.answer.state;
        if (!bad.contains(listing.answer.zone) && (state == State::Listed || state == State::NotListed)) {
            count = count.value_or(0) + (state == State::Listed ? 1 : 0);
        }
    }
    return count;
}

} // namespace mpm::checkMx
