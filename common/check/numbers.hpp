// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace mpm {

/// A whole number that is all of the text: digits, with "-" in front where `Number` has a sign; no "+", no blanks.
/// Nothing for any other text, and for a number that `Number` can't hold.
template <class Number>
std::optional<Number> parseWhole(std::string_view text, int base = 10)
{
    Number number{};
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number, base);
    return error == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

} // namespace mpm
