// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/threshold.hpp"

#include <optional>
#include <string>

namespace mpm {

/// One measured value, with the limits it is judged by.
struct Metric {
    std::string name;
    double value = 0;
    std::string unit;      ///< "s" for seconds, empty for a count
    std::string note = {}; ///< what a breach's message says behind the value and its limit
    std::optional<double> min;
    std::optional<double> max;
    Threshold threshold = {};
    std::string findingId = {}; ///< the finding that a breached threshold is; empty: metric-out-of-range
    std::string command = {};   ///< shows the same, for that finding's remedy: "dig example.org SOA"
    bool judged = false;        ///< the check has judged it itself, part by part, by the threshold here
};

/// A duration in seconds, never below zero.
Metric seconds(std::string name, double value);

/// A number of things, never below zero.
Metric count(std::string name, double value);

} // namespace mpm
