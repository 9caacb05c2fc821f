// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

constexpr std::string_view base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// As below, into a container of characters: std::string, or one that wipes itself.
template <class Text>
Text encodeBase64As(std::string_view octets)
{
    Text text;
    text.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        const auto group = octets.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            text.push_back(i <= group.size() ? base64Alphabet[bits >> (18 - 6 * i) & 63] : '=');
        }
    }
    return text;
}

/// RFC 4648 section 4, padded, without line breaks.
std::string encodeBase64(std::string_view octets);

/// Nothing for text that is not base64, whitespace included: SASL has none (RFC 4954 section 4).
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace mpm
