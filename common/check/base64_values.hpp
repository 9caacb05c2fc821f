// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/base64.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace mpm {

/// What each octet stands for; -1: it is none of the alphabet.
constexpr std::array<std::int8_t, 256> base64Values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < base64Alphabet.size(); ++i) {
        values.at(static_cast<unsigned char>(base64Alphabet[i])) = static_cast<std::int8_t>(i);
    }
    return values;
}();

} // namespace mpm
