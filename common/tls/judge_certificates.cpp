// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/judge_certificates.hpp"

#include "check/ascii.hpp"
#include "check/decimals.hpp"
#include "io/ip_address.hpp"
#include "tls/findings.hpp"

#include <algorithm>
#include <optional>

namespace mpm {
namespace {

using Kind = VerifyProblem::Kind;

constexpr std::size_t mostShownNames = 4;

std::string inDays(double days)
{
    const auto number = formatNumber(days, 1);
    return number + (number == "1" ? " day" : " days");
}

std::string listNames(const Certificate& certificate)
{
    if (certificate.names.empty()) {
        return "no name at all (the CN does not count)";
    }
    std::string list;
    for (std::size_t i = 0; i < std::min(certificate.names.size(), mostShownNames); ++i) {
        list += (i == 0 ? "" : ", ") + certificate.names[i];
    }
    const auto more = certificate.names.size() - std::min(certificate.names.size(), mostShownNames);
    return more == 0 ? list : list + " and " + std::to_string(more) + " more";
}

/// The last certificate that was sent, whose issuer is missing.
const Certificate& topOf(const TlsFacts& facts)
{
    return facts.path.empty() ? facts.chain.front() : facts.path.back();
}

/// The issuer of the last certificate is neither sent nor trusted. When only the server's own certificate came
/// and names where its issuer's is published, as public authorities' do, the intermediate was forgotten. Without
/// that, and with authorities that the user named, a forgotten intermediate and a foreign authority look the same
/// from here: both are told.
std::vector<Finding> judgeUnknownIssuer(const TlsFacts& facts, const std::string& subject)
{
    const auto& top = topOf(facts);
    const bool alone = !top.selfSigned && !top.authority;
    std::vector<Finding> findings;
    if (alone && (top.namesIssuerUrl || facts.customAnchors)) {
        findings.push_back(found(tlsFindings.certChainIncomplete, subject,
                                 "the server sends no certificate of its issuer, " + top.issuer +
                                     ", which is not trusted here by itself"));
    }
    if (!alone || !top.namesIssuerUrl) {
        findings.push_back(found(tlsFindings.certUntrusted, subject,
                                 "certificate " + top.shortName() + " is issued by " + top.issuer +
                                     ", which is neither sent nor trusted here"));
    }
    return findings;
}

bool knownAlready(const std::vector<Finding>& findings, const std::string& message)
{
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.message == message; });
}

void addOnce(std::vector<Finding>& findings, Finding finding)
{
    if (!knownAlready(findings, finding.message)) {
        findings.push_back(std::move(finding));
    }
}

Finding judgeExpired(const Certificate& certificate, const TlsFacts& facts, const std::string& subject)
{
    auto finding = found(tlsFindings.certExpired, subject,
                         "certificate " + certificate.shortName() + " " + lifeOf(certificate, facts.at) + " (" +
                             formatDate(certificate.notAfter) + ")");
    finding.weight = -measuredDays(certificate, facts.at, true);
    return finding;
}

Finding judgeNotYetValid(const Certificate& certificate, const std::string& subject)
{
    return found(tlsFindings.certNotYetValid, subject,
                 "certificate " + certificate.shortName() + " is valid only from " + formatTime(certificate.notBefore));
}

/// The authority is trusted; it issued the certificate for something else.
Finding judgePurpose(const VerifyProblem& problem, const TlsFacts& facts, const std::string& subject)
{
    const auto depth = static_cast<std::size_t>(problem.depth);
    const auto purposes = depth < facts.path.size() ? join(facts.path[depth].purposes, ", ") : "";
    auto finding = found(tlsFindings.certUntrusted, subject,
                         "certificate " + problem.about + " is not for servers: " +
                             (purposes.empty() ? "its key usage does not allow it"
                                               : "its extended key usage is " + purposes + ", serverAuth is missing"));
    finding.remedy = depth == 0 ? "Have the certificate issued again as a server's, with the extended key usage "
                                  "serverAuth; trust in its authority is not what is missing."
                                : "Use an issuer whose certificate may sign for servers: this one's is confined to "
                                  "other purposes.";
    finding.reference = "RFC 5280 4.2.1.12";
    return finding;
}

/// Of those that expire soon, by limits of their own, the worst and then the first.
std::optional<Finding> judgeEnds(const TlsFacts& facts, const Threshold& given, const std::string& subject)
{
    const Certificate* worst = nullptr;
    auto status = Status::Ok;
    for (const auto* certificate : facts.reliedOn()) {
        const auto limits = limitsOf(*certificate, given);
        const auto each = limits.judge(judgedDays(*certificate, facts.at, limits));
        const bool first = worst != nullptr && each == status && certificate->notAfter < worst->notAfter;
        if (each != Status::Ok && (worse(status, each) != status || first)) {
            worst = certificate;
            status = each;
        }
    }
    const auto* expired = facts.firstToExpire();
    if (worst == nullptr || expired->notAfter < facts.at) {
        return std::nullopt;
    }
    auto finding = found(tlsFindings.certExpiresSoon, subject,
                         "certificate " + worst->shortName() + " expires in " +
                             inDays(judgedDays(*worst, facts.at, limitsOf(*worst, given))) + " (" +
                             formatDate(worst->notAfter) + ")");
    finding.status = status;
    finding.weight = -measuredDays(*worst, facts.at, true);
    return finding;
}

/// The server's own certificate, and of the path what OpenSSL complained about.
std::vector<const Certificate*> datesThatMatter(const TlsFacts& facts)
{
    std::vector<const Certificate*> result;
    if (!facts.chain.empty()) {
        result.push_back(&facts.chain.front());
    }
    for (std::size_t i = 1; i < facts.path.size(); ++i) {
        result.push_back(&facts.path[i]);
    }
    return result;
}

} // namespace

Threshold limitsOf(const Certificate& certificate, const Threshold& given)
{
    using Days = std::chrono::duration<double, std::chrono::days::period>;
    const auto life = std::chrono::duration_cast<Days>(certificate.life()).count();
    const auto hundredths = [](double days) { return rounded(days * 100) / 100; };
    const bool brief = certificate.isShortLived();
    return withDefaults(given, Range::atLeast(brief ? hundredths(life / 4) : 21),
                        Range::atLeast(brief ? hundredths(life / 12) : 7));
}

double judgedDays(const Certificate& certificate, UnixTime now, const Threshold& limits)
{
    const auto hasDecimals = [](const std::optional<Range>& range) {
        const auto isWhole = [](double limit) { return limit == rounded(limit); };
        return range && !(isWhole(range->start()) && isWhole(range->end()));
    };
    return measuredDays(certificate, now, hasDecimals(limits.warning) || hasDecimals(limits.critical));
}

std::vector<Finding> judgeTrust(const TlsFacts& facts, const std::string& subject)
{
    std::vector<Finding> findings;
    for (const auto& problem : facts.problems) {
        switch (problem.kind) {
        case Kind::SelfSigned:
            addOnce(findings, found(tlsFindings.certSelfSigned, subject,
                                    "certificate " + problem.about + " is self-signed and not known here"));
            break;
        case Kind::UnknownRoot:
            addOnce(findings, found(tlsFindings.certUntrusted, subject,
                                    "the chain ends in " + problem.about + ", which is no trusted authority here"));
            break;
        case Kind::UnknownIssuer:
            for (auto& finding : judgeUnknownIssuer(facts, subject)) {
                addOnce(findings, std::move(finding));
            }
            break;
        case Kind::NameMismatch:
            addOnce(findings,
                    found(tlsFindings.certNameMismatch, subject,
                          "certificate is for " + listNames(facts.chain.front()) + ", not for " + facts.verifyName));
            if (IpAddress::parse(facts.verifyName)) {
                findings.back().remedy = "Certificates of mail servers are for names: give the one that senders use "
                                         "with --verify-name, or with -H in the place of the address.";
            }
            break;
        case Kind::Purpose: addOnce(findings, judgePurpose(problem, facts, subject)); break;
        case Kind::Other:
            addOnce(findings, found(tlsFindings.certUntrusted, subject,
                                    "certificate " + problem.about + " is not trusted: " + problem.text));
            break;
        case Kind::NotYetValid:
        case Kind::Expired:
        case Kind::Weak: break; // judged by the certificates themselves
        }
    }
    return findings;
}

std::vector<Finding> judgeDates(const TlsFacts& facts, const Threshold& given, const std::string& subject)
{
    std::vector<Finding> findings;
    for (const auto* certificate : datesThatMatter(facts)) {
        if (certificate->notAfter < facts.at) {
            addOnce(findings, judgeExpired(*certificate, facts, subject));
        } else if (certificate->notBefore > facts.at) {
            addOnce(findings, judgeNotYetValid(*certificate, subject));
        }
    }
    if (auto soon = judgeEnds(facts, given, subject)) {
        findings.push_back(std::move(*soon));
    }
    return findings;
}

std::vector<Finding> judgeQuality(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject)
{
    std::vector<Finding> findings;
    if (!isInOrder(facts.chain)) {
        findings.push_back(found(tlsFindings.certChainOrder, subject,
                                 "the " + std::to_string(facts.chain.size()) +
                                     " certificates are not sent each followed by its issuer's"));
    }
    for (const auto& certificate : facts.chain) {
        if (const auto weakness = weaknessOf(certificate); !weakness.empty()) {
            addOnce(findings,
                    found(tlsFindings.certWeak, subject, "certificate " + certificate.shortName() + ": " + weakness));
        }
    }
    if (facts.staple.state == OcspStaple::State::Revoked) {
        findings.push_back(
            found(tlsFindings.certRevoked, subject, "the OCSP response that the server sent says revoked"));
    }
    // Only what verification leads to is the server's: anybody can send along a certificate that is pinned.
    const auto pinned = [&](const Certificate& certificate) {
        return std::find(policy.pins.begin(), policy.pins.end(), certificate.spkiSha256) != policy.pins.end();
    };
    const bool matches = (!facts.chain.empty() && pinned(facts.chain.front())) ||
                         (facts.problems.empty() && std::any_of(facts.path.begin(), facts.path.end(), pinned));
    if (!policy.pins.empty() && !facts.chain.empty() && !matches) {
        findings.push_back(found(tlsFindings.pinMismatch, subject,
                                 "the public key is " + facts.chain.front().spkiSha256 + ", which is not pinned"));
    }
    return findings;
}

} // namespace mpm
