// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/authentication_results.hpp"
#include "received/header.hpp"

#include <string_view>
#include <vector>

namespace mpm {

/// What the server of that name (its authserv-id, in any letter case) found out about a message, the topmost result
/// first. Anybody can write the field into a message (RFC 8601 section 7.1), so only the topmost block of the server's
/// own counts: it ends at the next Received field, below which others wrote. Results of other names don't count
/// wherever they stand. Nothing without a name.
std::vector<AuthResult> trustedResults(const ReceivedHeader& header, std::string_view authservId);

} // namespace mpm
