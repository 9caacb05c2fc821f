// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge_address.hpp"

#include "check/append.hpp"
#include "check_smtp_tls/findings.hpp"
#include "smtp/findings.hpp"
#include "survey/judge_secured.hpp"
#include "survey/judge_visit.hpp"
#include "tls/dane_lookup.hpp"
#include "tls/findings.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mpm::checkSmtpTls {
namespace {

bool stopsSenders(const Finding& finding)
{
    return finding.status == Status::Critical || finding.status == Status::Unknown ||
           finding.id == hostFindings.timedOut.id;
}

/// What tries that no honest sender makes came to. They say nothing about whether the address works.
std::vector<Finding> judgeTries(const AddressSeen& address, Status timeoutStatus)
{
    std::vector<Finding> findings;
    const auto subject = address.visit.subject();
    if (address.injection && address.injection->outcome == InjectionTest::Outcome::Answered) {
        findings.push_back(found(tlsFindings.startTlsInjection, subject,
                                 "a command sent in the clear behind STARTTLS was answered inside TLS: " +
                                     address.injection->evidence));
    }
    if (address.injection && address.injection->failure) {
        const auto& failure = *address.injection->failure;
        findings.push_back(
            found(ownFindings.injectionUntested, subject, "--check-injection was not tried: " + failure.detail));
        if (failure.kind == FailureKind::TimedOut) {
            findings.back().status = timeoutStatus;
        }
    }
    if (address.oldVersions && address.oldVersions->tls && address.oldVersions->tls->established()) {
        findings.push_back(
            found(tlsFindings.oldVersion, subject,
                  "the server still accepts " + std::string(toString(address.oldVersions->tls->version))));
    }
    return findings;
}

} // namespace

RedundantPart judgeAddress(const AddressSeen& address, const Policy& policy)
{
    RedundantPart part;
    part.findings = judgeVisit(address.visit, policy.tls.timeoutStatus);
    hintAtImplicitTls(part.findings, address.visit);
    append(part.findings, judgeSecured(address.visit, policy.tls));
    append(part.findings, judgeTries(address, policy.tls.timeoutStatus));
    if (address.visit.tls) {
        for (auto& finding : part.findings) {
            nameSession(finding, *address.visit.tls);
        }
    }
    part.works = std::none_of(part.findings.begin(), part.findings.end(), stopsSenders);
    return part;
}

std::optional<Finding> judgeTlsaOf(const HostSeen& host, const Policy& policy)
{
    return host.tlsa
               ? judgeTlsaLookup(*host.tlsa, host.name, policy.daneWanted ? DaneDemand::Required : DaneDemand::Optional,
                                 policy.tls.timeoutStatus)
               : std::nullopt;
}

} // namespace mpm::checkSmtpTls
