// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/range.hpp"
#include "check/status.hpp"

#include <map>
#include <optional>
#include <set>
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

/// With these ranges in the place of absent ones. A default beside which, or beside whose counterpart, WARNING would
/// never show becomes the same as what was given.
Threshold withDefaults(Threshold given, const std::optional<Range>& warning, const std::optional<Range>& critical);

/// Thresholds by metric name, as `-w` and `-c` give them.
class Thresholds {
public:
    /// Adds `[METRIC=]RANGE`, or several with commas between; without METRIC it is `time`'s.
    /// Throws UsageError on a bad range and on a metric that already has one of this kind.
    void addWarning(std::string_view list);
    void addCritical(std::string_view list);

    /// For a metric that the user gave no threshold of this kind, as withDefaults has it.
    void defaultTo(std::string_view metric, std::optional<Range> warning, std::optional<Range> critical);

    /// A metric of which both ranges were given and whose WARNING never shows, since each value that raises it is
    /// CRITICAL already; nothing where there is none. Equal ranges are allowed.
    std::optional<std::string> inverted() const;

    Threshold of(std::string_view metric) const;

    /// Whether the user gave this metric a range, rather than a default.
    bool isGiven(std::string_view metric) const { return given_.count(metric) > 0; }
    const std::set<std::string, std::less<>>& given() const { return given_; }
    const std::map<std::string, Threshold, std::less<>>& all() const { return byMetric_; }

private:
    void add(std::string_view list, std::optional<Range> Threshold::*kind, std::string_view option);

    std::map<std::string, Threshold, std::less<>> byMetric_;
    std::set<std::string, std::less<>> given_;
};

} // namespace mpm
