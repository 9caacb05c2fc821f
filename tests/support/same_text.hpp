// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"

#include <string>
#include <string_view>

namespace mpm::test {

/// Where two texts part, and both of them whole, for a human who has to see why a test fails: each line of the actual
/// text, the first octet that differs marked below its line, then the expected one. Empty when they are the same.
std::string differenceOf(std::string_view actual, std::string_view expected);

/// Fails, and prints the difference, unless a whole output is what it should be.
inline void checkSameText(std::string_view actual, std::string_view expected)
{
    const auto difference = differenceOf(actual, expected);
    INFO(difference);
    CHECK(difference.empty());
}

} // namespace mpm::test
