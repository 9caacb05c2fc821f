// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/hex.hpp"

#include "check/ascii.hpp"

#include <cstddef>

namespace mpm {
namespace {

constexpr std::string_view alphabet = "0123456789abcdef";

} // namespace

bool isHexDigit(char c)
{
    return alphabet.find(toLower(c)) != std::string_view::npos;
}

std::string toHex(std::string_view octets)
{
    std::string digits;
    digits.reserve(octets.size() * 2);
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        digits += {alphabet[octet >> 4U], alphabet[octet & 0xFU]};
    }
    return digits;
}

std::optional<std::string> fromHex(std::string_view digits)
{
    std::string octets;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const auto high = alphabet.find(toLower(digits[i]));
        const auto low = i + 1 < digits.size() ? alphabet.find(toLower(digits[i + 1])) : std::string_view::npos;
        if (high == std::string_view::npos || low == std::string_view::npos) {
            return std::nullopt;
        }
        octets += static_cast<char>(high * 16 + low);
    }
    return octets;
}

} // namespace mpm
