// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// A decimal number that is all of the text: `-12`, `0.5`, `.5`, `5.`; no exponent, no plus sign, no blanks.
/// Nothing for any other text, and for a number that is too large.
std::optional<double> parseDecimal(std::string_view text);

/// With so many digits behind the point: "0.042".
std::string fixedDecimals(double value, int decimals);

/// To the nearest whole number; halves go away from zero.
constexpr double rounded(double value)
{
    constexpr double mostExact = 9007199254740992; // above it all are whole
    if (!(value > -mostExact && value < mostExact)) {
        return value;
    }
    const auto whole = static_cast<double>(static_cast<long long>(value));
    const double rest = value - whole;
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole;
}

} // namespace mpm
