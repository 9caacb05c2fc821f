// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check/status.hpp"
#include "sending/plan.hpp"
#include "survey/by_hand.hpp"

namespace mpm::sending {

/// What the user wants of the server: what was planned, and what a time-out counts as.
struct Policy {
    Status timeoutStatus = Status::Critical;
    Plan plan;
    ByHand byHand;     ///< for the commands that findings come with
    ReportParts parts; ///< of the report that somebody will see
};

} // namespace mpm::sending
