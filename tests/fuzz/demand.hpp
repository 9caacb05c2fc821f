// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace mpm::fuzz {

/// What must hold for whatever a peer sends; ends the run, and names the line, where it does not.
inline void demand(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE())
{
    if (!holds) {
        std::fprintf(stderr, "%s:%d: this does not hold\n", file, line);
        std::abort();
    }
}

/// The text may be shown as it is.
inline void demandHarmless(std::string_view text, const char* file = __builtin_FILE(), int line = __builtin_LINE())
{
    demand(harmless(text, text.size()) == text, file, line);
}

} // namespace mpm::fuzz
