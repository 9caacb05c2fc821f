// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/judge_dane.hpp"

#include "tls/findings.hpp"
#include "tls/tlsa_text.hpp"

#include <algorithm>

namespace mpm {
namespace {

std::string describe(const TlsaResult& result)
{
    auto text = toString(result.record);
    if (result.usability != TlsaUsability::Usable) {
        return text + " (" + std::string(explain(result.usability)) + ")";
    }
    if (!result.matches && !result.notSent.empty()) {
        return text + " (matches " + result.notSent + ", which is trusted here, but not sent by the server)";
    }
    return result.matches ? text + " (matches)" : text + " (" + result.detail + ")";
}

std::string_view remedyFor(TlsaUsability usability)
{
    switch (usability) {
    case TlsaUsability::PkixUsage:
        return "Publish 3 1 1 for the server's key (or 2 1 1 for its issuer's) in the place of usage 1 (or 0): what "
               "these mean for SMTP is not defined, so that some software verifies by them and most passes them over.";
    case TlsaUsability::Unassigned:
        return "Publish a record whose three numbers exist, 3 1 1 for the server's key: only software newer than "
               "the one that made this record could use it, if any.";
    case TlsaUsability::WrongLength:
        return "Publish the record anew, all of it: 64 hexadecimal digits behind 3 1 1. Some was lost on the way, or "
               "the numbers belong to another kind of digest.";
    case TlsaUsability::Usable: break;
    }
    return tlsFindings.daneUnusable.remedy;
}

std::string list(const std::vector<TlsaResult>& results)
{
    std::string text;
    for (const auto& result : results) {
        text += (text.empty() ? "" : ", ") + describe(result);
    }
    return text;
}

/// The first record that matches by what it holds in full itself, if none matches by what is sent.
const TlsaResult* onlyInRecords(const DaneFacts& facts)
{
    const TlsaResult* first = nullptr;
    for (const auto& result : facts.records) {
        if (result.matches && result.notSent.empty()) {
            return nullptr;
        }
        first = result.matches && first == nullptr ? &result : first;
    }
    return first;
}

} // namespace

std::vector<Finding> judgeDane(const DaneFacts& facts, const std::string& subject)
{
    const auto size = facts.records.size();
    const auto records = std::to_string(size) + (size == 1 ? " TLSA record" : " TLSA records");
    if (!facts.anyUsable()) {
        auto finding =
            found(tlsFindings.daneUnusable, subject, "none of " + records + " is usable: " + list(facts.records));
        finding.remedy = remedyFor(facts.records.front().usability);
        return {finding};
    }
    if (!facts.authenticated) {
        auto finding =
            found(tlsFindings.daneMismatch, subject, "none of " + records + " matches: " + list(facts.records));
        const auto notSent = std::find_if(facts.records.begin(), facts.records.end(),
                                          [](const TlsaResult& result) { return !result.notSent.empty(); });
        if (notSent != facts.records.end()) {
            finding.remedy = "Add the certificate " + notSent->notSent +
                             " to the chain file that the server sends: what DANE-TA names must be sent, a root too. "
                             "Or publish 3 1 1 for the server's own key, or 2 1 1 for that of an issuer that is sent.";
            finding.reference = "RFC 7671 5.2.2";
        }
        return {finding};
    }
    std::vector<Finding> findings;
    if (const auto* first = onlyInRecords(facts)) {
        findings.push_back(found(tlsFindings.daneAnchorNotSent, subject,
                                 "TLSA record " + toString(first->record) + " matches by " + first->notSent +
                                     " that it holds, and the server does not send"));
    }
    for (const auto& result : facts.records) {
        if (!result.matches) {
            findings.push_back(
                found(tlsFindings.daneRollover, subject,
                      "TLSA record " + describe(result) + " matches nothing: the next key's, or a leftover"));
        }
    }
    const auto endEntities = std::count_if(facts.records.begin(), facts.records.end(), [](const TlsaResult& result) {
        return result.usability == TlsaUsability::Usable && result.record.usage == 3;
    });
    if (findings.empty() && endEntities > 0) {
        findings.push_back(found(tlsFindings.daneRollover, subject,
                                 "every TLSA record is for the current key; the next key has none yet"));
    }
    return findings;
}

} // namespace mpm
