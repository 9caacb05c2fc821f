// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/judge.hpp"

#include "check/append.hpp"
#include "check/range.hpp"
#include "check_mail_auth/dkim/judge_dkim.hpp"
#include "check_mail_auth/dkim/read_dkim.hpp"
#include "check_mail_auth/dmarc/judge_dmarc.hpp"
#include "check_mail_auth/dmarc/read_dmarc.hpp"
#include "check_mail_auth/findings.hpp"
#include "check_mail_auth/record_lines.hpp"
#include "check_mail_auth/spf/judge_spf.hpp"
#include "check_mail_auth/spf/read_spf.hpp"
#include "check_mail_auth/transport/judge_transport.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm::checkMailAuth {
namespace {

void add(Report& report, Part part)
{
    append(report.findings, std::move(part.findings));
    append(report.metrics, std::move(part.metrics));
    append(report.observations.facts, std::move(part.observations.facts));
    for (auto& [name, rows] : part.observations.tables) {
        append(report.observations.table(name), std::move(rows));
    }
    if (!part.summary.empty()) {
        report.summary += (report.summary.empty() ? "" : ", ") + part.summary;
    }
}

/// What became of every question for a record of the domain's; names above it, and of others, are not its DNS.
std::vector<const DnsAnswer*> answersIn(const Observation& seen, const DnsName& domain)
{
    std::vector<const DnsAnswer*> answers;
    for (const auto* of : {&seen.spf, &seen.dkim, &seen.dmarc, &seen.bimi}) {
        append(answers, of->all());
    }
    std::erase_if(answers, [&](const DnsAnswer* answer) { return !answer->question.name.isWithin(domain); });
    return answers;
}

/// Where nothing could be asked it is not one record that is missing, but the DNS: CRITICAL, or as --timeout says where
/// it was silent.
void weighSilence(std::vector<Finding>& findings, const Observation& seen, const DnsName& domain, const Policy& policy)
{
    const auto answers = answersIn(seen, domain);
    if (std::any_of(answers.begin(), answers.end(), [](const auto* answer) { return answer->isConclusive(); })) {
        return;
    }
    const bool silent = std::all_of(answers.begin(), answers.end(),
                                    [](const auto* answer) { return answer->outcome == DnsOutcome::TimedOut; });
    for (auto& finding : findings) {
        if (finding.id == recordUnanswered.id) {
            finding.status = silent ? policy.timeoutStatus : Status::Critical;
        }
    }
}

/// Whether there were questions left when the time was over. What was not asked because a silent server took the time
/// is told as that server's silence.
bool isUnfinished(const Observation& seen, const Target& target)
{
    const std::array readings{std::pair(&seen.spf, &readSpf), std::pair(&seen.dkim, &readDkim),
                              std::pair(&seen.dmarc, &readDmarc)};
    return std::any_of(readings.begin(), readings.end(), [&](const auto& each) {
        Reading reading(*each.first);
        each.second(target, reading);
        return !reading.missing().empty() && each.first->size() < mostQuestions;
    });
}

} // namespace

Report judge(const Observation& seen, const Target& target, const Policy& policy)
{
    Report report;
    report.metrics.push_back(seconds("time", seen.total.count()));
    add(report, judgeSpf(seen.spf, target, policy));
    add(report, judgeDkim(seen.dkim, target, policy));
    add(report, judgeDmarc(seen.dmarc, target, policy));
    add(report, judgeTransport(seen, target, policy));
    add(report, judgeNullMx(seen, target, policy));
    add(report, reportBimi(seen.bimi, target));
    weighSilence(report.findings, seen, target.domain, policy);
    const bool unanswered = std::any_of(report.findings.begin(), report.findings.end(),
                                        [](const Finding& each) { return each.id == recordUnanswered.id; });
    if (!unanswered && isUnfinished(seen, target)) {
        report.findings.push_back(found(hostFindings.timedOut, target.domain.toString(),
                                        "the time was over before all records could be asked for"));
        report.findings.back().status = policy.timeoutStatus;
    }
    const auto domain = target.domain.toString();
    report.summary = domain + (report.summary.empty() ? " has no record that is judged" : " " + report.summary) + ", " +
                     formatSeconds(seen.total.count());
    if (policy.parts.replies) {
        report.replies = recordLines(report.observations);
    }
    if (policy.parts.transcript) {
        report.transcript = questionLines(seen);
    }
    if (!policy.parts.observations) {
        report.observations = {};
    }
    return report;
}

} // namespace mpm::checkMailAuth
