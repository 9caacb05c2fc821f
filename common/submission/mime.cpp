// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/mime.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/hex.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t longestEncodedLine = 76;
constexpr std::size_t octetsPerWord = 45; // 60 base64 digits, and 12 of "=?UTF-8?B?" and "?=" around them

std::string escaped(char c)
{
    return "=" + toUpper(toHex({&c, 1}));
}

bool isLiteral(char c)
{
    return (c >= '!' && c <= '~' && c != '=') || c == ' ' || c == '\t';
}

std::string quotedLine(std::string_view line)
{
    std::string result;
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool blankAtEnd = i + 1 == line.size() && (line[i] == ' ' || line[i] == '\t');
        const auto piece = isLiteral(line[i]) && !blankAtEnd ? std::string(1, line[i]) : escaped(line[i]);
        const std::size_t room = i + 1 == line.size() ? longestEncodedLine : longestEncodedLine - 1;
        if (width + piece.size() > room) {
            result += "=\r\n";
            width = 0;
        }
        result += piece;
        width += piece.size();
    }
    return result;
}

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

} // namespace

std::string quotedPrintable(std::string_view lines)
{
    std::string result;
    while (!lines.empty()) {
        const auto end = lines.find("\r\n");
        result += quotedLine(lines.substr(0, end)) + (end == std::string_view::npos ? "" : "\r\n");
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 2);
    }
    return result;
}

std::vector<std::string> encodedWords(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        auto length = std::min(octetsPerWord, text.size());
        while (length < text.size() && length > 1 && continuesCharacter(text[length])) {
            --length;
        }
        words.push_back("=?UTF-8?B?" + encodeBase64(text.substr(0, length)) + "?=");
        text.remove_prefix(length);
    }
    return words;
}

} // namespace mpm
