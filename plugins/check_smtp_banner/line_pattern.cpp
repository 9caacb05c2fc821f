// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/line_pattern.hpp"

#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <Poco/Exception.h>
#include <Poco/RegularExpression.h>

#include <string_view>

namespace mpm::checkSmtpBanner {
namespace {

using Poco::RegularExpression;

// $ is the end of the line, not also the place before a line feed that a peer sends inside of it.
constexpr int options = RegularExpression::RE_DOLLAR_ENDONLY | RegularExpression::RE_ANCHORED;

/// RFC 5321 section 4.5.3.1.5 allows 512. Comparing with a back-reference is not counted, but takes its time.
constexpr std::size_t longestLine = 1000;

/// The bounds are settings at the front, which both versions of PCRE know: steps (about 10 ms), and depth (two
/// megabytes of stack). They hold for one place to begin at, so the expression is made to begin at one.
std::string bounded(const std::string& expression)
{
    return "(*LIMIT_MATCH=250000)(*LIMIT_RECURSION=4000)(?s:.)*?(?:" + expression + ")";
}

/// What POSIX expressions of GNU's library had for the edges of words and lines would silently be letters here.
void refuseOldEdges(const std::string& expression)
{
    for (std::size_t at = expression.find('\\'); at != std::string::npos && at + 1 < expression.size();
         at = expression.find('\\', at + 2)) {
        if (std::string_view("<>`'").find(expression[at + 1]) != std::string_view::npos) {
            throw UsageError("--expect-regex: '" + printable(expression) + "': " + printable(expression.substr(at, 2)) +
                             " has no meaning in a Perl-compatible expression; the edge of a word is \\b, the ends of "
                             "the line are ^ and $");
        }
    }
}

/// Nothing is to be read out of a match, so one with more groups than there was room for is one as well.
bool isFound(const Poco::RegularExpressionException& thrown)
{
    return thrown.message().find("too many captured substrings") != std::string::npos;
}

} // namespace

LinePattern::LinePattern(const std::string& expression) : expression_(expression)
{
    if (expression.empty()) {
        throw UsageError("--expect-regex: '' is in every greeting; give an expression that tells something");
    }
    if (expression.starts_with("(*")) {
        throw UsageError("--expect-regex: '" + printable(expression) + "': settings such as (*UTF8) are not taken");
    }
    refuseOldEdges(expression);
    try {
        const RegularExpression alone(expression, options); // whose complaints count octets from the user's first
        compiled_ = std::make_shared<const RegularExpression>(bounded(expression), options);
    } catch (const Poco::Exception& fault) {
        throw UsageError("--expect-regex: '" + printable(expression) + "': " + printable(fault.message()));
    }
}

LinePattern::Match LinePattern::in(const std::vector<std::string>& lines) const
{
    try {
        for (const auto& line : lines) {
            RegularExpression::Match place;
            if (compiled_->match(line.substr(0, longestLine), 0, place) > 0) {
                return Match::Found;
            }
        }
        return Match::None;
    } catch (const Poco::RegularExpressionException& thrown) {
        return isFound(thrown) ? Match::Found : Match::TooCostly;
    }
}

} // namespace mpm::checkSmtpBanner
