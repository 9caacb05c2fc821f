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
    return result.matches ? text + " (matches)" : text + " (" + result.detail + ")";
}

std::string list(const std::vector<TlsaResult>& results)
{
    std::string text;
    for (const auto& result : results) {
        text += (text.empty() ? "" : ", ") + describe(result);
    }
    return text;
}

} // namespace

std::vector<Finding> judgeDane(const DaneFacts& facts, const std::string& subject)
{
    const auto size = facts.records.size();
    const auto records = std::to_string(size) + (size == 1 ? " TLSA record" : " TLSA records");
    if (!facts.anyUsable()) {
        return {found(tlsFindings.daneUnusable, subject, "none of " + records + " is usable: " + list(facts.records))};
    }
    if (!facts.authenticated) {
        return {found(tlsFindings.daneMismatch, subject, "none of " + records + " matches: " + list(facts.records))};
    }
    std::vector<Finding> findings;
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
