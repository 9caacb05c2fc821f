// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/decimals.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

// By the C library, which is loaded anyway, and in its locale "C", which nobody here changes: what <charconv> has for
// doubles brings libm and tables of a hundred kilobytes into every check.
namespace mpm {

std::optional<double> parseDecimal(std::string_view text)
{
    const auto digits = text.starts_with('-') ? text.substr(1) : text;
    const bool sound = std::all_of(digits.begin(), digits.end(), [](char c) { return isDigit(c) || c == '.'; }) &&
                       std::any_of(digits.begin(), digits.end(), isDigit) &&
                       std::count(digits.begin(), digits.end(), '.') <= 1;
    if (!sound) {
        return std::nullopt;
    }
    errno = 0;
    const double value = std::strtod(std::string(text).c_str(), nullptr);
    return errno == 0 ? std::optional(value) : std::nullopt;
}

std::string fixedDecimals(double value, int decimals)
{
    std::array<char, 400> buffer{};
    const int size = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return size > 0 && static_cast<std::size_t>(size) < buffer.size() ? std::string(buffer.data()) : "0";
}

} // namespace mpm
