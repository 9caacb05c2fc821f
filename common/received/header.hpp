// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// How much of the header of a message that came is read; what is beyond is left out.
constexpr std::size_t mostHeaderOctets = 512UL * 1024;
constexpr std::size_t mostHeaderFields = 1000;
constexpr std::size_t longestHeaderField = 16UL * 1024;

/// One field of a header that came, as its sender and the servers on the way wrote it: never for output as it is.
struct ReceivedField {
    std::string name; ///< in the letter case in which it came
    std::string body; ///< unfolded, without blanks at both ends, cut at `longestHeaderField`
};

/// The header of a message, or of a part of one, that somebody else wrote (RFC 5322 section 2.2): its fields in their
/// order, the topmost first.
class ReceivedHeader {
public:
    /// Reads up to the first empty line; a line that is neither a field nor goes on with one ends the header, too,
    /// but for mbox's "From " at the very top. Lines may end with LF alone.
    static ReceivedHeader parse(std::string_view message);

    const std::vector<ReceivedField>& fields() const { return fields_; }

    /// The topmost field of that name, in any letter case; empty without.
    std::string_view value(std::string_view name) const;
    bool has(std::string_view name) const;

    /// Where the body begins: behind the header and its empty line.
    std::size_t end() const { return end_; }

    /// Whether something was left out because it is beyond the bounds.
    bool wasCut() const { return wasCut_; }

private:
    std::vector<ReceivedField> fields_;
    std::size_t end_ = 0;
    bool wasCut_ = false;
};

/// The line at the front of a text, without its end, CRLF or LF; the text then begins behind it.
std::string_view takeLine(std::string_view& text);

} // namespace mpm
