// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// A set of reply codes that a user wants at a step: `550,554`, `5yz`, `2yz,554`.
class ReplyCodes {
public:
    /// A comma list. Nothing when it is empty, or unless every item is a code from 100 to 599 or a class `1yz` to
    /// `5yz` (`5xx` and `5` too).
    static std::optional<ReplyCodes> parse(std::string_view list);

    bool holds(int code) const;

    /// Whether every code of the set is a refusal, 4yz or 5yz.
    bool areRefusals() const;

    /// Whether one of them is a 1yz, with which no reply of SMTP ends (RFC 5321 section 4.2.1).
    bool holdPreliminary() const;

    /// "5yz", "550 or 554".
    std::string shown() const;

private:
    std::vector<int> codes_; ///< a class is its digit
};

} // namespace mpm
