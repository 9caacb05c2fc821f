// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/answer.hpp"

#include <optional>
#include <string_view>

namespace mpm {

/// The replies that a step may get (RFC 5321 section 4.3.2), by the catalogue, each with what it means there; what the
/// step should answer comes first. `step` is a command or a step in any letter case: "RCPT", "rcpt to", "end of data",
/// "greeting", "VRFY". Nothing for any other text.
std::optional<Answer> stepTable(std::string_view step);

} // namespace mpm
