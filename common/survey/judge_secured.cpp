// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/judge_secured.hpp"

#include "check/ascii.hpp"
#include "submission/sasl.hpp"
#include "survey/judge_visit.hpp"
#include "tls/findings.hpp"

#include <algorithm>

namespace mpm {
namespace {

/// What firewalls that "inspect" SMTP put in the place of a keyword: as many X, sometimes with a letter behind.
bool isMasked(const Capability& capability)
{
    const auto& keyword = capability.keyword;
    const auto others = keyword.find_first_not_of('X');
    return keyword.size() >= 7 && (others == std::string::npos || others + 1 == keyword.size());
}

Finding judgeMissing(const SmtpVisit& visit)
{
    const auto& offered = visit.clearCapabilities.all();
    const auto masked = std::find_if(offered.begin(), offered.end(), isMasked);
    if (masked != offered.end()) {
        auto finding =
            found(tlsFindings.startTlsMissing, visit.subject(),
                  "EHLO offers \"" + masked->keyword + "\" in the place of STARTTLS: a firewall disguises it");
        finding.remedy =
            "Switch off SMTP inspection (Cisco: no inspect esmtp, or allow-tls) in the firewall between here "
            "and the server.";
        return finding;
    }
    const auto* helo = visit.at(Step::Helo);
    return found(tlsFindings.startTlsMissing, visit.subject(),
                 helo != nullptr ? "EHLO is refused, so there is no STARTTLS" : "STARTTLS is not offered");
}

bool wasGreeted(const SmtpVisit& visit)
{
    const auto* ehlo = visit.at(Step::Ehlo);
    const auto* helo = visit.at(Step::Helo);
    return (ehlo != nullptr && ehlo->answered(250)) || (helo != nullptr && helo->answered(250));
}

} // namespace

void hintAtImplicitTls(std::vector<Finding>& findings, const SmtpVisit& visit)
{
    const auto* greeting = visit.at(Step::Greeting);
    const auto waits = [](const Failure& failure) {
        return failure.kind == FailureKind::TimedOut || failure.kind == FailureKind::Closed;
    };
    if (visit.tls || greeting == nullptr || !greeting->failure || !waits(*greeting->failure)) {
        return;
    }
    for (auto& finding : findings) {
        finding.remedy += " If TLS begins here with the first octet, as on port 465, use --smtps.";
    }
}

std::vector<Finding> judgeSecured(const SmtpVisit& visit, const TlsPolicy& policy)
{
    const auto subject = visit.subject();
    const auto* startTls = visit.at(Step::StartTls);
    if (!visit.tls) {
        if (startTls != nullptr && startTls->reply) {
            return {judgeUnwantedReply(*startTls, subject)};
        }
        if (startTls == nullptr && wasGreeted(visit) && !visit.clearCapabilities.has("STARTTLS")) {
            return {judgeMissing(visit)};
        }
        return {}; // it did not get so far; judgeVisit says why
    }
    auto findings = judgeTls(*visit.tls, policy, subject);
    if (startTls == nullptr && !visit.tls->insteadOfTls.raw().empty()) {
        findings.back().remedy = "The port speaks plain text first: use --starttls instead of --smtps, or the port of "
                                 "implicit TLS (465).";
    }
    if (visit.tls->established() && visit.capabilities.has("STARTTLS")) {
        findings.push_back(found(tlsFindings.startTlsAgain, subject,
                                 startTls == nullptr ? "EHLO offers STARTTLS though TLS began with the connection"
                                                     : "EHLO inside TLS still offers STARTTLS"));
        nameSession(findings.back(), *visit.tls);
    }
    return findings;
}

std::optional<Finding> judgeEarlyAuth(const SmtpVisit& visit)
{
    const auto* auth = visit.clearCapabilities.find("AUTH");
    if (auth == nullptr || visit.at(Step::StartTls) == nullptr || !visit.tls) {
        return std::nullopt;
    }
    std::vector<std::string> revealing;
    for (const auto& name : auth->parameterList()) {
        const auto mechanism = parseSaslMechanism(name);
        if ((mechanism && revealsPassword(*mechanism)) || equalIgnoringCase(name, "OAUTHBEARER")) {
            revealing.push_back(name);
        }
    }
    if (revealing.empty()) {
        return std::nullopt;
    }
    auto finding =
        found(tlsFindings.authBeforeTls, visit.subject(), "AUTH " + join(revealing, " ") + " is offered before TLS");
    nameSession(finding, *visit.tls);
    return finding;
}

} // namespace mpm
