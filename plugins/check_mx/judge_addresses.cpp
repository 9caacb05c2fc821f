// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge_addresses.hpp"

#include "check/append.hpp"
#include "check_mx/blocklist_entry.hpp"
#include "check_mx/brief_list.hpp"
#include "check_mx/findings.hpp"
#include "check_mx/judge_hosts.hpp"
#include "survey/judge_mail_hosts.hpp"

#include <algorithm>
#include <map>

namespace mpm::checkMx {
namespace {

std::vector<Finding> judgeSharing(const Observation& seen)
{
    std::map<IpAddress, std::vector<std::string>> names;
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            names[address.address].push_back(host.host);
        }
    }
    std::vector<Finding> findings;
    for (const auto& [address, hosts] : names) {
        if (hosts.size() > 1) {
            findings.push_back(
                found(ownFindings.sameAddress, "[" + address.toString() + "]",
                      "is the address of " + std::to_string(hosts.size()) + " exchanges: " + briefList(hosts, ", ")));
        }
    }
    return findings;
}

Finding judgeBlocklist(const BlocklistAnswer& answer, const std::string& subject)
{
    const auto reason = answer.reason.empty() ? "" : " \"" + answer.reason + "\"";
    switch (answer.state) {
    case BlocklistAnswer::State::Listed:
        return found(ownFindings.blocklisted, subject,
                     "is listed at " + answer.zone + " (" + answer.code + ")" + reason);
    case BlocklistAnswer::State::Refused:
        return found(ownFindings.blocklistUnusable, answer.zone, "refuses our queries (" + answer.code + ")" + reason);
    default:
        return found(ownFindings.blocklistUnusable, answer.zone,
                     answer.code.empty() ? "can't be asked: " + answer.reason
                                         : "answers " + answer.code + ", which is no blocklist's answer");
    }
}

/// One finding per list that can't be used, one per address and list that lists it.
std::vector<Finding> judgeBlocklists(const Observation& seen, const ByHand& how)
{
    const auto withCommand = [&](Finding finding, const IpAddress& about, const std::string& zone) {
        const auto entry = entryName(about, DnsName::parse(zone));
        const auto name = entry ? entry->toString() : zone;
        const auto command = digCommand(how, {{name, "A"}, {name, "TXT"}});
        finding.remedy += command.empty() ? "" : " See it with: " + command;
        return finding;
    };
    const auto loopback = *IpAddress::parse("127.0.0.1");
    std::vector<Finding> findings;
    std::vector<std::string> unusable;
    for (const auto& health : seen.blocklists) {
        if (health.state != BlocklistHealth::State::Usable) {
            unusable.push_back(health.zone);
            findings.push_back(withCommand(found(ownFindings.blocklistUnusable, health.zone,
                                                 health.state == BlocklistHealth::State::NoSuchZone
                                                     ? "does not exist, so it lists nobody"
                                                     : "lists everything, even 127.0.0.1"),
                                           loopback, health.zone));
        }
    }
    const auto isUnusable = [&](const std::string& zone) {
        return std::find(unusable.begin(), unusable.end(), zone) != unusable.end();
    };
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            for (const auto& answer : seen.listingsOf(address)) {
                if (answer.state == BlocklistAnswer::State::NotListed || isUnusable(answer.zone)) {
                    continue;
                }
                if (answer.state != BlocklistAnswer::State::Listed) {
                    unusable.push_back(answer.zone);
                }
                findings.push_back(
                    withCommand(judgeBlocklist(answer, subjectOf(host, address)), address.address, answer.zone));
            }
        }
    }
    return findings;
}

} // namespace

std::vector<Finding> judgeAddresses(const Observation& seen, const ByHand& how)
{
    std::vector<Finding> findings;
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            if (address.reverse) {
                append(findings, judgeReverse(*address.reverse, subjectOf(host, address)));
            }
        }
    }
    append(findings, judgeReachability(seen, [](const AddressSeen& each) { return takesMail(stateOf(each)); }));
    append(findings, judgeSharing(seen));
    append(findings, judgeBlocklists(seen, how));
    return findings;
}

} // namespace mpm::checkMx
