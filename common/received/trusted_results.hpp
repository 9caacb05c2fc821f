// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/authentication_results.hpp"
#include "received/header.hpp"

#include <string_view>
#include <vector>

namespace mpm {

/// What the server of that name (its authserv-id, in any letter case) found out about a message, the topmost result
/// first. Anybody can write the field into a message (RFC 8601 section 7.1), so one block counts, between two Received
/// fields: that which stands above the server's own stamp, or else the topmost one, as some servers write below theirs.
/// What stands among the fields of the message's author (from Date, From, To, Subject or Message-ID on) is none, and
/// neither are results of other names, wherever they stand. Nothing without a name.
std::vector<AuthResult> trustedResults(const ReceivedHeader& header, std::string_view authservId);

} // namespace mpm
