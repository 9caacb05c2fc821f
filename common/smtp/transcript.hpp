// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// A dialogue, each line with the time since this object was made. Keeps the first 1000 lines, 1024 octets of each.
/// Nothing is made harmless before somebody wants to see it.
class Transcript {
public:
    /// Keeps nothing from here on: most runs show no dialogue, and then it need not be written down.
    void stop() { stopped_ = true; }

    /// False: what would be added need not be made.
    bool isKept() const { return !stopped_ && lines_.size() < mostLines; }

    /// A peer's text; secrets must have been masked in it.
    void add(std::string_view line) { keep(line, false); }

    /// The client's own words, to be shown as sent, angle brackets included: they hold nothing of a peer's but what it
    /// made safe.
    void addOwn(std::string_view line) { keep(line, true); }

    /// "0.012s S: 220 ..." and "0.013s C: EHLO ..." in order, "* ..." where something happened; safe to print.
    std::vector<std::string> lines() const;

private:
    struct Line {
        Seconds at{0};
        std::string text;
        bool own = false;
    };

    static constexpr std::size_t mostLines = 1000;

    void keep(std::string_view line, bool own);

    bool stopped_ = false;
    Clock::time_point started_ = Clock::now();
    std::vector<Line> lines_;
};

} // namespace mpm
