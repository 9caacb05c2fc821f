// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/dsn.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <set>

namespace mpm {

std::string DsnRequest::parseNotify(std::string_view list)
{
    const auto fail = [&](const std::string& why) {
        return UsageError("--dsn-notify: '" + harmless(list) + "' " + why);
    };
    auto words = split(list, ',');
    std::set<std::string> seen;
    for (auto& word : words) {
        word = toUpper(word);
        if (word != "NEVER" && word != "SUCCESS" && word != "FAILURE" && word != "DELAY") {
            throw fail("is not 'never' or a list of success, failure, delay");
        }
        if (!seen.insert(word).second) {
            throw fail("names '" + toLower(word) + "' twice");
        }
    }
    if (words.empty()) {
        throw fail("is not 'never' or a list of success, failure, delay");
    }
    if (seen.contains("NEVER") && seen.size() > 1) {
        throw fail("joins 'never' with others, which RFC 3461 section 4.1 forbids");
    }
    return join(words, ",");
}

std::string DsnRequest::parseReturned(std::string_view word)
{
    auto upper = toUpper(word);
    if (upper != "FULL" && upper != "HDRS") {
        throw UsageError("--dsn-return: '" + harmless(word) + "' is not one of full, hdrs");
    }
    return upper;
}

std::string DsnRequest::parseEnvelopeId(std::string_view id)
{
    const bool printable = std::all_of(id.begin(), id.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (id.empty() || xtext(id).size() > 100 || !printable) {
        throw UsageError("--dsn-envid: '" + harmless(id) + "' is not 1 to 100 printable ASCII characters");
    }
    return std::string(id);
}

std::string DsnRequest::mailParameters() const
{
    return (returned.empty() ? "" : " RET=" + returned) + (envelopeId.empty() ? "" : " ENVID=" + xtext(envelopeId));
}

std::string DsnRequest::rcptParameters(const Mailbox& recipient) const
{
    if (notify.empty()) {
        return {};
    }
    const bool nameable = !recipient.needsUtf8() && !recipient.domain().empty();
    return " NOTIFY=" + notify + (nameable ? " ORCPT=rfc822;" + xtext(recipient.toString()) : "");
}

std::string xtext(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c > ' ' && c <= '~' && c != '+' && c != '=') {
            result += c;
        } else {
            result += "+" + toUpper(toHex({&c, 1}));
        }
    }
    return result;
}

} // namespace mpm
