// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/range.hpp"
#include "check/status.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// The warning and the critical range of one metric; either may be absent.
struct Threshold {
    std::optional<Range> warning;
    std::optional<Range> critical;

    /// Critical is judged before warning, as the guidelines say.
    Status judge(double value) const;
};

/// Thresholds by metric name, as `-w` and `-c` give them.
class Thresholds {
public:
    /// Adds `[METRIC=]RANGE`, or several with commas between; without METRIC it is `time`'s.
    /// Throws UsageError on a bad range and on a metric that already has one of this kind.
    void addWarning(std::string_view list);
    void addCritical(std::string_view list);

    /// For a metric that the user gave no threshold of this kind.
    void defaultTo(std::string_view metric, std::optional<Range> warning, std::optional<Range> critical);

    Threshold of(std::string_view metric) const;
    const std::map<std::string, Threshold, std::less<>>& all() const { return byMetric_; }

private:
    void add(std::string_view list, std::optional<Range> Threshold::*kind, std::string_view option);

    std::map<std::string, Threshold, std::less<>> byMetric_;
};

} // namespace mpm
