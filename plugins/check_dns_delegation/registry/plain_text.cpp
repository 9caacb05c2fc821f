// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/plain_text.hpp"

#include "check/ascii.hpp"
#include "check/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace mpm {
namespace {

/// U+00C0 to U+017F.
constexpr std::string_view latin = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
                                   "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn"
                                   "oooooooorrrrrrsssssssstttttt"
                                   "uuuuuuuuuuuuwwyyyzzzzzzs";

/// U+0430 to U+044F.
constexpr std::array<std::string_view, 32> cyrillic{"a",  "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "y", "k",
                                                    "l",  "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "kh",
                                                    "ts", "ch", "sh", "shch", "",  "y", "",   "e", "yu", "ya"};

/// Where the letter of each octet from 0xC0 on stands in that alphabet (RFC 1489); capitals begin at 0xE0.
constexpr std::array<std::uint8_t, 32> koi8{30, 0,  1,  22, 4,  5,  20, 3, 21, 8,  9, 10, 11, 12, 13, 14,
                                            15, 31, 16, 17, 18, 19, 6,  2, 28, 27, 7, 24, 29, 25, 23, 26};

std::string_view plainCharacter(std::uint32_t code)
{
    if (code >= 0xC0 && code <= 0x17F) {
        return latin.substr(code - 0xC0, 1);
    }
    if (code >= 0x410 && code <= 0x44F) {
        return cyrillic.at((code - 0x410) % 32);
    }
    switch (code) {
    case 0xA0: return " ";
    case 0x401:
    case 0x451:
    case 0x404:
    case 0x454: return "e";
    case 0x406:
    case 0x456:
    case 0x407:
    case 0x457: return "i";
    case 0x2013:
    case 0x2014: return "-";
    case 0x2018:
    case 0x2019: return "'";
    case 0x201C:
    case 0x201D: return "\"";
    case 0xFF1A: return ":";
    default: return "?";
    }
}

/// Nothing for octets that are no UTF-8.
std::optional<std::string> fromUtf8(std::string_view text)
{
    std::string plain;
    while (!text.empty()) {
        const auto character = frontUtf8(text);
        if (!character.valid) {
            return std::nullopt;
        }
        if (character.length == 1) {
            plain += toLower(text.front());
        } else {
            plain += plainCharacter(character.codePoint);
        }
        text.remove_prefix(character.length);
    }
    return plain;
}

enum class OctetCode : std::uint8_t {
    Latin1,
    Windows1251,
    Koi8,
};

/// Words of several letters above 127 are Cyrillic ones, most of them small: from 0xE0 on in Windows-1251, below that
/// in KOI8-R.
OctetCode codeOf(std::string_view text)
{
    std::size_t together = 0;
    std::size_t alone = 0;
    std::size_t low = 0;
    std::size_t high = 0;
    bool before = false;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        const bool letter = octet >= 0xC0;
        together += letter && before ? 1 : 0;
        alone += letter && !before ? 1 : 0;
        low += letter && octet < 0xE0 ? 1 : 0;
        high += octet >= 0xE0 ? 1 : 0;
        before = letter;
    }
    if (together < 2 * alone) {
        return OctetCode::Latin1;
    }
    return high >= low ? OctetCode::Windows1251 : OctetCode::Koi8;
}

std::uint32_t characterOf(unsigned char octet, OctetCode code)
{
    if (code == OctetCode::Latin1) {
        return octet;
    }
    if (code == OctetCode::Windows1251) {
        return octet >= 0xC0 ? 0x410U + (octet - 0xC0U) : octet == 0xA8 || octet == 0xB8 ? 0x451 : octet;
    }
    return octet >= 0xC0 ? 0x430U + koi8.at((octet - 0xC0U) % 32U) : octet == 0xA3 || octet == 0xB3 ? 0x451 : octet;
}

/// Labels of .jp, which are English where they are asked for so (UTF-8).
struct Translation {
    std::string_view from;
    std::string_view to;
};

constexpr std::array<Translation, 6> translations{{
    {"\xE3\x83\x89\xE3\x83\xA1\xE3\x82\xA4\xE3\x83\xB3\xE5\x90\x8D", "domain name"},
    {"\xE3\x83\x8D\xE3\x83\xBC\xE3\x83\xA0\xE3\x82\xB5\xE3\x83\xBC\xE3\x83\x90", "name server"},
    {"\xE6\x9C\x89\xE5\x8A\xB9\xE6\x9C\x9F\xE9\x99\x90", "expires on"},
    {"\xE7\x99\xBB\xE9\x8C\xB2\xE5\xB9\xB4\xE6\x9C\x88\xE6\x97\xA5", "created on"},
    {"\xE7\x8A\xB6\xE6\x85\x8B", "state"},
    {"\xE3\x83\xAD\xE3\x83\x83\xE3\x82\xAF\xE7\x8A\xB6\xE6\x85\x8B", "lock"},
}};

std::string translated(std::string_view text)
{
    std::string result(text);
    for (const auto& [from, to] : translations) {
        for (auto at = result.find(from); at != std::string::npos; at = result.find(from, at + to.size())) {
            result.replace(at, from.size(), to);
        }
    }
    return result;
}

} // namespace

std::string plainText(std::string_view text)
{
    if (isAscii(text)) {
        return toLower(text);
    }
    if (auto plain = fromUtf8(translated(text))) {
        return *std::move(plain);
    }
    const auto code = codeOf(text);
    std::string plain;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80) {
            plain += toLower(c);
        } else {
            plain += plainCharacter(characterOf(octet, code));
        }
    }
    return plain;
}

} // namespace mpm
