// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>
#include <string_view>

namespace mpm {

/// A threshold range of the Monitoring Plugins guidelines, `[@][start:]end`.
/// Both ends belong to the range. Without `@` a value outside raises the alarm, with `@` one inside.
class Range {
public:
    /// Strict: `10`, `10:`, `:10`, `~:10`, `5:10`, `@5:10` with decimal numbers, and nothing else.
    /// Throws UsageError, quoting the text, for anything else and for a start above the end.
    static Range parse(std::string_view text);

    /// `start:`, which a value below raises.
    static Range atLeast(double start);

    bool raisesAlarm(double value) const;

    /// Whether some value raises the alarm, and each that does raises the other range's too.
    bool alarmsOnlyWithin(const Range& other) const;

    /// The shortest text that parses to the same range (`5`, never `0:5`).
    std::string toString() const;

    double start() const { return start_; }
    double end() const { return end_; }
    bool alarmInside() const { return alarmInside_; }

    bool operator==(const Range&) const = default;

private:
    double start_ = 0;
    double end_ = std::numeric_limits<double>::infinity();
    bool alarmInside_ = false;
};

/// A number as plugins print it: C locale, no exponent, at most `decimals` places, no trailing zeros.
std::string formatNumber(double value, int decimals = 6);

/// A duration as sentences show it: "0.042s", always with three places.
std::string formatSeconds(double seconds);

} // namespace mpm
