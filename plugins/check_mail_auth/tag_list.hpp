// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailAuth {

/// One part of a record "tag=value; tag=value; ...".
struct Tag {
    std::string name;  ///< as it stands, upper and lower case; not empty
    std::string value; ///< without blanks, tabs and line ends around it; may be empty
};

/// A record as DKIM keys (RFC 6376 section 3.2) and DMARC (RFC 7489 section 6.4) write it: octets of a stranger.
struct TagList {
    std::vector<Tag> tags;             ///< in their order, repeated ones included
    std::vector<std::string> broken;   ///< parts that are no tag=value: no "=", no name, or a name with other signs
    std::vector<std::string> repeated; ///< names that stand more than once, each once
    bool leftOut = false;              ///< there are more parts than `mostTags`

    /// The first of this name, letter by letter; null without.
    const Tag* find(std::string_view name) const;

    /// Its value; empty without.
    std::string_view value(std::string_view name) const&;
    std::string_view value(std::string_view name) const&& = delete; // the text goes with its list
};

/// Nobody has so many.
constexpr std::size_t mostTags = 64;

/// An empty part counts only in the middle ("a=b;;c=d" is broken there), not behind the last semicolon.
TagList readTags(std::string_view record);

} // namespace mpm::checkMailAuth
