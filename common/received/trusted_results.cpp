// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/trusted_results.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "received/trace.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm {
namespace {

/// Of the fields that a message begins with where it is written; servers put theirs above (RFC 5321 section 4.4).
bool isAuthors(std::string_view field)
{
    constexpr std::array names{"Date", "From", "To", "Subject", "Message-ID"};
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return equalIgnoringCase(field, name); });
}

} // namespace

std::vector<AuthResult> trustedResults(const ReceivedHeader& header, std::string_view authservId)
{
    std::vector<AuthResult> topmost;
    std::vector<AuthResult> block;
    for (const auto& field : header.fields()) {
        if (authservId.empty() || isAuthors(field.name)) {
            break;
        }
        if (equalIgnoringCase(field.name, "Received")) {
            if (!block.empty() && equalIgnoringCase(parseTraceStamp(field.body).by, authservId)) {
                return block;
            }
            topmost = topmost.empty() ? std::move(block) : std::move(topmost);
            block.clear();
        } else if (equalIgnoringCase(field.name, "Authentication-Results")) {
            auto read = AuthenticationResults::parse(field.body);
            if (read && equalIgnoringCase(read->authservId, authservId) && block.size() < mostAuthResults) {
                append(block, std::move(read->results));
            }
        }
    }
    return topmost.empty() ? block : topmost;
}

} // namespace mpm
