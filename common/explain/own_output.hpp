// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/pasted_text.hpp"

#include <string_view>
#include <vector>

namespace mpm::pasted {

/// The replies that the checks' own output quotes: of the findings' lines, or of line 1 where there are none below, or
/// of the findings in JSON. What the remedies and the dialogue say besides is left out. Empty for any other text.
std::vector<PastedReply> repliesInOwnOutput(std::string_view text);

} // namespace mpm::pasted
