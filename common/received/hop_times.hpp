// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/trace.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// The way of a message into one server, and how long it lay in the one before, or took from its sender.
struct Hop {
    std::string from; ///< safe to print, as `by` is; where the field does not say so, the server before
    std::string by;
    std::optional<std::chrono::duration<double>> seconds;   ///< none where a time is missing, or goes backwards
    std::optional<std::chrono::duration<double>> backwards; ///< by how much two clocks contradict each other
};

/// The hops in the order of the way, the first server's first. A second backwards is none: most servers write whole
/// seconds. `sent` and `found`: the ends of the way, where they are known; a hop that took longer than all of it
/// has no known length.
std::vector<Hop> hopsOf(const std::vector<TraceStamp>& latestFirst, std::optional<MailTime> sent = {},
                        std::optional<MailTime> found = {});

/// The hop that took longest; null where no time is known.
const Hop* slowestOf(const std::vector<Hop>& hops);

/// The hop at which clocks contradict each other most; null where none do.
const Hop* worstSkewOf(const std::vector<Hop>& hops);

} // namespace mpm
