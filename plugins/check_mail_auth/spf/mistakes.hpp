// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm::checkMailAuth {

/// What a term that can't be read was probably meant to be.
struct SpfMistake {
    std::string sentence; ///< what is wrong; safe to print; empty: none of the usual mistakes
    std::string mended;   ///< the term as it was probably meant; empty: unknown, or it is to be left out
};

/// The usual mistakes of people: "ipv4:", an address without a mechanism, a comma at the end, ...
SpfMistake mistakeIn(std::string_view term);

/// A record as it was probably meant, which can be read: terms mended, torn ones put together, what is beyond that left
/// out.
struct MendedSpf {
    std::string record; ///< empty where nothing is left
    bool whole = true;  ///< nothing was left out
};

MendedSpf mendedRecord(std::string_view record);

/// What a text that looks like an SPF record and is none ("v=spf10", "v=spf1;" ...) was probably meant to be, and why
/// it is none; an empty sentence when it does not look like one.
SpfMistake whyNoSpf(std::string_view text);

} // namespace mpm::checkMailAuth
