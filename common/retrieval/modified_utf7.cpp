// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/modified_utf7.hpp"

#include "check/base64.hpp"
#include "check/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace mpm {
namespace {

bool isDirect(std::uint32_t point)
{
    return point >= 0x20 && point <= 0x7E;
}

/// The base64 of the section: "," in the place of "/", no padding.
std::string encodeRun(const std::string& utf16)
{
    auto text = encodeBase64(utf16);
    text.erase(text.find_last_not_of('=') + 1);
    for (char& c : text) {
        c = c == '/' ? ',' : c;
    }
    return "&" + text + "-";
}

void appendUnit(std::string& utf16, std::uint32_t unit)
{
    utf16 += static_cast<char>(unit >> 8U & 0xFFU);
    utf16 += static_cast<char>(unit & 0xFFU);
}

void appendUtf16(std::string& utf16, std::uint32_t point)
{
    if (point < 0x10000) {
        appendUnit(utf16, point);
    } else {
        appendUnit(utf16, 0xD800U + ((point - 0x10000U) >> 10U));
        appendUnit(utf16, 0xDC00U + ((point - 0x10000U) & 0x3FFU));
    }
}

void appendUtf8(std::string& out, std::uint32_t point)
{
    const auto add = [&](std::uint32_t octet) { out += static_cast<char>(octet); };
    const auto tail = [&](unsigned shift) { add(0x80U | (point >> shift & 0x3FU)); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xC0U | point >> 6U);
        tail(0);
    } else if (point < 0x10000) {
        add(0xE0U | point >> 12U);
        tail(6);
        tail(0);
    } else {
        add(0xF0U | point >> 18U);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::optional<std::string> decodeRun(std::string_view run)
{
    std::string base64(run);
    for (char& c : base64) {
        if (c == '/') {
            return std::nullopt;
        }
        c = c == ',' ? '/' : c;
    }
    base64.append((4 - base64.size() % 4) % 4, '=');
    const auto utf16 = decodeBase64(base64);
    if (!utf16 || utf16->empty() || utf16->size() % 2 != 0 || encodeRun(*utf16) != "&" + std::string(run) + "-") {
        return std::nullopt;
    }
    std::string out;
    std::uint32_t high = 0;
    for (std::size_t at = 0; at < utf16->size(); at += 2) {
        const auto unit = static_cast<std::uint32_t>(static_cast<unsigned char>((*utf16)[at])) << 8U |
                          static_cast<unsigned char>((*utf16)[at + 1]);
        const bool isHigh = unit >= 0xD800 && unit < 0xDC00;
        const bool isLow = unit >= 0xDC00 && unit < 0xE000;
        if (isLow != (high != 0) || (!isHigh && !isLow && isDirect(unit))) {
            return std::nullopt;
        }
        if (isHigh) {
            high = unit;
        } else {
            appendUtf8(out, isLow ? 0x10000U + ((high - 0xD800U) << 10U) + (unit - 0xDC00U) : unit);
            high = 0;
        }
    }
    return high == 0 ? std::optional(out) : std::nullopt;
}

} // namespace

std::optional<std::string> toModifiedUtf7(std::string_view utf8)
{
    std::string out;
    std::string run;
    const auto endRun = [&] {
        out += run.empty() ? "" : encodeRun(run);
        run.clear();
    };
    while (!utf8.empty()) {
        const auto character = frontUtf8(utf8);
        if (!character.valid) {
            return std::nullopt;
        }
        if (isDirect(character.codePoint)) {
            endRun();
            out += utf8.front() == '&' ? "&-" : std::string(1, utf8.front());
        } else {
            appendUtf16(run, character.codePoint);
        }
        utf8.remove_prefix(character.length);
    }
    endRun();
    return out;
}

std::optional<std::string> fromModifiedUtf7(std::string_view text)
{
    std::string out;
    bool afterRun = false;
    while (!text.empty()) {
        const char c = text.front();
        if (!isDirect(static_cast<unsigned char>(c))) {
            return std::nullopt;
        }
        if (c != '&') {
            out += c;
            text.remove_prefix(1);
            afterRun = false;
            continue;
        }
        const auto end = text.find('-');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        const auto run = text.substr(1, end - 1);
        const auto decoded = run.empty() ? std::optional<std::string>("&") : decodeRun(run);
        if (!decoded || (afterRun && !run.empty())) {
            return std::nullopt;
        }
        out += *decoded;
        afterRun = !run.empty();
        text.remove_prefix(end + 1);
    }
    return out;
}

} // namespace mpm
