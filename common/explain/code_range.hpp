// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/answer.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace mpm {

/// A class ("5xx", "5yz", "4XX", "5.X.X"), a subject ("5.1", "X.7", "1.XX", "5.1.X"), in any letter case: what the
/// digits mean, and the known codes below them. Nothing for any other text.
std::optional<Answer> codeRange(std::string_view text);

/// A code whose class is left open, "X.7.1", as one of each class that the catalogue knows it in; empty for any other
/// text, and where it knows none.
std::vector<PastedReply> ofEveryClass(std::string_view text);

} // namespace mpm
