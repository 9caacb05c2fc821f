// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge_hosts.hpp"

#include "check/append.hpp"
#include "check/redundancy.hpp"
#include "check_mx/findings.hpp"
#include "smtp/findings.hpp"
#include "survey/judge_mail_hosts.hpp"
#include "survey/judge_visit.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm::checkMx {
namespace {

bool hasState(const HostSeen& host, AddressState wanted)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(),
                       [=](const AddressSeen& address) { return stateOf(address) == wanted; });
}

/// Where a sender's mail goes when an address fails it: elsewhere at the same host, to the first host that
/// works, or to one that is busy. Empty where nobody takes mail, which is a finding of its own.
std::string whatRemains(const HostSeen& failing, const Observation& seen, const Policy& policy)
{
    if (hasState(failing, AddressState::Works)) {
        return "; " + failing.host + (policy.asSenders() ? " still takes mail" : " answers") + " at another address";
    }
    const HostSeen* busy = nullptr;
    for (const auto& host : seen.hosts) {
        if (isExpectedDown(host, policy)) {
            continue;
        }
        if (hasState(host, AddressState::Works) || hasState(host, AddressState::Unseen)) {
            return policy.asSenders() ? "; mail goes to " + shown(host) : "; " + shown(host) + " answers";
        }
        if (busy == nullptr && hasState(host, AddressState::Busy)) {
            busy = &host;
        }
    }
    const std::string left = busy == nullptr ? "" : "; only busy MX hosts are left";
    return left + (busy != nullptr && policy.asSenders() ? ", senders try again" : "");
}

bool losesRedundancy(const Finding& finding, const HostSeen& host)
{
    return finding.id == ownFindings.hostDown.id || finding.id == mxFindings.addressLiteral.id ||
           finding.id == smtpFindings.reply4yz.id || finding.id == smtpFindings.reply5yz.id ||
           finding.id == smtpFindings.protocolError.id || finding.id == hostFindings.localFault.id ||
           (finding.id == mxFindings.unresolvable.id && host.addresses.empty());
}

void addToHeadline(Finding& finding, const std::string& more)
{
    auto& headline = finding.headline.empty() ? finding.headline = finding.message : finding.headline;
    headline += more;
}

/// Whatever kept us from a conversation, for senders the host is down; the message says how.
std::vector<Finding> judgeVisited(const AddressSeen& address, const Policy& policy)
{
    static const std::array lostConnection{hostFindings.connectionRefused.id, hostFindings.hostUnreachable.id,
                                           hostFindings.timedOut.id, hostFindings.connectionClosed.id};
    auto findings = judgeVisit(*address.visit, policy.timeoutStatus);
    for (auto& finding : findings) {
        if (std::find(lostConnection.begin(), lostConnection.end(), finding.id) != lostConnection.end()) {
            const auto remedy = finding.remedy;
            finding = found(ownFindings.hostDown, finding.subject, finding.message);
            finding.remedy = remedy;
        }
    }
    return findings;
}

/// Each address must offer it; CRITICAL where none does.
std::vector<Finding> judgeStartTls(const Observation& seen, const Policy& policy)
{
    std::vector<std::string> missing;
    std::size_t asked = 0;
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            const bool greeted = address.visit && address.visit->at(Step::Ehlo) != nullptr;
            if (isExpectedDown(host, policy) || !greeted || stateOf(address) != AddressState::Works) {
                continue;
            }
            ++asked;
            if (!address.visit->capabilities.has("STARTTLS")) {
                missing.push_back(address.visit->subject());
            }
        }
    }
    const auto offering = asked - missing.size();
    std::vector<Finding> findings;
    for (const auto& subject : missing) {
        auto& finding =
            findings.emplace_back(found(ownFindings.startTlsMissing, subject, "EHLO does not offer STARTTLS"));
        if (offering > 0) {
            degrade(finding);
            addToHeadline(finding, "; " + std::to_string(offering) + " of " + std::to_string(asked) +
                                       (offering == 1 ? " addresses offers it" : " addresses offer it"));
        } else if (asked > 1) {
            addToHeadline(finding, "; no other does");
        }
    }
    return findings;
}

std::vector<Finding> judgeName(const HostSeen& host)
{
    const auto subject = shown(host);
    std::vector<Finding> findings;
    if (host.literal) {
        findings.push_back(judgeLiteral(subject));
    } else if (host.addresses.empty()) {
        const auto why = host.lookupFailure ? "can't be resolved: " + host.lookupFailure->detail : "has no address";
        findings.push_back(judgeUnresolvable(host, subject, why));
    } else if (host.lookupFailure) {
        findings.push_back(judgeUnresolvable(host, subject, failureOfOtherFamily(host)));
    }
    if (!host.aliases.empty() && !host.addresses.empty()) {
        findings.push_back(
            found(ownFindings.cname, subject, "is an alias (CNAME) for " + host.aliases.back().toString()));
    }
    return findings;
}

std::vector<Finding> judgeExpectedDown(const Observation& seen, const Policy& policy)
{
    std::vector<Finding> findings;
    for (const auto& name : policy.expectedDown) {
        const auto host = std::find_if(seen.hosts.begin(), seen.hosts.end(),
                                       [&](const HostSeen& each) { return each.exchange->name == name; });
        if (host == seen.hosts.end()) {
            findings.push_back(found(ownFindings.expectationFailed, name.toString(),
                                     "is expected to be down, but is no MX host of " + seen.target));
        } else if (policy.connected && takesMail(*host)) {
            findings.push_back(
                found(ownFindings.expectationFailed, shown(*host), policy.service(1) + " and is expected to be down"));
        }
    }
    return findings;
}

} // namespace

bool isExpectedDown(const HostSeen& host, const Policy& policy)
{
    return std::find(policy.expectedDown.begin(), policy.expectedDown.end(), host.exchange->name) !=
           policy.expectedDown.end();
}

std::string shown(const HostSeen& host)
{
    return host.host + " (" + std::to_string(host.exchange->preference) + ")";
}

std::vector<Finding> judgeHosts(const Observation& seen, const Policy& policy)
{
    const bool mailFlows = std::any_of(seen.hosts.begin(), seen.hosts.end(), [&](const HostSeen& host) {
        return takesMail(host) && !isExpectedDown(host, policy);
    });
    const bool allSilent = std::all_of(seen.hosts.begin(), seen.hosts.end(), [&](const HostSeen& host) {
        return isSilent(host) || isExpectedDown(host, policy);
    });
    std::vector<Finding> all;
    for (const auto& host : seen.hosts) {
        if (isExpectedDown(host, policy)) {
            continue;
        }
        auto findings = judgeName(host);
        for (const auto& address : host.addresses) {
            if (address.visit && !isOutOfTheWorld(address)) { // else address-not-global tells it
                append(findings, judgeVisited(address, policy));
            }
        }
        const auto remains = whatRemains(host, seen, policy);
        for (auto& finding : findings) {
            if (mailFlows) {
                degrade(finding);
            } else if (allSilent && losesRedundancy(finding, host)) {
                finding.status = policy.timeoutStatus; // as mx-all-down: nothing but silence
            }
            if (losesRedundancy(finding, host)) {
                addToHeadline(finding, remains);
            }
        }
        append(all, std::move(findings));
    }
    if (policy.startTls) {
        append(all, judgeStartTls(seen, policy));
    }
    append(all, judgeExpectedDown(seen, policy));
    return all;
}

} // namespace mpm::checkMx
