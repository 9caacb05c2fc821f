// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// A user name or password as SASLprep leaves it (RFC 4013). Printable ASCII stays as it is; nothing for text
/// that SASLprep forbids (empty, control characters), nor for text beyond ASCII, whose normalisation two sides
/// must do alike: better no answer than a wrong one.
std::optional<std::string> saslPrepared(std::string_view text);

} // namespace mpm
