// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/state.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mpm::checkMailRoundtrip {

/// A state as a line of JSON, with the owner whose messages it is about.
std::string toJson(const State& state, std::string_view owner);

/// What was read of a kept state.
struct KeptState {
    State state;
    std::string damage; ///< why nothing of it is used: "it is no JSON"; empty where it is sound. Safe to print
};

/// Reads what toJson wrote, whole or not at all: what is cut, changed by hand beyond sense, of another version or of
/// another owner is damaged. Whatever the text, the state is within its bounds, and its texts are safe to print.
KeptState stateFromJson(std::string_view text, std::string_view owner);

} // namespace mpm::checkMailRoundtrip
