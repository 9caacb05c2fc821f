// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/judge_tls.hpp"

#include "check/append.hpp"
#include "io/judge_failure.hpp"
#include "tls/findings.hpp"
#include "tls/judge_certificates.hpp"
#include "tls/judge_dane.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mpm {
namespace {

constexpr int leastDhBits = 2048;

std::vector<Finding> withoutWeight(std::vector<Finding> findings, const std::string& why)
{
    for (auto& finding : findings) {
        finding.status = Status::Ok;
        finding.message += "; " + why;
    }
    return findings;
}

/// By the server's alert (RFC 8446 section 6.2) and what was said to it; empty where these tell nothing.
std::string remedyForHandshake(const TlsFacts& facts)
{
    if (auto remedy = remedyForClient(facts); !remedy.empty()) {
        return remedy;
    }
    if (facts.alert == "unrecognized name" && !facts.sni.empty()) {
        return "The server knows no certificate for " + facts.sni +
               ": configure one for this name, or ask for another name with --sni.";
    }
    if ((facts.alert == "unrecognized name" || facts.alert == "handshake failure") && facts.sni.empty()) {
        return "No server name was asked for, since the host is an address, and a server with several certificates "
               "may want one: --sni NAME, or the host by its name. Else read the server's log: no common cipher, or a "
               "missing key or certificate.";
    }
    if (facts.alert == "protocol version" ||
        facts.failure->detail.find("chose a version of SSL") != std::string::npos) {
        return "Enable TLS 1.2 and 1.3 in the server (Postfix: smtpd_tls_protocols = !SSLv2, !SSLv3, "
               "!TLSv1, !TLSv1.1; Exim: openssl_options): what it speaks is so old that nobody else does.";
    }
    return {};
}

Finding judgeHandshake(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    const auto& failure = *facts.failure;
    if (failure.kind == FailureKind::TimedOut || failure.kind == FailureKind::LocalFault) {
        return judgeFailure(failure, subject, "TLS handshake", policy.timeoutStatus, hostFindings.handshakeFailed);
    }
    const auto& instead = facts.insteadOfTls;
    auto finding = found(hostFindings.handshakeFailed, subject,
                         "TLS handshake: " + failure.detail +
                             (instead.raw().empty() ? "" : ", but \"" + instead.shown(80) + "\""));
    if (const auto remedy = remedyForHandshake(facts); !remedy.empty()) {
        finding.remedy = remedy;
    }
    return finding;
}

std::vector<Finding> judgeSession(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    std::vector<Finding> findings;
    if (facts.version < policy.least) {
        findings.push_back(found(tlsFindings.version, subject,
                                 "the server speaks " + std::string(toString(facts.version)) + " at best, below " +
                                     std::string(toString(policy.least))));
    }
    if (facts.group == "DH" && facts.groupBits < leastDhBits) {
        findings.push_back(found(tlsFindings.weakExchange, subject,
                                 "key exchange by Diffie-Hellman of " + std::to_string(facts.groupBits) + " bits"));
    } else if (facts.group.empty() && facts.version < TlsVersion::Tls13) {
        findings.push_back(
            found(tlsFindings.weakExchange, subject, "cipher " + facts.cipher + " has no forward secrecy"));
    }
    if (facts.clientCertificateWanted) {
        findings.push_back(found(tlsFindings.clientCertificate, subject, "the server asked for a client certificate"));
    }
    return findings;
}

/// DANE-EE ignores dates (RFC 7672 section 3.1.1); a user who names days wants them judged all the same.
void judgeIgnoredDates(std::vector<Finding>& dates, const TlsFacts& facts, const TlsPolicy& policy)
{
    const auto* first = facts.firstToExpire();
    const bool given = policy.certDays.warning || policy.certDays.critical;
    const auto limits = first != nullptr ? std::optional(limitsOf(*first, policy.certDays)) : std::nullopt;
    for (auto& finding : dates) {
        const bool ofDays = finding.id != tlsFindings.certNotYetValid.id;
        finding.status =
            given && ofDays && first != nullptr ? limits->judge(judgedDays(*first, facts.at, *limits)) : Status::Ok;
        if (finding.status == Status::Ok) {
            finding.message += "; authenticated by DANE-EE, which ignores dates";
        }
    }
}

/// DANE-TA vouches for the authority; what is left to say is the date or the name.
std::vector<Finding> anchoredByDane(std::vector<Finding> trust)
{
    for (auto& finding : trust) {
        if (finding.id != tlsFindings.certNameMismatch.id) {
            finding.status = Status::Ok;
            finding.message += "; authenticated by DANE-TA";
        }
    }
    return trust;
}

std::vector<Finding> judgeChain(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    const bool byDane = facts.dane && facts.dane->authenticated && policy.daneSuffices;
    auto trust = judgeTrust(facts, subject);
    auto dates = judgeDates(facts, policy.certDays, subject);
    if (!policy.verify) {
        trust = withoutWeight(std::move(trust), "not judged (--no-verify)");
    } else if (byDane) {
        trust = withoutWeight(std::move(trust), "authenticated by DANE");
    } else if (policy.daneSuffices && facts.dane && facts.dane->heldBack()) {
        trust = anchoredByDane(std::move(trust));
    }
    if (byDane && facts.dane->byEndEntity) {
        judgeIgnoredDates(dates, facts, policy);
    }
    append(dates, std::move(trust));
    return dates;
}

/// Whether one of these tells already why DANE-TA does not authenticate the chain.
bool tellsWhyHeldBack(const DaneFacts& dane, const std::vector<Finding>& findings)
{
    return dane.heldBack() && std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
               return finding.status != Status::Ok &&
                      (finding.id == tlsFindings.certExpired.id || finding.id == tlsFindings.certNotYetValid.id ||
                       finding.id == tlsFindings.certNameMismatch.id);
           });
}

/// "TLSv1.3, 89 days left"; empty where neither is known.
std::string sessionOf(const TlsFacts& facts)
{
    auto text = facts.version == TlsVersion::None ? std::string() : std::string(toString(facts.version));
    if (const auto* first = facts.firstToExpire()) {
        text += (text.empty() ? "certificate: " : ", ") + lifeOf(*first, facts.at);
    }
    return text;
}

} // namespace

std::vector<Finding> judgeTls(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    std::vector<Finding> findings;
    if (!facts.plainText.raw().empty()) {
        findings.push_back(found(tlsFindings.startTlsInjection, subject,
                                 "\"" + facts.plainText.shown(80) + "\" came in the clear behind the 220 to STARTTLS"));
    }
    if (facts.failure && !findings.empty() && !facts.insteadOfTls.raw().empty()) {
        return findings; // the text is why there is no session
    }
    if (facts.failure) {
        findings.push_back(judgeHandshake(facts, policy, subject));
        nameSession(findings.back(), facts);
        return findings;
    }
    append(findings, judgeChain(facts, policy, subject));
    append(findings, judgeSession(facts, policy, subject));
    append(findings, judgeQuality(facts, policy, subject));
    if (facts.dane && !tellsWhyHeldBack(*facts.dane, findings)) {
        append(findings, judgeDane(*facts.dane, subject));
    }
    for (auto& finding : findings) {
        nameSession(finding, facts);
    }
    return findings;
}

void nameSession(Finding& finding, const TlsFacts& facts)
{
    auto& headline = finding.headline.empty() ? finding.headline = finding.message : finding.headline;
    const auto whole = sessionOf(facts);
    const auto version = facts.version == TlsVersion::None ? std::string() : std::string(toString(facts.version));
    if (headline.ends_with("(" + whole + ")") || headline.ends_with("(" + version + ")")) {
        return;
    }
    const auto* first = facts.firstToExpire();
    const bool daysTold = first != nullptr && headline.find(lifeOf(*first, facts.at)) != std::string::npos;
    if (const auto& missing = daysTold ? version : whole; !missing.empty()) {
        headline += " (" + missing + ")";
    }
}

std::string leastSession(const std::vector<const TlsFacts*>& sessions)
{
    const TlsFacts* least = nullptr;
    for (const auto* facts : sessions) {
        const bool stands = facts != nullptr && facts->established();
        if (stands &&
            (least == nullptr || (facts->leastDaysLeft() && facts->leastDaysLeft() < least->leastDaysLeft()))) {
            least = facts;
        }
    }
    return least == nullptr ? "" : " (" + sessionOf(*least) + ")";
}

void nameLeastSession(std::vector<Finding>& findings, const std::vector<const TlsFacts*>& sessions)
{
    const auto session = leastSession(sessions);
    for (auto& finding : findings) {
        auto& headline = finding.headline.empty() ? finding.headline = finding.message : finding.headline;
        headline += headline.find("(TLSv") == std::string::npos ? session : "";
    }
}

std::string remedyForClient(const TlsFacts& facts)
{
    if (!facts.clientCertificateWanted) {
        return "";
    }
    return facts.clientCertificateShown
               ? "The server asked for a client certificate and did not take the one of --client-cert, or failed for "
                 "another reason: read its log at this moment, and give a certificate of an authority that it trusts."
               : "The server asked for a client certificate: show it one with --client-cert and --client-key. If it "
                 "should not demand one, read its log at this moment and change its settings.";
}

std::string summaryOf(const TlsFacts& facts)
{
    auto text = std::string(toString(facts.version)) + " " + facts.cipher;
    if (const auto* first = facts.firstToExpire()) {
        const auto days = formatNumber(measuredDays(*first, facts.at), 1);
        text +=
            ", certificate " + (first->notAfter < facts.at ? lifeOf(*first, facts.at)
                                                           : "valid for " + days + (days == "1" ? " day" : " days"));
    }
    return text;
}

} // namespace mpm
