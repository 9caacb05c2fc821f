// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Catch2 is 2.13 on Debian 12 and 3.x on newer distributions.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>

namespace Catch::Matchers {

/// Contains, by the name that it has in Catch2 3.
inline auto ContainsSubstring(const std::string& text, CaseSensitive::Choice choice = CaseSensitive::Yes)
{
    return Contains(text, choice);
}

} // namespace Catch::Matchers
#endif
