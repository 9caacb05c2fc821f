// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// RFC 4648 section 8, without separators.
namespace mpm {

bool isHexDigit(char c);

/// Two digits an octet, in lower case: "0af1".
std::string toHex(std::string_view octets);

/// Digits in either case; nothing for an odd number of them, or for anything else.
std::optional<std::string> fromHex(std::string_view digits);

} // namespace mpm
