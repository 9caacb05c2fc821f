// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// A folder's name as IMAP4rev1 sends it (RFC 3501 section 5.1.3): printable ASCII as it is, "&" as "&-", all else as
/// UTF-16 in a base64 between "&" and "-". Nothing for text that is no UTF-8.
std::optional<std::string> toModifiedUtf7(std::string_view utf8);

/// Back to UTF-8. Nothing for what the section forbids: octets beyond ASCII, a run without end, bits left over, half a
/// surrogate, printable ASCII in base64, or two runs in a row.
std::optional<std::string> fromModifiedUtf7(std::string_view text);

} // namespace mpm
