// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/imap_response.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpm {

/// A literal in the place where its "{5}" stands.
struct ImapLiteral {
    std::string octets;
    std::size_t omitted = 0;
};

/// The values of a line whose literals stand in it as "{5}" with CRLF behind. A string that says what is wrong where
/// they are none: a parenthesis or quote without its other end, a blank too many, too many values, too deep.
std::variant<std::vector<ImapValue>, std::string> parseImapValues(std::string_view text,
                                                                  std::vector<ImapLiteral> literals);

/// The size that the line's last characters announce ("{5}", "~{5}", "{5+}"): its digits; empty where there is none.
std::string_view announcedLiteral(std::string_view line);

} // namespace mpm
