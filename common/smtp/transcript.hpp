// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// A dialogue as it is shown: "0.012s S: 220 ..." and "0.013s C: EHLO ..." in order, "* ..." where something happened,
/// with the seconds since this object was made. Keeps the first 1000 lines, 1024 octets of each.
class Transcript {
public:
    /// Holds a peer's text, which is made harmless; secrets must have been masked in it.
    void add(std::string_view line);

    /// As sent, angle brackets included: the client's own words, which hold nothing of a peer's but what it made safe.
    void addOwn(std::string_view line);

    const std::vector<std::string>& lines() const { return lines_; }

private:
    Clock::time_point started_ = Clock::now();
    std::vector<std::string> lines_;
};

} // namespace mpm
