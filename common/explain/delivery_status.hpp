// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/pasted_text.hpp"

#include <string_view>
#include <vector>

namespace mpm::pasted {

/// Whether a text has the fields of a delivery status (RFC 3464), such as "Status: 5.1.1", in lines of their own.
bool hasDeliveryStatus(std::string_view text);

/// A reply for every recipient of a delivery status: from Diagnostic-Code where it quotes one, else from Status and the
/// words of Diagnostic-Code (RFC 3464 section 2.3).
std::vector<PastedReply> repliesInStatus(std::string_view text);

} // namespace mpm::pasted
