// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/judge_tls.hpp"

#include "smtp/judge_visit.hpp"
#include "tls/findings.hpp"
#include "tls/judge_certificates.hpp"
#include "tls/judge_dane.hpp"

#include <iterator>
#include <utility>

namespace mpm {
namespace {

constexpr int leastDhBits = 2048;

void append(std::vector<Finding>& findings, std::vector<Finding> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(findings));
}

std::vector<Finding> withoutWeight(std::vector<Finding> findings, const std::string& why)
{
    for (auto& finding : findings) {
        finding.status = Status::Ok;
        finding.message += "; " + why;
    }
    return findings;
}

Finding judgeHandshake(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    const auto& failure = *facts.failure;
    if (failure.kind == FailureKind::TimedOut || failure.kind == FailureKind::LocalFault) {
        return judgeFailure(failure, subject, "TLS handshake", policy.timeoutStatus);
    }
    return found(tlsFinding::handshakeFailed, subject, "TLS handshake: " + failure.detail);
}

std::vector<Finding> judgeSession(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    std::vector<Finding> findings;
    if (facts.version < policy.least) {
        findings.push_back(found(tlsFinding::version, subject,
                                 "the server speaks " + std::string(toString(facts.version)) + " at best, below " +
                                     std::string(toString(policy.least))));
    }
    if (facts.group == "DH" && facts.groupBits < leastDhBits) {
        findings.push_back(found(tlsFinding::weakExchange, subject,
                                 "key exchange by Diffie-Hellman of " + std::to_string(facts.groupBits) + " bits"));
    } else if (facts.group.empty() && facts.version < TlsVersion::Tls13) {
        findings.push_back(
            found(tlsFinding::weakExchange, subject, "cipher " + facts.cipher + " has no forward secrecy"));
    }
    if (facts.clientCertificateWanted) {
        findings.push_back(found(tlsFinding::clientCertificate, subject, "the server asked for a client certificate"));
    }
    return findings;
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
    }
    if (byDane && facts.dane->byEndEntity) {
        dates = withoutWeight(std::move(dates), "authenticated by DANE-EE, which ignores dates");
    }
    append(dates, std::move(trust));
    return dates;
}

} // namespace

std::vector<Finding> judgeTls(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    std::vector<Finding> findings;
    if (!facts.plainText.raw().empty()) {
        findings.push_back(found(tlsFinding::startTlsInjection, subject,
                                 "\"" + facts.plainText.shown(80) + "\" came in the clear behind the 220 to STARTTLS"));
    }
    if (facts.failure) {
        findings.push_back(judgeHandshake(facts, policy, subject));
        return findings;
    }
    append(findings, judgeChain(facts, policy, subject));
    append(findings, judgeSession(facts, policy, subject));
    append(findings, judgeQuality(facts, policy, subject));
    if (facts.dane) {
        append(findings, judgeDane(*facts.dane, subject));
    }
    auto named = " (" + std::string(toString(facts.version));
    if (const auto left = facts.leastDaysLeft()) {
        named += ", " + std::to_string(*left) + (*left == 1 ? " day" : " days") + " left";
    }
    for (auto& finding : findings) {
        finding.headline = (finding.headline.empty() ? finding.message : finding.headline) + named + ")";
    }
    return findings;
}

std::string summaryOf(const TlsFacts& facts)
{
    auto text = std::string(toString(facts.version)) + " " + facts.cipher;
    if (const auto left = facts.leastDaysLeft()) {
        text += ", certificate valid for " + std::to_string(*left) + (*left == 1 ? " day" : " days");
    }
    return text;
}

} // namespace mpm
