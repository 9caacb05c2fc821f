// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mpm {

/// Whether SASLprep (RFC 4013) leaves a user name or password as it is: printable ASCII. False for text that it
/// forbids (empty, control characters), and for text beyond ASCII, whose normalisation two sides must do alike: better
/// no answer than a wrong one.
bool isLeftBySaslprep(std::string_view text);

} // namespace mpm
