// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/transfer_encoding.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/numbers.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace mpm {
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

} // namespace

std::string decodedBody(std::string_view body, std::string_view encoding)
{
    encoding = trim(encoding);
    if (equalIgnoringCase(encoding, "quoted-printable")) {
        return fromQuotedPrintable(body);
    }
    return equalIgnoringCase(encoding, "base64") ? fromBase64(body) : std::string(body);
}

} // namespace mpm
