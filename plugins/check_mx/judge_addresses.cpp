// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge_addresses.hpp"

#include "check/append.hpp"
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

} // namespace

std::vector<Finding> judgeAddresses(const Observation& seen)
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
    return findings;
}

} // namespace mpm::checkMx
