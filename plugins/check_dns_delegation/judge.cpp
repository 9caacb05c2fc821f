// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/judge.hpp"

#include "check/append.hpp"
#include "check_dns_delegation/delegation/judge_glue.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/judge_networks.hpp"
#include "check_dns_delegation/delegation/judge_sets.hpp"
#include "check_dns_delegation/delegation/ttl_words.hpp"
#include "check_dns_delegation/dnssec/judge_dnssec.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/registry/judge_registry.hpp"
#include "check_dns_delegation/servers/judge_servers.hpp"
#include "check_dns_delegation/servers/judge_soa.hpp"
#include "check_dns_delegation/walk/judge_walk.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

/// Those all of whose addresses serve the zone, and give validators what they need.
std::size_t goodServers(const Assessment& assessment, const DnssecVerdict& dnssec)
{
    const auto& servers = assessment.seen.servers;
    return static_cast<std::size_t>(std::count_if(servers.begin(), servers.end(), [&](const NameServerSeen& server) {
        return assessment.isGood(server) &&
               std::none_of(server.addresses.begin(), server.addresses.end(),
                            [&](const IpAddress& address) { return dnssec.unsound.contains(address); });
    }));
}

/// What a server's metric is called: never like one of this check's own, whatever a zone calls its servers.
std::string metricName(const DnsName& server)
{
    const auto name = server.toString();
    return name.find('.') == std::string::npos ? name + "." : name;
}

std::vector<Metric> measure(const Assessment& assessment, const DnssecVerdict& dnssec)
{
    const auto& seen = assessment.seen;
    std::vector<Metric> metrics{seconds("time", seen.total.count()),
                                count("servers", static_cast<double>(seen.servers.size())),
                                count("servers_ok", static_cast<double>(goodServers(assessment, dnssec)))};
    if (!assessment.nobody()) {
        metrics.push_back(count("serial_spread", serialSpreadOf(assessment)));
    }
    if (dnssec.rrsigDays) {
        metrics.push_back(rrsigDaysMetric(*dnssec.rrsigDays, assessment.policy));
    }
    if (const auto days = domainDays(seen)) {
        metrics.push_back(*days);
    }
    for (const auto& server : seen.servers) {
        std::optional<double> slowest;
        for (const auto& address : server.addresses) {
            const auto* soa = seen.at(address)->at(Topic::Soa);
            if (soa != nullptr && assessment.isGood(address)) {
                slowest = std::max(slowest.value_or(0), soa->seconds.count());
            }
        }
        if (slowest) {
            metrics.push_back(seconds(metricName(server.name), *slowest));
        }
    }
    return metrics;
}

std::string summarise(const Assessment& assessment, const DnssecVerdict& dnssec)
{
    const auto& seen = assessment.seen;
    const auto servers = seen.servers.size();
    const auto serving = std::count_if(seen.servers.begin(), seen.servers.end(), [&](const NameServerSeen& server) {
        return std::any_of(server.addresses.begin(), server.addresses.end(),
                           [&](const IpAddress& address) { return assessment.isGood(address); });
    });
    auto text = seen.zone.toString() + " is served by " + std::to_string(serving) + " of " + std::to_string(servers) +
                (servers == 1 ? " name server" : " name servers") + " (" + std::to_string(assessment.good.size()) +
                " of " + std::to_string(seen.addresses.size()) +
                (seen.addresses.size() == 1 ? " address" : " addresses") + ")";
    if (dnssec.isSigned && dnssec.hasDs) {
        text += dnssec.rrsigDays.value_or(-1) > 0 ? ", signed for " + formatNumber(*dnssec.rrsigDays, 0) + " more days"
                                                  : ", signed";
    } else if (dnssec.countsAsUnsigned) {
        text += ", unsigned for validators";
    }
    return text + registeredFor(seen) + ", " + formatSeconds(seen.total.count());
}

} // namespace

Report judge(const Observation& seen, const Policy& policy)
{
    Report report;
    if (policy.parts.observations) {
        report.observations = describe(seen);
    }
    if (policy.parts.replies) {
        report.replies = ttlWords(seen);
    }
    if (policy.parts.transcript) {
        report.transcript = transcriptOf(seen);
        for (const auto& words : ttlWords(seen)) {
            report.transcript.push_back("* " + words);
        }
    }
    if (const auto finding = judgeWalk(seen, policy)) {
        report.findings.push_back(*finding);
        append(report.findings, judgeRegistry(seen));
        report.metrics = {seconds("time", seen.total.count())};
        if (const auto days = domainDays(seen)) {
            report.metrics.push_back(*days);
        }
        report.summary = seen.zone.toString() + " " + finding->message;
        return report;
    }
    const auto assessment = assess(seen, policy);
    append(report.findings, judgeService(assessment));
    const auto first = report.findings.empty() ? "" : report.findings.front().message;
    append(report.findings, judgeNsSets(assessment));
    DnssecVerdict dnssec;
    if (seen.addresses.empty()) { // which may be why
        append(report.findings, judgeGlue(assessment));
    }
    if (!assessment.nobody()) { // else all of this follows
        append(report.findings, judgeNames(assessment));
        append(report.findings, judgeGlue(assessment));
        append(report.findings, judgeProtocol(assessment));
        append(report.findings, judgeSoa(assessment));
        dnssec = judgeDnssec(assessment);
        append(report.findings, dnssec.findings);
    }
    append(report.findings, judgeNetworks(assessment));
    if (isNobodyAsAddressesAreNotGlobal(assessment)) { // the cause comes first
        std::stable_partition(report.findings.begin(), report.findings.end(),
                              [](const Finding& finding) { return finding.id == delegationFindings.notGlobal.id; });
    }
    append(report.findings, judgeRegistry(seen));
    report.metrics = measure(assessment, dnssec);
    report.summary = assessment.nobody() ? seen.zone.toString() + " " + first : summarise(assessment, dnssec);
    return report;
}

} // namespace mpm::checkDnsDelegation
