// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace mpm {

/// The time of day, for what carries dates. Waits go by Clock.
std::chrono::sys_seconds wallClock();

/// The same as finely as headers tell it.
std::chrono::sys_time<std::chrono::microseconds> preciseWallClock();

/// Throws MachineUnfit for a time before 2020, when nothing of this was written: a machine without a battery or NTP. By
/// such a clock every certificate is of the future.
void demandRight(std::chrono::sys_seconds now);

} // namespace mpm
