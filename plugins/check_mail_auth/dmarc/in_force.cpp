// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/in_force.hpp"

#include "check/ascii.hpp"
#include "check_mail_auth/tag_list.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

DmarcAction lowered(DmarcAction action)
{
    return action == DmarcAction::Reject ? DmarcAction::Quarantine : DmarcAction::None;
}

std::string written(const std::vector<Tag>& tags)
{
    std::vector<std::string> parts;
    for (const auto& tag : tags) {
        parts.push_back(tag.name + "=" + tag.value);
    }
    return join(parts, "; ");
}

} // namespace

PolicyInForce policyInForce(const DmarcWalk& walk, bool exists)
{
    PolicyInForce policy;
    const auto& place = *walk.found();
    policy.text = place.records.front();
    policy.record = readDmarcRecord(policy.text);
    policy.domain = place.domain;
    policy.own = walk.at == std::size_t{0};
    const auto& record = policy.record;
    policy.subdomains = record.ofSubdomains();
    if (policy.own) {
        policy.asked = record.ofDomain();
    } else if (exists) {
        policy.asked = record.ofSubdomains();
        policy.tag = record.subdomains ? "sp" : "p";
    } else {
        policy.asked = record.ofNonexistent();
        policy.tag = record.nonexistent ? "np" : record.subdomains ? "sp" : "p";
    }
    if (record.unreadable) {
        policy.asked = DmarcAction::None;
        policy.subdomains = DmarcAction::None;
    }
    policy.effective = policy.asked;
    if (record.testing) {
        policy.effective = lowered(policy.asked);
        policy.subdomains = lowered(policy.subdomains);
    }
    return policy;
}

std::string withTag(std::string_view record, std::string_view name, std::string_view value)
{
    auto tags = readTags(record).tags;
    const auto at = [&](std::string_view wanted) {
        return std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.name == wanted; });
    };
    if (const auto there = at(name); there != tags.end()) {
        there->value = value;
        tags.erase(std::remove_if(there + 1, tags.end(), [&](const Tag& tag) { return tag.name == name; }), tags.end());
        return written(tags);
    }
    auto behind = at("p") == tags.end() ? at("v") : at("p");
    behind = behind == tags.end() ? behind : behind + 1;
    tags.insert(behind, {std::string(name), std::string(value)});
    return written(tags);
}

std::string withoutTag(std::string_view record, std::string_view name)
{
    auto tags = readTags(record).tags;
    std::erase_if(tags, [&](const Tag& tag) { return tag.name == name; });
    return written(tags);
}

} // namespace mpm::checkMailAuth
