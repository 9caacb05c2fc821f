// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace Poco {
class RegularExpression;
}

namespace mpm::checkSmtpBanner {

/// A Perl-compatible regular expression over octets. What matching may cost is bounded, since the expression is the
/// user's, but what it is held against a peer's: back-references over a long line would otherwise take hours and
/// gigabytes.
class LinePattern {
public:
    /// Throws UsageError with the library's reason.
    explicit LinePattern(const std::string& expression);

    enum class Match : std::uint8_t {
        Found,
        None,
        TooCostly, ///< not known: the bound was reached at a line before any matched
    };

    /// Whether one of the lines, which may hold NUL, matches within its first 1,000 octets.
    Match in(const std::vector<std::string>& lines) const;

    const std::string& expression() const { return expression_; }

private:
    std::string expression_;
    std::shared_ptr<const Poco::RegularExpression> compiled_;
};

} // namespace mpm::checkSmtpBanner
