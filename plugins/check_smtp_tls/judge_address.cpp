// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge_address.hpp"

#include "check/append.hpp"
#include "check_smtp_tls/findings.hpp"
#include "survey/judge_secured.hpp"
#include "survey/judge_visit.hpp"
#include "tls/findings.hpp"

#include <algorithm>
#include <utility>

namespace mpm::checkSmtpTls {
namespace {

/// What tries that no honest sender makes came to. They say nothing about whether the address works.
std::vector<Finding> judgeTries(const SmtpVisit& visit, const Tries& tries, Status timeoutStatus)
{
    std::vector<Finding> findings;
    const auto subject = visit.subject();
    if (tries.injection && tries.injection->outcome == InjectionTest::Outcome::Answered) {
        findings.push_back(
            found(tlsFindings.startTlsInjection, subject,
                  "a command sent in the clear behind STARTTLS was answered inside TLS: " + tries.injection->evidence));
    }
    if (tries.injection && tries.injection->failure) {
        const auto& failure = *tries.injection->failure;
        findings.push_back(
            found(ownFindings.injectionUntested, subject, "--check-injection was not tried: " + failure.detail));
        if (failure.kind == FailureKind::TimedOut) {
            findings.back().status = timeoutStatus;
        }
    }
    if (tries.oldVersions && tries.oldVersions->tls && tries.oldVersions->tls->established()) {
        findings.push_back(found(tlsFindings.oldVersion, subject,
                                 "the server still accepts " + std::string(toString(tries.oldVersions->tls->version))));
    }
    return findings;
}

/// What is wrong with the certificate of the other kind of key alone. A server that has none refuses the handshake,
/// which says nothing.
std::vector<Finding> judgeOtherKey(const Tries& tries, const Policy& policy, const std::string& subject,
                                   const std::vector<Finding>& known)
{
    const auto* facts = tries.otherKey && tries.otherKey->tls ? &*tries.otherKey->tls : nullptr;
    if (facts == nullptr || !facts->established() || facts->chain.empty()) {
        return {};
    }
    std::vector<Finding> findings;
    for (auto& finding : judgeTls(*facts, policy.tls, subject)) {
        const bool again = std::any_of(known.begin(), known.end(), [&](const Finding& each) {
            return each.id == finding.id && each.message == finding.message;
        });
        if (!again && finding.id != tlsFindings.daneRollover.id) {
            const auto of = facts->chain.front().keyType + " certificate: ";
            finding.message.insert(0, of);
            finding.headline.insert(0, of);
            findings.push_back(std::move(finding));
        }
    }
    return findings;
}

} // namespace

JudgedAddress judgeAddress(const SmtpVisit& visit, const Tries& tries, const Policy& policy)
{
    const auto timeoutStatus = policy.tls.timeoutStatus;
    auto findings = judgeVisit(visit, timeoutStatus);
    hintAtImplicitTls(findings, visit);
    append(findings, judgeSecured(visit, policy.tls));
    if (auto early = judgeEarlyAuth(visit)) {
        findings.push_back(std::move(*early));
    }
    append(findings, judgeTries(visit, tries, timeoutStatus));
    append(findings, judgeOtherKey(tries, policy, visit.subject(), findings));
    for (auto& finding : findings) {
        if (visit.tls) {
            nameSession(finding, *visit.tls);
        }
    }
    const bool works = letsMailThrough(findings);
    return {{works, std::move(findings)}, !visit.connectFailure};
}

} // namespace mpm::checkSmtpTls
