// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge_address.hpp"

#include "check/append.hpp"
#include "check_smtp_tls/findings.hpp"
#include "survey/judge_secured.hpp"
#include "survey/judge_visit.hpp"
#include "tls/findings.hpp"

#include <algorithm>
#include <array>
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

/// The session with a certificate of the other kind of key. A server that has none refuses the handshake, which says
/// nothing: null.
const TlsFacts* otherSession(const Tries& tries)
{
    const auto* facts = tries.otherKey && tries.otherKey->tls ? &*tries.otherKey->tls : nullptr;
    return facts == nullptr || !facts->established() || facts->chain.empty() ? nullptr : facts;
}

/// Whether it is about the server's own certificate and its days: of two with the same words each has its own fault.
bool isOfOneCertificate(const Finding& finding, const Certificate& own)
{
    static const std::array dates{tlsFindings.certExpired.id, tlsFindings.certExpiresSoon.id,
                                  tlsFindings.certNotYetValid.id};
    return std::find(dates.begin(), dates.end(), finding.id) != dates.end() &&
           finding.message.starts_with("certificate " + own.shortName() + " ");
}

bool isAmong(const std::vector<Finding>& findings, const Finding& one)
{
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& each) { return each.id == one.id && each.message == one.message; });
}

void nameKey(Finding& finding, const Certificate& own)
{
    const auto of = own.keyType + " certificate: ";
    finding.message.insert(0, of);
    finding.headline.insert(0, finding.headline.empty() ? "" : of);
}

/// What is wrong with one of two certificates, of the first session and of the other one: both are told, each by the
/// kind of its key; what is wrong with both alike is told once.
void judgeOtherKey(std::vector<Finding>& findings, const TlsFacts& first, const TlsFacts& other,
                   const TlsPolicy& policy, const std::string& subject)
{
    const auto ofFirst = judgeTls(first, policy, subject);
    const auto ofOther = judgeTls(other, policy, subject);
    for (auto& finding : findings) {
        const bool alike = isAmong(ofOther, finding) && !isOfOneCertificate(finding, first.chain.front());
        if (isAmong(ofFirst, finding) && !alike && finding.id != tlsFindings.daneRollover.id) {
            nameKey(finding, first.chain.front());
        }
    }
    for (auto finding : ofOther) {
        const bool alike = isAmong(ofFirst, finding) && !isOfOneCertificate(finding, other.chain.front());
        if (!alike && finding.id != tlsFindings.daneRollover.id) {
            nameKey(finding, other.chain.front());
            findings.push_back(std::move(finding));
        }
    }
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
    const auto* other = otherSession(tries);
    if (other != nullptr && visit.tls && visit.tls->established() && !visit.tls->chain.empty()) {
        judgeOtherKey(findings, *visit.tls, *other, policy.tls, visit.subject());
    }
    for (auto& finding : findings) {
        if (visit.tls) {
            nameSession(finding, *visit.tls);
        }
    }
    const bool works = letsMailThrough(findings);
    return {{works, std::move(findings)}, !visit.connectFailure};
}

} // namespace mpm::checkSmtpTls
