// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/grammar.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mpm::test {
namespace {

/// How many octets the UTF-8 character at the front has; 0 when there is none (RFC 3629 section 4).
std::size_t characterLength(std::string_view text)
{
    struct Form {
        std::uint8_t firstLow, firstHigh, secondLow, secondHigh;
        std::size_t length;
    };
    static constexpr std::array<Form, 8> forms{{{0xC2, 0xDF, 0x80, 0xBF, 2},
                                                {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                                {0xE1, 0xEC, 0x80, 0xBF, 3},
                                                {0xED, 0xED, 0x80, 0x9F, 3},
                                                {0xEE, 0xEF, 0x80, 0xBF, 3},
                                                {0xF0, 0xF0, 0x90, 0xBF, 4},
                                                {0xF1, 0xF3, 0x80, 0xBF, 4},
                                                {0xF4, 0xF4, 0x80, 0x8F, 4}}};
    const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    if (octet(0) < 0x80) {
        return 1;
    }
    for (const auto& form : forms) {
        if (octet(0) < form.firstLow || octet(0) > form.firstHigh || text.size() < form.length) {
            continue;
        }
        bool valid = octet(1) >= form.secondLow && octet(1) <= form.secondHigh;
        for (std::size_t i = 2; i < form.length; ++i) {
            valid = valid && octet(i) >= 0x80 && octet(i) <= 0xBF;
        }
        if (valid) {
            return form.length;
        }
    }
    return 0;
}

std::string at(std::size_t offset, const std::string& what)
{
    return what + " at octet " + std::to_string(offset);
}

/// A line of the dialogue, with its time.
bool isSaidByUs(std::string_view line)
{
    const auto clock = line.find_first_not_of("0123456789.");
    return clock != 0 && clock != std::string_view::npos && line.substr(clock).starts_with("s C: ");
}

/// Whether this octet is part of what the client itself said, which is shown as it was sent: a line of the dialogue, a
/// command in the table of replies, or either in JSON.
bool isOurOwn(std::string_view output, std::size_t offset)
{
    const auto before = output.substr(0, offset);
    auto line = before.substr(before.rfind('\n') + 1);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.starts_with("replies: ")) {
        const auto command = line.find(", command ");
        return command != std::string_view::npos && line.find(", code ", command) == std::string_view::npos &&
               line.find(", failure ", command) == std::string_view::npos;
    }
    if (!line.starts_with('{') && !line.starts_with('"')) {
        return isSaidByUs(line);
    }
    auto quote = std::string_view::npos; // that begins the string which the octet is in
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') {
            quote = quote == std::string_view::npos ? i : std::string_view::npos;
        } else if (line[i] == '\\') {
            ++i;
        }
    }
    return quote != std::string_view::npos &&
           (line.substr(0, quote).ends_with(R"("command":)") || line.substr(0, quote).ends_with(R"("command": )") ||
            isSaidByUs(line.substr(quote + 1)));
}

} // namespace

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const auto length = characterLength(text);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::string harmIn(std::string_view output)
{
    for (std::size_t i = 0; i < output.size();) {
        const auto octet = static_cast<std::uint8_t>(output[i]);
        const auto length = octet < 0x80 ? 1 : characterLength(output.substr(i));
        if (length == 0) {
            return at(i, "invalid UTF-8");
        }
        if ((octet < 0x20 && octet != '\n') || octet == 0x7F) {
            return at(i, "control octet " + std::to_string(octet));
        }
        if (octet == 0xC2 && static_cast<std::uint8_t>(output[i + 1]) < 0xA0) {
            return at(i, "C1 control character");
        }
        const bool angle = octet == '<' || octet == '>';
        if ((angle && !isOurOwn(output, i)) || octet == '`' || (octet == '$' && output.substr(i).starts_with("$("))) {
            return at(i, "markup or shell syntax");
        }
        i += length;
    }
    return "";
}

} // namespace mpm::test
