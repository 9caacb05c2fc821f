// SPDX-License-Identifier: GPL-3.0-or-later
#include "mta_sts/judge.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "mta_sts/findings.hpp"

#include <algorithm>

namespace mpm {
namespace {

using State = PolicyRecord::State;

constexpr std::uint64_t leastMaxAge = 86400;

void judgePolicy(const StsSeen& seen, const std::string& subject, Status timeoutStatus, std::vector<Finding>& findings)
{
    if (!seen.policy) {
        const bool fetched = seen.fetch && !seen.fetch->failure && seen.fetch->response.status == 200;
        findings.push_back(found(fetched ? stsFindings.policyInvalid : stsFindings.policyUnavailable, subject,
                                 "MTA-STS policy: " + seen.fault));
        if (!seen.remedy.empty()) {
            findings.back().remedy = seen.remedy;
        }
        if (seen.fetch && seen.fetch->failure && seen.fetch->failure->kind == FailureKind::TimedOut) {
            findings.back().status = timeoutStatus;
        }
        return;
    }
    if (seen.policy->mode != StsMode::Enforce) {
        findings.push_back(found(stsFindings.notEnforced, subject,
                                 "the mode of the MTA-STS policy is " + std::string(toString(seen.policy->mode))));
    }
    if (seen.policy->maxAge < leastMaxAge && seen.policy->mode != StsMode::None) {
        findings.push_back(found(stsFindings.maxAge, subject,
                                 "max_age of the MTA-STS policy is " + std::to_string(seen.policy->maxAge) + " s"));
    }
    if (seen.fetch->response.contentType != "text/plain") {
        findings.push_back(
            found(stsFindings.contentType, subject,
                  "the MTA-STS policy is served as \"" + harmless(seen.fetch->response.contentType, 60) + "\""));
    }
}

/// The finding with the domain's name where its remedy has a place for it.
Finding named(Finding finding, const std::string& domain)
{
    constexpr std::string_view place = "DOMAIN";
    for (auto at = finding.remedy.find(place); at != std::string::npos; at = finding.remedy.find(place, at)) {
        finding.remedy.replace(at, place.size(), domain);
        at += domain.size();
    }
    return finding;
}

Finding judgeUnanswered(const StsSeen& seen, StsDemand demand, Status timeoutStatus)
{
    const auto subject = seen.domain.toString();
    const auto sentence = "MTA-STS record: " + seen.record.detail;
    if (demand == StsDemand::Optional) {
        return found(stsFindings.lookupFailed, subject, sentence);
    }
    auto finding = found(stsFindings.policyUnavailable, subject, sentence);
    finding.remedy =
        "Check that the resolver answers (dig TXT _mta-sts." + subject + ") and that the zone's own name servers do.";
    if (seen.record.silent) {
        finding.status = timeoutStatus;
    }
    return finding;
}

} // namespace

std::vector<Finding> judgeSts(const StsSeen& seen, StsDemand demand, Status timeoutStatus)
{
    std::vector<Finding> findings;
    const auto subject = seen.domain.toString();
    switch (seen.record.state) {
    case State::Missing:
        if (demand == StsDemand::Required) {
            const auto detail = seen.record.detail.empty() ? "" : ": " + seen.record.detail;
            findings.push_back(found(stsFindings.missing, subject, "there is no MTA-STS record" + detail));
            findings.back().status = Status::Critical;
        }
        break;
    case State::Several:
    case State::Invalid:
        findings.push_back(found(stsFindings.recordInvalid, subject, "MTA-STS record: " + seen.record.detail));
        break;
    case State::Failed: findings.push_back(judgeUnanswered(seen, demand, timeoutStatus)); break;
    case State::Valid: judgePolicy(seen, subject, timeoutStatus, findings); break;
    }
    if (seen.report.state == State::Missing) {
        findings.push_back(found(stsFindings.reportMissing, subject, "there is no TLSRPT record"));
    } else if (seen.report.state == State::Invalid || seen.report.state == State::Several) {
        findings.push_back(found(stsFindings.reportInvalid, subject, "TLSRPT record: " + seen.report.detail));
    } else if (seen.report.state == State::Failed) {
        findings.push_back(found(stsFindings.lookupFailed, subject, "TLSRPT record: " + seen.report.detail));
    }
    std::transform(findings.begin(), findings.end(), findings.begin(),
                   [&](Finding& finding) { return named(std::move(finding), subject); });
    return findings;
}

std::optional<Finding> judgeExchange(const StsSeen& seen, const DnsName& host)
{
    if (!seen.policy || seen.policy->mode == StsMode::None || seen.policy->allows(host)) {
        return std::nullopt;
    }
    auto finding = found(stsFindings.mxMismatch, host.toString(),
                         "the MTA-STS policy of " + seen.domain.toString() + " allows only " +
                             harmless(join(seen.policy->mx, ", ")));
    if (!isEnforced(seen)) {
        finding.status = Status::Warning;
    }
    return finding;
}

bool isEnforced(const StsSeen& seen)
{
    return seen.policy && seen.policy->mode == StsMode::Enforce;
}

} // namespace mpm
