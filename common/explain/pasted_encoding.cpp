// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/pasted_encoding.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace mpm::pasted {
namespace {

std::uint8_t octetAt(std::string_view text, std::size_t at)
{
    return static_cast<std::uint8_t>(text[at]);
}

void put(std::string& text, std::uint32_t point)
{
    const auto add = [&](std::uint32_t octet) { text += static_cast<char>(octet); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xc0U | (point >> 6U));
        add(0x80U | (point & 0x3fU));
    } else if (point < 0x10000) {
        add(0xe0U | (point >> 12U));
        add(0x80U | ((point >> 6U) & 0x3fU));
        add(0x80U | (point & 0x3fU));
    } else {
        add(0xf0U | (point >> 18U));
        add(0x80U | ((point >> 12U) & 0x3fU));
        add(0x80U | ((point >> 6U) & 0x3fU));
        add(0x80U | (point & 0x3fU));
    }
}

enum class Order { LowFirst, HighFirst };

/// Half of a pair alone becomes a question mark; an odd octet at the end is left out.
std::string fromUtf16(std::string_view text, Order order)
{
    const auto unitAt = [&](std::size_t at) -> std::uint32_t {
        const std::uint32_t one = octetAt(text, at);
        const std::uint32_t two = octetAt(text, at + 1);
        return order == Order::LowFirst ? one | (two << 8U) : two | (one << 8U);
    };
    std::string all;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        auto point = unitAt(at);
        if (point >= 0xd800 && point < 0xe000) {
            const auto next = at + 3 < text.size() ? unitAt(at + 2) : 0;
            const bool isPair = point < 0xdc00 && next >= 0xdc00 && next < 0xe000;
            point = isPair ? 0x10000 + ((point - 0xd800) << 10U) + (next - 0xdc00) : '?';
            at += isPair ? 2 : 0;
        }
        put(all, point);
    }
    return all;
}

/// By the zeros that stand in each second place of text in ASCII.
std::optional<Order> orderByZeros(std::string_view text)
{
    const auto looked = std::min<std::size_t>(text.size(), 256);
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t at = 0; at < looked; ++at) {
        (at % 2 == 0 ? even : odd) += text[at] == '\0' ? 1 : 0;
    }
    const auto most = looked / 2 * 3 / 4;
    if (looked < 8 || (even == 0) == (odd == 0) || std::max(even, odd) < most) {
        return std::nullopt;
    }
    return odd > 0 ? Order::LowFirst : Order::HighFirst;
}

std::optional<std::string> ifUtf16(std::string_view text, std::string_view charset)
{
    if (text.starts_with("\xff\xfe")) {
        return fromUtf16(text.substr(2), Order::LowFirst);
    }
    if (text.starts_with("\xfe\xff")) {
        return fromUtf16(text.substr(2), Order::HighFirst);
    }
    const auto zeros = orderByZeros(text);
    if (zeros || startsWithIgnoringCase(charset, "utf-16")) {
        return fromUtf16(text,
                         zeros.value_or(equalIgnoringCase(charset, "utf-16le") ? Order::LowFirst : Order::HighFirst));
    }
    return std::nullopt;
}

/// The length of the character at this place; 0 where the octets are no UTF-8.
std::size_t characterAt(std::string_view text, std::size_t at)
{
    const auto first = octetAt(text, at);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xc2 && first < 0xe0 ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    if (length == 0 || at + length > text.size()) {
        return 0;
    }
    for (std::size_t next = at + 1; next < at + length; ++next) {
        if ((octetAt(text, next) & 0xc0U) != 0x80) {
            return 0;
        }
    }
    return length;
}

char32_t fromWindows1252(std::uint8_t octet)
{
    switch (octet) {
    case 0x91:
    case 0x92: return '\'';
    case 0x93:
    case 0x94: return '"';
    case 0x96:
    case 0x97: return '-';
    default: return octet < 0xa0 ? U'?' : octet;
    }
}

bool isBlank(std::string_view character)
{
    const bool ofGeneral = character.size() == 3 && character.starts_with("\xe2\x80") &&
                           (octetAt(character, 2) <= 0x8a || character[2] == '\xaf'); // U+2000 to U+200A, U+202F
    return character == "\xc2\xa0" || character == "\xe3\x80\x80" || ofGeneral;
}

/// U+200B, U+2060 and U+FEFF take no room.
bool isNothing(std::string_view character)
{
    return character == "\xe2\x80\x8b" || character == "\xe2\x81\xa0" || character == "\xef\xbb\xbf";
}

std::string plain(std::string_view text)
{
    std::string all;
    all.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (octetAt(text, at) < 0x80) { // nearly all
            all += text[at++];
            continue;
        }
        const auto length = characterAt(text, at);
        const auto character = text.substr(at, std::max<std::size_t>(length, 1));
        if (length == 0) {
            const auto octet = fromWindows1252(octetAt(text, at));
            put(all, octet == 0xa0 ? ' ' : octet);
        } else if (isBlank(character)) {
            all += ' ';
        } else if (!isNothing(character)) {
            all += character;
        }
        at += character.size();
    }
    if (all.find('\n') == std::string::npos) {
        std::replace(all.begin(), all.end(), '\r', '\n');
    }
    return all;
}

} // namespace

std::string asUtf8(std::string_view text, std::string_view charset)
{
    const auto wide = ifUtf16(text, charset);
    return plain(wide ? std::string_view(*wide) : text);
}

} // namespace mpm::pasted
