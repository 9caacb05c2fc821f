// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/status.hpp"
#include "io/deadline.hpp"

#include <string>

namespace mpm {

/// The last resort: when the run has not answered in time, whatever hangs, or when a library aborts,
/// prints what was prepared and ends the process. It uses a signal, so it needs no thread and no help
/// from the code that hangs. At most one at a time.
class Watchdog {
public:
    struct Answer {
        std::string text;
        Status status = Status::Unknown;
    };

    Watchdog(Deadline deadline, Answer onTimeout, Answer onAbort);
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    /// Disarms; from here on the caller prints.
    ~Watchdog();
};

} // namespace mpm
