// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/peer_text.hpp"

#include "check/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace mpm {
namespace {

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

/// Whether there is nothing to replace, as in most texts.
bool isPlain(std::string_view bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != '|' && c != '<' && c != '>' && c != '`' && c != '$';
    });
}

std::string cleaned(std::string_view bytes, std::size_t limit, Brackets brackets)
{
    if (bytes.size() <= limit && isPlain(bytes)) {
        return std::string(bytes);
    }
    constexpr std::string_view ellipsis = "...";
    std::string out;
    std::size_t cut = 0; // the last place where "..." still fits behind whole characters
    while (!bytes.empty()) {
        const auto character = frontUtf8(bytes);
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
