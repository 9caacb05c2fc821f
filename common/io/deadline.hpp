// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace mpm {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

/// The point in time by which something must be over. It is made once and handed down to every
/// wait; durations are never handed down, since they add up.
class Deadline {
public:
    explicit Deadline(Clock::time_point at) : at_(at) {}

    static Deadline in(Seconds fromNow);

    Clock::time_point at() const { return at_; }

    /// What is left, never below zero.
    Clock::duration remaining() const;

    bool passed() const { return remaining() == Clock::duration::zero(); }

    /// What is left in whole milliseconds, rounded up, as poll(2) wants it.
    int pollTimeout() const;

    /// The deadline of the next of `peers` that take turns: an equal part of what is left, so
    /// that one silent peer can't use up the others' time.
    Deadline share(std::size_t peers) const;

    /// The same for peers of whom one is enough: no less than three seconds, or half of what is left where that is
    /// less, so that a slow one is heard out, while a silent one leaves time for the next.
    Deadline fairShare(std::size_t peers) const;

    /// The point in time at which two thirds of what is left will have passed.
    Deadline mostOf() const;

    /// This deadline, or `fromNow` from now where that is earlier.
    Deadline orEarlier(Seconds fromNow) const;

private:
    Clock::time_point at_;
};

/// Seconds since `start`.
Seconds since(Clock::time_point start);

} // namespace mpm
