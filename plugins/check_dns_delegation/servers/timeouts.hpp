// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

namespace mpm::checkDnsDelegation {

/// How long one run waits for servers that stay silent: about 2.3 seconds in all of it, however much --timeout
/// allows, since Zabbix gives an external check three. Servers that are merely far away get longer.
class Timeouts {
public:
    /// Begins with the run, which has to end by the deadline.
    explicit Timeouts(Deadline deadline) : deadline_(deadline), start_(Clock::now()) {}

    /// The way to the nearest server and back; every wait grows with it.
    void allowFor(Seconds roundTrip) { roundTrip_ = roundTrip; }

    /// For questions that are asked the first time. Whoever misses it is asked again.
    Deadline firstTry() const;

    /// For what failed at first. Answers that need `atLeast` so long get it.
    Deadline lastTry(Seconds atLeast) const;

    /// Whether --timeout leaves the last try less than it needs to tell silence from loss.
    bool isCut() const;

private:
    Seconds left() const { return deadline_.remaining(); }

    Deadline deadline_;
    Clock::time_point start_;
    Seconds roundTrip_{0};
};

} // namespace mpm::checkDnsDelegation
