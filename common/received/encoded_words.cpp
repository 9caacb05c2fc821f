// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/encoded_words.hpp"

#include "check/ascii.hpp"
#include "received/transfer_encoding.hpp"

#include <algorithm>
#include <optional>

namespace mpm {
namespace {

constexpr std::size_t longestWord = 1000; ///< RFC 2047 section 2 allows 75; some write longer ones

struct EncodedWord {
    std::string text;
    std::size_t length = 0; ///< of the word as it stands
};

/// "=?charset?B?digits?=" at the front of a text.
std::optional<EncodedWord> atFrontOf(std::string_view text)
{
    text = text.substr(0, longestWord);
    const auto charset = text.starts_with("=?") ? text.find('?', 2) : std::string_view::npos;
    if (charset == std::string_view::npos || charset + 2 >= text.size() || text[charset + 2] != '?') {
        return std::nullopt;
    }
    const auto begin = charset + 3;
    const auto end = text.find("?=", begin);
    const auto kind = toLower(text[charset + 1]);
    if (end == std::string_view::npos || (kind != 'b' && kind != 'q')) {
        return std::nullopt;
    }
    std::string body(text.substr(begin, end - begin));
    if (body.find_first_of(" \t") != std::string::npos) {
        return std::nullopt;
    }
    std::replace(body.begin(), body.end(), '_', kind == 'q' ? ' ' : '_');
    return EncodedWord{decodedBody(body, kind == 'q' ? "quoted-printable" : "base64"), end + 2};
}

} // namespace

std::string withoutEncodedWords(std::string_view text)
{
    std::string plain;
    std::size_t blanks = std::string::npos; // where those behind an encoded word begin
    while (!text.empty()) {
        const auto word = atFrontOf(text);
        if (word) {
            plain.resize(std::min(blanks, plain.size()));
            plain += word->text;
            blanks = plain.size();
            text.remove_prefix(word->length);
            continue;
        }
        blanks = trim(text.substr(0, 1)).empty() ? blanks : std::string::npos;
        plain += text.front();
        text.remove_prefix(1);
    }
    return plain;
}

} // namespace mpm
