// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge_hosts.hpp"

#include "check/redundancy.hpp"
#include "check_mx/findings.hpp"
#include "dns/mx_findings.hpp"
#include "smtp/judge_visit.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mpm::checkMx {
namespace {

void append(std::vector<Finding>& findings, std::vector<Finding> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(findings));
}

bool isExpectedDown(const HostSeen& host, const Policy& policy)
{
    return std::find(policy.expectedDown.begin(), policy.expectedDown.end(), host.host.name) !=
           policy.expectedDown.end();
}

/// Where a sender's mail goes when a host fails it: the first that takes mail, by preference.
std::string whatRemains(const HostSeen& failing, const Observation& seen, const Policy& policy)
{
    if (takesMail(failing)) {
        return "; " + failing.host.name.toString() + " still takes mail at another address";
    }
    for (const auto& host : seen.hosts) {
        if (takesMail(host) && !isExpectedDown(host, policy)) {
            return "; mail goes to " + shown(host.host);
        }
    }
    return "";
}

std::vector<Finding> judgeVisited(const AddressSeen& address, const Policy& policy)
{
    const auto reach = reachOf(address);
    const auto subject = address.visit->subject();
    auto findings = judgeVisit(*address.visit, policy.timeoutStatus);
    for (auto& finding : findings) {
        const bool gone = reach == Reach::Down || reach == Reach::Silent;
        if (gone && finding.status != Status::Ok && finding.id != "smtp-early-data") {
            // Whatever kept us from the greeting, for senders the host is down; the message says how.
            const auto remedy = finding.remedy;
            finding = found(hostDown, subject, finding.message);
            finding.remedy = remedy;
        }
    }
    const auto* ehlo = address.visit->at(Step::Ehlo);
    if (policy.startTls && ehlo != nullptr && ehlo->reply && !address.visit->capabilities.has("STARTTLS")) {
        findings.push_back(found(startTlsMissing, subject, "EHLO does not offer STARTTLS"));
    }
    return findings;
}

std::vector<Finding> judgeName(const HostSeen& host)
{
    const auto subject = shown(host.host);
    std::vector<Finding> findings;
    if (host.literal) {
        findings.push_back(found(addressLiteral, subject, "is an address, not a host name"));
    } else if (host.addresses.empty()) {
        findings.push_back(found(mxFinding::unresolvable, subject,
                                 host.lookupFailure ? host.lookupFailure->detail : "has no address"));
    } else if (host.lookupFailure) {
        findings.push_back(found(mxFinding::unresolvable, subject,
                                 "has an address of one family only, since " + host.lookupFailure->detail));
    }
    if (!host.aliases.empty()) {
        findings.push_back(found(cname, subject, "is an alias (CNAME) for " + host.aliases.back().toString()));
    }
    return findings;
}

std::vector<Finding> judgeExpectedDown(const Observation& seen, const Policy& policy)
{
    std::vector<Finding> findings;
    for (const auto& name : policy.expectedDown) {
        const auto host = std::find_if(seen.hosts.begin(), seen.hosts.end(),
                                       [&](const HostSeen& each) { return each.host.name == name; });
        if (host == seen.hosts.end()) {
            findings.push_back(found(expectationFailed, name.toString(),
                                     "is expected to be down, but is no MX host of " + seen.mx.domain.toString()));
        } else if (policy.connected && takesMail(*host)) {
            findings.push_back(found(expectationFailed, shown(host->host), "takes mail and is expected to be down"));
        }
    }
    return findings;
}

} // namespace

std::string shown(const MxHost& host)
{
    return host.name.toString() + " (" + std::to_string(host.preference) + ")";
}

std::vector<Finding> judgeHosts(const Observation& seen, const Policy& policy)
{
    const bool mailFlows = std::any_of(seen.hosts.begin(), seen.hosts.end(), [&](const HostSeen& host) {
        return takesMail(host) && !isExpectedDown(host, policy);
    });
    std::vector<Finding> all;
    for (const auto& host : seen.hosts) {
        if (isExpectedDown(host, policy)) {
            continue;
        }
        auto findings = judgeName(host);
        for (const auto& address : host.addresses) {
            if (address.visit) {
                append(findings, judgeVisited(address, policy));
            }
        }
        const auto remains = whatRemains(host, seen, policy);
        for (auto& finding : findings) {
            if (mailFlows) {
                degrade(finding);
            }
            const bool lost = finding.id == hostDown.id || finding.id == "smtp-reply-5yz" ||
                              finding.id == "smtp-protocol-error" || finding.id == addressLiteral.id ||
                              (finding.id == mxFinding::unresolvable.id && host.addresses.empty());
            if (lost && !remains.empty()) {
                auto& headline = finding.headline.empty() ? finding.headline = finding.message : finding.headline;
                headline += remains;
            }
        }
        append(all, std::move(findings));
    }
    append(all, judgeExpectedDown(seen, policy));
    return all;
}

} // namespace mpm::checkMx
