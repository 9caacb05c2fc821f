// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/utf8.hpp"

namespace mpm {

Utf8Character frontUtf8(std::string_view octets)
{
    const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>(octets[i]); };
    const auto first = octet(0);
    if (first < 0x80) {
        return {first, 1, true};
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || octets.size() < length) {
        return {};
    }
    std::uint32_t point = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xC0U) != 0x80U) {
            return {};
        }
        point = (point << 6U) | (octet(i) & 0x3FU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (overlong || surrogate || point > 0x10FFFF) {
        return {};
    }
    return {point, length, true};
}

} // namespace mpm
