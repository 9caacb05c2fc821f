// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/peer_text.hpp"

#include <cstdint>

namespace mpm {
namespace {

struct Character {
    std::uint32_t codePoint = 0;
    std::size_t length = 1;
    bool valid = false;
};

/// The character at the front (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
Character decodeFront(std::string_view bytes)
{
    const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const auto first = octet(0);
    if (first < 0x80) {
        return {first, 1, true};
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.size() < length) {
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

/// Characters that move the cursor, end a line, change the direction of text or can't be seen.
bool isTreacherous(std::uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point <= 0xA0) || point == 0xAD || point == 0x061C ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF || (point >= 0xFFF9 && point <= 0xFFFF) ||
           point >= 0xE0000;
}

enum class Brackets : std::uint8_t { Kept, Replaced };

void appendAscii(std::string& out, char c, Brackets brackets)
{
    switch (c) {
    case '|': c = '/'; break;
    case '<': c = brackets == Brackets::Kept ? c : '('; break;
    case '>': c = brackets == Brackets::Kept ? c : ')'; break;
    case '`': c = '\''; break;
    case '\t': c = ' '; break;
    default: break;
    }
    if (c == '(' && out.ends_with('$')) {
        out += ' ';
    }
    out += c;
}

std::string cleaned(std::string_view bytes, std::size_t limit, Brackets brackets)
{
    constexpr std::string_view ellipsis = "...";
    std::string out;
    std::size_t cut = 0; // the last place where "..." still fits behind whole characters
    while (!bytes.empty()) {
        const auto character = decodeFront(bytes);
        if (character.valid && character.length == 1 && (bytes[0] == '\t' || !isTreacherous(character.codePoint))) {
            appendAscii(out, bytes[0], brackets);
        } else if (character.valid && !isTreacherous(character.codePoint)) {
            out.append(bytes.substr(0, character.length));
        } else {
            out += '?';
        }
        if (out.size() > limit) {
            out.resize(cut);
            out += ellipsis;
            break;
        }
        if (out.size() + ellipsis.size() <= limit) {
            cut = out.size();
        }
        bytes.remove_prefix(character.length);
    }
    return out;
}

} // namespace

std::string harmless(std::string_view bytes, std::size_t limit)
{
    return cleaned(bytes, limit, Brackets::Replaced);
}

std::string printable(std::string_view bytes, std::size_t limit)
{
    return cleaned(bytes, limit, Brackets::Kept);
}

} // namespace mpm
