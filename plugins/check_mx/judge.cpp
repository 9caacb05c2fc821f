// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge.hpp"

#include "check/ascii.hpp"
#include "check_mx/findings.hpp"
#include "check_mx/judge_hosts.hpp"
#include "check_mx/judge_records.hpp"
#include "check_mx/reach.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace mpm::checkMx {
namespace {

void append(std::vector<Finding>& findings, std::vector<Finding> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(findings));
}

/// The hosts that are meant to take mail.
std::vector<HostSeen> meant(const Observation& seen, const Policy& policy)
{
    std::vector<HostSeen> hosts;
    std::copy_if(seen.hosts.begin(), seen.hosts.end(), std::back_inserter(hosts), [&](const HostSeen& host) {
        return std::find(policy.expectedDown.begin(), policy.expectedDown.end(), host.host.name) ==
               policy.expectedDown.end();
    });
    return hosts;
}

/// The most that line 1 can hold of what a sender met.
std::string briefly(const std::vector<std::string>& failures)
{
    constexpr std::size_t shownFailures = 3;
    auto text = join(
        {failures.begin(), failures.begin() + static_cast<std::ptrdiff_t>(std::min(failures.size(), shownFailures))},
        "; ");
    if (failures.size() > shownFailures) {
        text += "; and " + std::to_string(failures.size() - shownFailures) + " more";
    }
    return text;
}

Finding nobodyDelivers(const std::vector<HostSeen>& hosts, const SenderClass& sender, const std::string& domain,
                       const Policy& policy)
{
    auto text = hosts.size() == 1 ? "its only MX host takes no mail"
                                  : "none of " + std::to_string(hosts.size()) + " MX hosts takes mail";
    bool onlySilence = sender.addresses > 0;
    for (const auto& host : hosts) {
        if (host.addresses.empty()) {
            text += "; " + host.host.name.toString() + " has no usable address";
            onlySilence = false;
        }
        for (const auto& address : host.addresses) {
            onlySilence = onlySilence && reachOf(address) == Reach::Silent;
        }
    }
    auto finding = found(allDown, domain, text + (sender.failures.empty() ? "" : ": " + briefly(sender.failures)));
    if (onlySilence) {
        finding.status = policy.timeoutStatus; // the time ran out before the question could be answered
    }
    return finding;
}

std::vector<Finding> judgeSenders(const std::vector<HostSeen>& hosts, const std::string& domain, const Policy& policy)
{
    const auto senders = walkAsSenders(hosts, policy.families);
    const bool delivers =
        std::any_of(senders.begin(), senders.end(), [](const SenderClass& sender) { return sender.via != nullptr; });
    if (hosts.empty()) {
        return {};
    }
    if (!delivers) {
        return {nobodyDelivers(hosts, senders.front(), domain, policy)};
    }
    std::vector<Finding> findings;
    for (const auto& sender : senders) {
        if (sender.via != nullptr || !sender.family) {
            continue;
        }
        // An unanswered question about one family's addresses is a finding of its own.
        const bool unknown = std::any_of(hosts.begin(), hosts.end(),
                                         [](const HostSeen& host) { return host.lookupFailure.has_value(); });
        if (sender.addresses > 0) {
            findings.push_back(
                found(sendersCutOff, domain, sender.name + " senders have no way left: " + briefly(sender.failures)));
        } else if (!unknown) {
            const bool v4 = *sender.family == Family::IPv4;
            findings.push_back(found(v4 ? ipv4Missing : ipv6Missing, domain,
                                     v4 ? "no exchange has an IPv4 address" : "no exchange has an IPv6 address"));
        }
    }
    return findings;
}

std::size_t reachable(const std::vector<HostSeen>& hosts)
{
    return static_cast<std::size_t>(
        std::count_if(hosts.begin(), hosts.end(), [](const HostSeen& host) { return takesMail(host); }));
}

std::vector<Finding> judgeNumber(const std::vector<HostSeen>& hosts, const std::string& domain, const Policy& policy)
{
    const auto count = reachable(hosts);
    if (count == 0 || count >= policy.minHosts) {
        return {}; // none at all is said already
    }
    return {found(tooFewHosts, domain,
                  "only " + std::to_string(count) + " of " + std::to_string(hosts.size()) + " MX hosts " +
                      (count == 1 ? "takes" : "take") + " mail, " + std::to_string(policy.minHosts) + " wanted")};
}

std::vector<Metric> measure(const Observation& seen, const Policy& policy, const std::vector<HostSeen>& hosts)
{
    std::set<IpAddress> addresses;
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            addresses.insert(address.address);
        }
    }
    const bool implicit = seen.mx.state == MxSet::State::Implicit;
    std::vector<Metric> metrics{seconds("time", seen.total.count()), seconds("resolve", seen.resolve.count()),
                                count("mx", implicit ? 0 : static_cast<double>(seen.mx.records.size())),
                                count("addresses", static_cast<double>(addresses.size()))};
    if (!policy.connected) {
        return metrics;
    }
    metrics.push_back(count("reachable", static_cast<double>(reachable(hosts))));
    for (const auto& host : seen.hosts) {
        std::optional<double> slowest;
        for (const auto& address : host.addresses) {
            const auto* greeting = address.visit ? address.visit->at(Step::Greeting) : nullptr;
            if (greeting != nullptr && greeting->reply) {
                slowest = std::max(slowest.value_or(0), (address.visit->connect + greeting->seconds).count());
            }
        }
        if (slowest) {
            metrics.push_back(seconds(host.host.name.toString(), *slowest));
        }
    }
    return metrics;
}

std::string summarise(const Observation& seen, const Policy& policy, const std::vector<HostSeen>& hosts)
{
    const auto domain = seen.mx.domain.toString();
    if (policy.expectNull && seen.mx.state == MxSet::State::Null) {
        return domain + " has a null MX, as expected: it takes no mail";
    }
    if (hosts.empty()) {
        return domain + " has no MX host";
    }
    const auto total = std::to_string(hosts.size()) + (hosts.size() == 1 ? " MX host" : " MX hosts");
    if (!policy.connected) {
        return domain + " " + total + ", first " + shown(hosts.front().host);
    }
    auto text = domain + " " + std::to_string(reachable(hosts)) + " of " + total + " take mail";
    const auto senders = walkAsSenders(hosts, policy.families);
    if (const auto& first = senders.front(); first.via != nullptr) {
        text += ", first " + shown(first.reaches->host) + " " + outcome(*first.via);
    }
    return text + ", " + formatSeconds(seen.total.count());
}

} // namespace

Report judge(const Observation& seen, const Policy& policy)
{
    Report report;
    const auto domain = seen.mx.domain.toString();
    const auto hosts = meant(seen, policy);
    report.findings = judgeRecords(seen, policy);
    if (!policy.expectNull) {
        append(report.findings, judgeSenders(hosts, domain, policy));
        append(report.findings, judgeNumber(hosts, domain, policy));
        append(report.findings, judgeHosts(seen, policy));
        append(report.findings, judgeAddresses(seen));
    }
    report.metrics = measure(seen, policy, hosts);
    report.summary = summarise(seen, policy, hosts);
    report.observations = describe(seen);
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            if (address.visit) {
                report.transcript.push_back("* " + address.visit->subject());
                std::copy(address.visit->transcript.begin(), address.visit->transcript.end(),
                          std::back_inserter(report.transcript));
            }
        }
    }
    return report;
}

} // namespace mpm::checkMx
