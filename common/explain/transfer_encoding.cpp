// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/transfer_encoding.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/numbers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace mpm::pasted {
namespace {

std::string fromQuotedPrintable(std::string_view body)
{
    std::string text;
    text.reserve(body.size());
    for (std::size_t at = 0; at < body.size(); ++at) {
        if (body[at] != '=') {
            text += body[at];
            continue;
        }
        const auto end = body.find_first_not_of(" \t\r", at + 1);
        if (end == std::string_view::npos || body[end] == '\n') { // a soft line break
            at = std::min(end, body.size() - 1);
        } else if (const auto octet = parseWhole<std::uint8_t>(body.substr(at + 1, 2), 16);
                   octet && at + 2 < body.size()) {
            text += static_cast<char>(*octet);
            at += 2;
        } else {
            text += '=';
        }
    }
    return text;
}

std::string fromBase64(std::string_view body)
{
    std::string digits;
    digits.reserve(body.size());
    for (const char c : body) {
        if (base64Alphabet.find(c) != std::string_view::npos) {
            digits += c;
        } else if (c == '=' || c == '-') { // the end, or a boundary
            break;
        }
    }
    digits.resize(digits.size() - (digits.size() % 4 == 1 ? 1 : 0)); // one digit alone is no octet
    digits.append((4 - digits.size() % 4) % 4, '=');
    if (auto text = decodeBase64(digits)) {
        return std::move(*text);
    }
    digits.resize(digits.size() - 4); // unused bits of the last group that are not zero
    return decodeBase64(digits).value_or("");
}

constexpr std::array entities{std::pair{"&lt;", '<'},    std::pair{"&gt;", '>'},   std::pair{"&amp;", '&'},
                              std::pair{"&quot;", '"'},  std::pair{"&#39;", '\''}, std::pair{"&nbsp;", ' '},
                              std::pair{"&apos;", '\''}, std::pair{"&#160;", ' '}};

/// Those behind which text goes on in the same line.
constexpr std::array inlineTags{"a",    "b",    "i",  "u",   "em",    "strong", "span",
                                "font", "code", "tt", "o:p", "small", "wbr"};

std::string nameOfTag(std::string_view tag)
{
    const auto begin = tag.find_first_not_of('/');
    return begin == std::string_view::npos ? std::string()
                                           : toLower(tag.substr(begin, tag.find_first_of(" \t\r\n/>", begin) - begin));
}

} // namespace

std::string decoded(std::string_view body, std::string_view encoding)
{
    encoding = trim(encoding);
    if (equalIgnoringCase(encoding, "quoted-printable")) {
        return fromQuotedPrintable(body);
    }
    return equalIgnoringCase(encoding, "base64") ? fromBase64(body) : std::string(body);
}

std::string withoutMarkup(std::string_view html)
{
    std::string text;
    text.reserve(html.size());
    bool blank = false;
    for (std::size_t at = 0; at < html.size(); ++at) {
        if (html[at] == '<') {
            const auto end = html.find('>', at);
            if (end == std::string_view::npos) {
                break;
            }
            const auto name = nameOfTag(html.substr(at + 1, std::min<std::size_t>(end - at - 1, 40)));
            const bool closes = html[at + 1] == '/' || html[end - 1] == '/';
            at = end;
            if ((name == "style" || name == "script") && !closes) {
                const auto close = html.find("</", end);
                at = close == std::string_view::npos ? html.size() : close - 1;
            }
            const bool staysInLine =
                std::any_of(inlineTags.begin(), inlineTags.end(), [&](const char* tag) { return name == tag; });
            text += staysInLine ? "" : "\n";
            blank = false;
        } else if (html[at] == '&') {
            const auto* entity = std::find_if(entities.begin(), entities.end(), [&](const auto& each) {
                return html.substr(at).starts_with(each.first);
            });
            text += entity == entities.end() ? '&' : entity->second;
            at += entity == entities.end() ? 0 : std::string_view(entity->first).size() - 1;
            blank = false;
        } else if (html[at] == ' ' || html[at] == '\t' || html[at] == '\r' || html[at] == '\n') {
            text += blank ? "" : " ";
            blank = true;
        } else {
            text += html[at];
            blank = false;
        }
    }
    return text;
}

} // namespace mpm::pasted
