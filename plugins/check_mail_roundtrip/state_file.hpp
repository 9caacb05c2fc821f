// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/state.hpp"
#include "io/deadline.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace mpm::checkMailRoundtrip {

/// How much of a state file is read; an own one is far from it.
constexpr std::size_t longestStateFile = 4UL * 1024 * 1024;

/// Where the state is kept, and whose it is.
struct StateFile {
    std::string path;
    std::string owner;
};

/// A state after a change.
struct ChangedState {
    State state;          ///< as it was kept
    bool isFirst = false; ///< there was none before
    std::string setAside; ///< where a damaged one was put, and why; empty where it was sound. Safe to print
};

/// Reads the state, changes it and keeps it, while no other run does. A damaged one is set aside, and an empty one
/// takes its place. Nothing is kept where `change` throws. Throws FileUnusable where the file can't be used by the
/// deadline.
ChangedState changeState(const StateFile& file, Deadline deadline, const std::function<void(State&)>& change);

} // namespace mpm::checkMailRoundtrip
