// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// An enhanced mail system status code (RFC 3463): class.subject.detail, such as 5.1.1.
struct EnhancedCode {
    int status = 5;  ///< 2 success, 4 persistent transient failure, 5 permanent failure
    int subject = 0; ///< 0 to 999; 0 to 7 are assigned
    int detail = 0;  ///< 0 to 999

    /// The whole text must be one code: class 2, 4 or 5, numbers without leading zeros, at most
    /// three digits each (RFC 3463 section 2); nothing for any other text.
    static std::optional<EnhancedCode> parse(std::string_view text);

    /// The code at the front of a reply's text, if a blank or the end follows it.
    static std::optional<EnhancedCode> atFrontOf(std::string_view text);

    std::string toString() const;

    auto operator<=>(const EnhancedCode&) const = default;
};

} // namespace mpm
