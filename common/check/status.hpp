// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace mpm {

/// The verdict of a finding or of a whole run. The value is the exit status that the
/// Monitoring Plugins guidelines give it.
enum class Status { Ok = 0, Warning = 1, Critical = 2, Unknown = 3 };

/// The worse of two, in the order OK < WARNING < UNKNOWN < CRITICAL: a fault that was seen
/// outranks one that could not be looked at.
Status worse(Status a, Status b);

/// "OK", "WARNING", "CRITICAL" or "UNKNOWN".
std::string_view toString(Status status);

/// Reads `ok`, `warning`, `critical` or `unknown` in any case; nothing for any other text.
std::optional<Status> parseStatus(std::string_view text);

} // namespace mpm
