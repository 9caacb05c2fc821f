// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mpm {

/// The character at the front of octets.
struct Utf8Character {
    std::uint32_t codePoint = 0;
    std::size_t length = 1; ///< octets; 1 for what is no character
    bool valid = false;
};

/// Decodes it (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). There must be an octet at least.
Utf8Character frontUtf8(std::string_view octets);

} // namespace mpm
