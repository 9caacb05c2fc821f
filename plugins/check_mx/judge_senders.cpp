// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge_senders.hpp"

#include "check_mx/brief_list.hpp"
#include "check_mx/findings.hpp"
#include "check_mx/judge_hosts.hpp"

#include <algorithm>
#include <optional>

namespace mpm::checkMx {
namespace {

/// What kept mail from each host, in order of preference: one sentence for each address, or for its name.
std::vector<std::string> whatFails(const std::vector<HostSeen>& hosts)
{
    std::vector<std::string> failures;
    for (const auto& host : hosts) {
        const auto name = host.host;
        if (host.literal) {
            failures.push_back(name + " is an address, not a host name");
        } else if (host.addresses.empty()) {
            const auto why = host.lookupFailure ? host.lookupFailure->detail : "no address";
            failures.push_back(why.find(name) == std::string::npos ? name + ": " + why : why);
        }
        for (const auto& address : host.addresses) {
            failures.push_back(name);
            failures.back().append(" ").append(whyNot(address));
        }
    }
    return failures;
}

bool wasUntried(const HostSeen& host)
{
    return !host.addresses.empty() &&
           std::all_of(host.addresses.begin(), host.addresses.end(),
                       [](const AddressSeen& address) { return stateOf(address) == AddressState::Untried; });
}

std::optional<Finding> judgeNobody(const std::vector<HostSeen>& hosts, const std::string& domain, const Policy& policy)
{
    if (std::all_of(hosts.begin(), hosts.end(), wasUntried)) {
        return std::nullopt; // no news of the domain: each address says what this machine lacks
    }
    const auto count =
        hosts.size() == 1 ? "its only MX host fails" : "0 of " + std::to_string(hosts.size()) + " MX hosts work";
    const auto fails =
        policy.asSenders() ? "takes no mail, " + count : count + " on port " + std::to_string(policy.port);
    const auto lacksRoute = [](const HostSeen& host) {
        return !wasTried(host) && std::any_of(host.addresses.begin(), host.addresses.end(), [](const auto& address) {
            return stateOf(address) == AddressState::NoRoute;
        });
    };
    const bool here = std::all_of(hosts.begin(), hosts.end(), lacksRoute);
    auto finding = found(ownFindings.allDown, domain,
                         (here ? "is out of this machine's reach" : fails) + ": " + briefList(whatFails(hosts), "; "));
    if (std::all_of(hosts.begin(), hosts.end(), isSilent)) {
        finding.status = policy.timeoutStatus; // the time ran out before the question could be answered
    }
    return finding;
}

std::string whoGetsThrough(const std::vector<SendersByFamily>& senders)
{
    for (const auto& sender : senders) {
        if (sender.family && sender.via != nullptr) {
            const auto host = shown(*sender.reaches);
            return "; " + sender.name + " senders " +
                   (stateOf(*sender.via) == AddressState::Busy ? "are put off by " + host + ", and try again"
                                                               : "get through to " + host);
        }
    }
    return "";
}

/// All of a family's addresses lack a route from here: that may be this machine's trouble alone.
Finding unknownFromHere(const SendersByFamily& sender, const std::string& domain, const std::string& others)
{
    const std::string family = *sender.family == Family::IPv4 ? "IPv4" : "IPv6";
    auto finding = found(ownFindings.sendersCutOff, domain,
                         "this machine has no " + family + " route, so what " + sender.name +
                             " senders meet is not known from here" + others);
    finding.remedy = "Give this machine " + family + ", or use " +
                     (*sender.family == Family::IPv4 ? "--use-ipv6" : "--use-ipv4") + " here.";
    return finding;
}

/// A class that loses its way while another still gets through.
std::vector<Finding> judgeClasses(const std::vector<HostSeen>& hosts, const std::vector<SendersByFamily>& senders,
                                  const std::string& domain, const Policy& policy)
{
    // A question about one family's addresses that the DNS left unanswered is a finding of its own.
    const bool unknown = std::any_of(hosts.begin(), hosts.end(), [](const HostSeen& host) {
        return host.lookupFailure && host.lookupFailure->kind != FailureKind::NoSuchName;
    });
    std::vector<Finding> findings;
    for (const auto& sender : senders) {
        if (sender.via != nullptr || !sender.family) {
            continue;
        }
        if (!policy.asSenders() && sender.addresses > 0) {
            continue; // each address says itself what is wrong with it
        }
        if (sender.noRoute > 0 && sender.noRoute + sender.untried == sender.addresses) {
            findings.push_back(unknownFromHere(sender, domain, whoGetsThrough(senders)));
        } else if (sender.addresses > sender.untried) {
            findings.push_back(found(ownFindings.sendersCutOff, domain,
                                     sender.name + " senders have no way left: " + briefList(sender.failures, "; ") +
                                         whoGetsThrough(senders)));
        } else if (sender.addresses == 0 && !unknown) {
            const bool v4 = *sender.family == Family::IPv4;
            findings.push_back(found(v4 ? ownFindings.ipv4Missing : ownFindings.ipv6Missing, domain,
                                     v4 ? "no exchange has an IPv4 address" : "no exchange has an IPv6 address"));
        }
    }
    return findings;
}

std::optional<Finding> judgeNumber(const std::vector<HostSeen>& hosts, const std::string& domain, const Policy& policy)
{
    std::vector<std::string> failing;
    for (const auto& host : hosts) {
        if (!takesMail(host)) {
            failing.push_back(host.host);
        }
    }
    const auto count = hosts.size() - failing.size();
    if (count >= policy.minHosts) {
        return std::nullopt;
    }
    const auto verb = " " + (policy.connected ? policy.service(count)
                             : count == 1     ? "has an address"
                                              : "have an address");
    auto text = "only " + std::to_string(count);
    text += failing.empty() ? (count == 1 ? " MX host" : " MX hosts")
                            : " of " + std::to_string(hosts.size()) + " MX hosts" + verb;
    text += ", " + std::to_string(policy.minHosts) + " wanted";
    if (!failing.empty()) {
        text += "; " + briefList(failing, ", ") + (failing.size() == 1 ? " fails" : " fail");
    }
    return found(ownFindings.tooFewHosts, domain, text);
}

} // namespace

std::vector<Finding> judgeSenders(const std::vector<HostSeen>& hosts, const std::string& domain, const Policy& policy)
{
    if (hosts.empty()) {
        return {};
    }
    const auto senders = walkAsSenders(hosts, policy.families);
    const bool delivers = std::any_of(senders.begin(), senders.end(),
                                      [](const SendersByFamily& sender) { return sender.via != nullptr; });
    if (!delivers) {
        const auto nobody = judgeNobody(hosts, domain, policy);
        return nobody ? std::vector{*nobody} : std::vector<Finding>();
    }
    auto findings = judgeClasses(hosts, senders, domain, policy);
    if (const auto tooFew = judgeNumber(hosts, domain, policy)) {
        findings.push_back(*tooFew);
    }
    return findings;
}

} // namespace mpm::checkMx
