// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/trusted_results.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"

#include <utility>

namespace mpm {

std::vector<AuthResult> trustedResults(const ReceivedHeader& header, std::string_view authservId)
{
    std::vector<AuthResult> results;
    bool inBlock = false;
    for (const auto& field : header.fields()) {
        if (inBlock && equalIgnoringCase(field.name, "Received")) {
            break;
        }
        if (authservId.empty() || !equalIgnoringCase(field.name, "Authentication-Results")) {
            continue;
        }
        auto read = AuthenticationResults::parse(field.body);
        if (read && equalIgnoringCase(read->authservId, authservId) && results.size() < mostAuthResults) {
            inBlock = true;
            append(results, std::move(read->results));
        }
    }
    return results;
}

} // namespace mpm
