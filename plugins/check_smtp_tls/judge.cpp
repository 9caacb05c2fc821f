// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check_smtp_tls/findings.hpp"
#include "check_smtp_tls/judge_address.hpp"
#include "check_smtp_tls/judge_exchanges.hpp"
#include "check_smtp_tls/senders.hpp"
#include "survey/describe.hpp"
#include "survey/measure.hpp"
#include "tls/judge_certificates.hpp"

#include <algorithm>
#include <array>

namespace mpm::checkSmtpTls {
namespace {

std::vector<const TlsFacts*> sessionsOf(const Observation& seen)
{
    std::vector<const TlsFacts*> sessions;
    for (const auto* visit : seen.visits()) {
        sessions.push_back(visit->tls ? &*visit->tls : nullptr);
    }
    return sessions;
}

std::vector<Finding> judgeAll(const Observation& seen, const Policy& policy)
{
    HostRules rules;
    rules.timeoutStatus = policy.tls.timeoutStatus;
    rules.dane = policy.daneWanted ? DaneDemand::Required : DaneDemand::Optional;
    rules.judgeAddress = [&](const AddressSeen& address) {
        return judgeAddress(*address.visit, seen.triesAt(*address.visit), policy);
    };
    rules.judgeHost = [&](const HostSeen& host) -> std::optional<HostFault> {
        auto left = leftOut(host.name, seen);
        return left ? std::optional(HostFault{*left, left->status == Status::Critical}) : std::nullopt;
    };
    auto findings = judgeSenders(seen);
    append(findings, judgeMailHosts(seen, rules));
    if (seen.sts) {
        append(findings, judgeSts(*seen.sts, policy.sts, policy.tls.timeoutStatus));
        append(findings, judgeOtherExchanges(seen));
    }
    sayWhoBounces(findings, seen);
    nameLeastSession(findings, sessionsOf(seen));
    return findings;
}

/// The session one of whose certificates ends before all others; null without any.
const TlsFacts* firstToEnd(const Observation& seen)
{
    const TlsFacts* first = nullptr;
    for (const auto* facts : seen.sessions()) {
        const auto* certificate = facts->firstToExpire();
        if (certificate != nullptr && (first == nullptr || certificate->notAfter < first->firstToExpire()->notAfter)) {
            first = facts;
        }
    }
    return first;
}

std::vector<Metric> measureAll(const Observation& seen, const Policy& policy)
{
    auto metrics = measure(seen, seen.visits(),
                           {{"connect", connectTime},
                            {"greeting", replyTime({Step::Greeting})},
                            {"ehlo", replyTime({Step::Ehlo, Step::Helo})},
                            {"starttls", replyTime({Step::StartTls})},
                            {"tls", handshakeTime}});
    if (const auto* facts = firstToEnd(seen)) {
        const auto& certificate = *facts->firstToExpire();
        Metric days;
        days.name = "cert_days";
        days.threshold = limitsOf(certificate, policy.tls.certDays);
        days.value = judgedDays(certificate, facts->at, days.threshold);
        days.judged = true;
        metrics.push_back(days);
    }
    for (auto& metric : metrics) {
        metric.note += leastSession(sessionsOf(seen));
    }
    return metrics;
}

bool hasSession(const SmtpVisit* visit)
{
    return visit->tls && visit->tls->established();
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
    const auto visits = seen.visits();
    const auto sessions = std::count_if(visits.begin(), visits.end(), hasSession);
    if (sessions == 0) {
        return withoutSession(seen, report);
    }
    const auto& first = **std::find_if(visits.begin(), visits.end(), hasSession);
    auto text = (seen.mx ? seen.target + " MX " : "") + first.subject() + " " + summaryOf(*first.tls);
    if (first.tls->dane && first.tls->dane->authenticated) {
        text += ", DANE";
    }
    text += policy.tls.verify ? "" : ", not verified";
    if (visits.size() > 1) {
        const auto all = std::to_string(visits.size()) + " addresses" +
                         (seen.hosts.size() > 1 ? " of " + std::to_string(seen.hosts.size()) + " hosts" : "");
        text += static_cast<std::size_t>(sessions) == visits.size()
                    ? "; all " + all + " pass"
                    : "; " + std::to_string(sessions) + " of " + all + (sessions == 1 ? " has" : " have") +
                          " a TLS session";
    }
    if ((seen.mx && !visitsOtherPorts(seen)) || seen.sts) {
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
    addCommands(report.findings, seen, seen.visits(), policy.byHand);
    report.metrics = measureAll(seen, policy);
    report.summary = summarise(seen, policy, report);
    tell(report, policy.parts, seen.visits(), [&] {
        auto observations = describe(seen);
        describeSenders(seen, observations);
        return observations;
    });
    if (const auto* facts = firstToEnd(seen)) {
        report.certExpiry = facts->firstToExpire()->notAfter.time_since_epoch().count();
    }
    for (const auto* visit : policy.parts.transcript ? seen.visits() : std::vector<const SmtpVisit*>()) {
        if (const auto injection = seen.triesAt(*visit).injection) {
            report.transcript.push_back("* " + visit->subject() + " again, for --check-injection");
            append(report.transcript, injection->transcript.lines());
        }
    }
    return report;
}

} // namespace mpm::checkSmtpTls
