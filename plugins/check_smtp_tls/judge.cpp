// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/redundancy.hpp"
#include "check_smtp_tls/findings.hpp"
#include "check_smtp_tls/judge_address.hpp"
#include "check_smtp_tls/judge_exchanges.hpp"
#include "check_smtp_tls/measure.hpp"
#include "check_smtp_tls/senders.hpp"
#include "io/judge_failure.hpp"
#include "mta_sts/findings.hpp"
#include "smtp/findings.hpp"
#include "survey/judge_mx.hpp"
#include "survey/judge_visit.hpp"
#include "tls/dane_lookup.hpp"
#include "tls/findings.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace mpm::checkSmtpTls {
namespace {

/// A host without any address is a part that doesn't work; one family's failure beside addresses is a warning.
Finding judgeLookup(const HostSeen& host, const Observation& seen, const Policy& policy)
{
    if (host.literal) {
        return found(mxFindings.addressLiteral, host.host, "is an address, not a host name");
    }
    const auto failure = host.lookupFailure.value_or(Failure{FailureKind::NoSuchName, "name has no address"});
    auto finding = judgeLookupFailure(failure, host.host, policy.tls.timeoutStatus);
    if (seen.mx) {
        finding = found(mxFindings.unresolvable, host.host, failure.detail);
        finding.status = Status::Critical;
    }
    if (!host.addresses.empty()) {
        finding.status = Status::Warning;
    }
    return finding;
}

std::vector<const TlsFacts*> sessionsOf(const Observation& seen)
{
    std::vector<const TlsFacts*> sessions;
    for (const auto* address : seen.addresses()) {
        sessions.push_back(address->visit.tls ? &*address->visit.tls : nullptr);
    }
    return sessions;
}

std::vector<Finding> judgeAll(const Observation& seen, const Policy& policy)
{
    auto findings = judgeSenders(seen);
    std::vector<RedundantPart> parts;
    if (seen.mx) {
        append(findings, judgeMxSet(*seen.mx, policy.tls.timeoutStatus));
    }
    if (policy.daneWanted && !seen.hosts.empty() && !seen.mxInsecure.empty()) {
        findings.push_back(judgeInsecureMx(seen.target, seen.mxInsecure));
    }
    std::vector<NamedAddress> addresses;
    for (const auto& host : seen.hosts) {
        const auto tlsa = judgeTlsaOf(host, policy);
        for (const auto& address : host.addresses) {
            parts.push_back(judgeAddress(address, policy));
            parts.back().works = parts.back().works && (!tlsa || !policy.daneWanted);
            addresses.push_back({host.host, address.visit.endpoint.address, !address.visit.connectFailure});
        }
        if (tlsa && !host.addresses.empty()) {
            parts.back().findings.push_back(*tlsa);
        }
        if (const auto left = leftOut(host.name, seen); left && !host.addresses.empty()) {
            parts.back().findings.push_back(*left);
            std::for_each(parts.end() - static_cast<std::ptrdiff_t>(host.addresses.size()), parts.end(),
                          [&](RedundantPart& part) { part.works = part.works && left->status != Status::Critical; });
        }
        if (host.addresses.empty()) {
            parts.push_back({false, {judgeLookup(host, seen, policy)}});
        } else if (host.lookupFailure) {
            findings.push_back(judgeLookup(host, seen, policy));
        }
    }
    append(findings, judgeRedundancy(std::move(parts), seen.hosts.size() > 1 ? "addresses of all hosts" : "addresses"));
    if (seen.mx) {
        append(findings, judgeReachability(addresses));
    }
    append(findings, judgeLeftOut(seen.target, seen.hosts.size(), seen.hostsLeftOut, "exchanges"));
    for (const auto& host : seen.hosts) {
        append(findings, judgeLeftOut(host.host, host.addresses.size(), host.addressesLeftOut, "addresses"));
    }
    if (seen.sts) {
        append(findings, judgeSts(*seen.sts, policy.sts, policy.tls.timeoutStatus));
        append(findings, judgeOtherExchanges(seen));
    }
    sayWhoBounces(findings, seen);
    nameLeastSession(findings, sessionsOf(seen));
    return findings;
}

bool hasSession(const AddressSeen* address)
{
    return address->visit.tls && address->visit.tls->established();
}

/// Whether this can be OK only by the STATUS of --timeout.
bool isOkByTimeout(const Finding& finding)
{
    const std::array ids{hostFindings.timedOut.id, tlsFindings.daneLookupFailed.id, stsFindings.policyUnavailable.id,
                         ownFindings.injectionUntested.id};
    return finding.status == Status::Ok && std::find(ids.begin(), ids.end(), finding.id) != ids.end();
}

/// What counts as OK only because the user says so: line 1 names it all the same.
std::string pardoned(const std::vector<Finding>& findings)
{
    std::vector<std::string> ids;
    for (const auto& finding : findings) {
        const bool matters = finding.status != Status::Ok || isOkByTimeout(finding);
        if (matters && std::find(ids.begin(), ids.end(), finding.id) == ids.end()) {
            ids.push_back(finding.id);
        }
    }
    return ids.empty() ? "" : "; counted as OK: " + join(ids, ", ");
}

/// Line 1 where no address has a TLS session, and still nothing is wrong in the user's eyes.
std::string withoutSession(const Observation& seen, const Report& report)
{
    const auto told = report.status() == Status::Ok && !report.findings.empty() ? report.findings.front().summary()
                                                                                : report.headline();
    return (told.empty() ? seen.target + " was not visited" : told) + "; no TLS session, so nothing else was judged";
}

std::string summarise(const Observation& seen, const Policy& policy, const Report& report)
{
    const auto addresses = seen.addresses();
    const auto sessions = std::count_if(addresses.begin(), addresses.end(), hasSession);
    if (sessions == 0) {
        return withoutSession(seen, report);
    }
    const auto& first = (*std::find_if(addresses.begin(), addresses.end(), hasSession))->visit;
    auto text = (seen.mx ? seen.target + " MX " : "") + first.subject() + " " + summaryOf(*first.tls);
    if (first.tls->dane && first.tls->dane->authenticated) {
        text += ", DANE";
    }
    text += policy.tls.verify ? "" : ", not verified";
    if (addresses.size() > 1) {
        const auto all = std::to_string(addresses.size()) + " addresses" +
                         (seen.hosts.size() > 1 ? " of " + std::to_string(seen.hosts.size()) + " hosts" : "");
        text += static_cast<std::size_t>(sessions) == addresses.size()
                    ? "; all " + all + " pass"
                    : "; " + std::to_string(sessions) + " of " + all + (sessions == 1 ? " has" : " have") +
                          " a TLS session";
    }
    if (seen.mx || seen.sts) {
        text += "; good for " + namesOfServed(seen) + " senders";
    }
    return text + pardoned(report.findings);
}

} // namespace

Report judge(const Observation& seen, const Policy& given)
{
    auto policy = given;
    policy.tls.daneSuffices = !seen.sts || !isEnforced(*seen.sts); // MTA-STS wants PKIX beside DANE
    Report report;
    report.findings = judgeAll(seen, policy);
    report.metrics = measure(seen, policy);
    for (auto& metric : report.metrics) {
        metric.note = leastSession(sessionsOf(seen));
    }
    report.summary = summarise(seen, policy, report);
    report.observations = describe(seen);
    describeSenders(seen, report.observations);
    for (const auto* address : seen.addresses()) {
        report.transcript.push_back("* " + address->visit.subject());
        report.transcript.insert(report.transcript.end(), address->visit.transcript.begin(),
                                 address->visit.transcript.end());
        if (address->injection) {
            report.transcript.push_back("* " + address->visit.subject() + " again, for --check-injection");
            report.transcript.insert(report.transcript.end(), address->injection->transcript.begin(),
                                     address->injection->transcript.end());
        }
    }
    return report;
}

} // namespace mpm::checkSmtpTls
