// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/measure.hpp"

#include "check/ascii.hpp"
#include "check/render_text.hpp"
#include "check_mx/address_state.hpp"
#include "check_mx/judge_blocklists.hpp"
#include "survey/measure.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace mpm::checkMx {
namespace {

using namespace std::string_view_literals;

/// What Nagios and what reads its perfdata keep of it for sure.
constexpr std::size_t mostPerfdata = 4096;

bool hasMetric(const std::string& name)
{
    return !isFixedMetric(name) && std::all_of(name.begin(), name.end(), [](char c) {
        return isLowercase(c) || isDigit(c) || c == '.' || c == '_' || c == '-';
    });
}

/// The host's metric, with the address that took longest to the end of its greeting.
std::optional<Metric> slowestGreeting(const HostSeen& host)
{
    std::optional<Metric> slowest;
    for (const auto& address : host.addresses) {
        const auto* greeting = address.visit ? address.visit->at(Step::Greeting) : nullptr;
        if (greeting == nullptr || !greeting->reply) {
            continue;
        }
        const auto took = (address.visit->connect + greeting->seconds).count();
        if (!slowest || took > slowest->value) {
            slowest = seconds(host.host, took);
            slowest->note = " at " + address.visit->subject();
        }
    }
    return slowest;
}

/// An exchange whose addresses the DNS did not tell may have any number of them.
bool knowsNoAddress(const HostSeen& host)
{
    return host.addresses.empty() && host.lookupFailure && host.lookupFailure->kind != FailureKind::NoSuchName;
}

std::vector<Metric> ofDomain(const Observation& seen, const Policy& policy, const std::vector<HostSeen>& hosts)
{
    auto metrics = mpm::measure(seen, seen.visits(),
                                {{"connect", connectTime},
                                 {"greeting", replyTime({Step::Greeting})},
                                 {"ehlo", replyTime({Step::Ehlo, Step::Helo})}});
    metrics.resize(2); // the steps are told only as what took the time
    if (seen.mx->state == MxSet::State::Failed) {
        return metrics;
    }
    const bool implicit = seen.mx->state == MxSet::State::Implicit;
    metrics.push_back(count("mx", implicit ? 0 : static_cast<double>(seen.mx->records.size())));
    std::set<IpAddress> addresses;
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            addresses.insert(address.address);
        }
    }
    if (!addresses.empty() || std::none_of(seen.hosts.begin(), seen.hosts.end(), knowsNoAddress)) {
        metrics.push_back(count("addresses", static_cast<double>(addresses.size())));
    }
    if (policy.connected && std::any_of(hosts.begin(), hosts.end(), wasTried)) {
        const auto taking = std::count_if(hosts.begin(), hosts.end(), [](const auto& host) { return takesMail(host); });
        metrics.push_back(count("reachable", static_cast<double>(taking)));
        const auto accepting =
            std::count_if(hosts.begin(), hosts.end(), [](const auto& host) { return accepts(host); });
        metrics.push_back(count("accepting", static_cast<double>(accepting)));
    }
    return metrics;
}

} // namespace

bool isFixedMetric(std::string_view name)
{
    static constexpr std::array fixed{"time"sv,      "resolve"sv,   "mx"sv,    "addresses"sv,
                                      "reachable"sv, "accepting"sv, "listed"sv};
    return std::find(fixed.begin(), fixed.end(), name) != fixed.end();
}

Measured measure(const Observation& seen, const Policy& policy, const std::vector<HostSeen>& hosts)
{
    Measured result;
    result.metrics = ofDomain(seen, policy, hosts);
    if (const auto listed = countListed(seen)) {
        result.metrics.push_back(count("listed", static_cast<double>(*listed)));
    }
    Report judged; // all hosts are judged, also those that the perfdata has no room for
    judged.target = seen.target;
    for (const auto& host : seen.hosts) {
        const auto name = host.host;
        if (const auto slowest = slowestGreeting(host); slowest && hasMetric(name)) {
            judged.metrics.push_back(*slowest);
        }
    }
    conclude(judged, policy.hostThresholds, {}, {});
    result.findings = std::move(judged.findings);
    auto size = renderPerfdata(result.metrics).size();
    for (auto& metric : judged.metrics) {
        metric.judged = true;
        size += 1 + renderPerfdata({metric}).size();
        if (size > mostPerfdata) {
            break;
        }
        result.metrics.push_back(std::move(metric));
    }
    return result;
}

} // namespace mpm::checkMx
