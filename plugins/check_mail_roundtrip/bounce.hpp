// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm::checkMailRoundtrip {

/// Why a message came back, in words that are safe to print.
struct BounceReason {
    std::string reply;   ///< "550 5.1.1 no such user"; what the bounce says where it quotes none; may be empty
    std::string host;    ///< whose reply it is; empty where nobody says so
    std::string meaning; ///< what the catalogue knows of it, in a few words
    std::string remedy;

    bool operator==(const BounceReason&) const = default;
};

/// Reads the first refusal that a bounce quotes, and looks it up in the reply catalogue.
BounceReason reasonOf(std::string_view bounce);

} // namespace mpm::checkMailRoundtrip
