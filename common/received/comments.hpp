// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Comments and quoted strings of structured fields (RFC 5322 sections 3.2.1 to 3.2.4).
namespace mpm {

/// The field's body with a blank in place of every comment; quoted strings stay as they are. A comment that is never
/// closed reaches to the end; a bracket that closes none is dropped.
std::string withoutComments(std::string_view body);

/// The end of the comment that begins at `at` with "(", behind its last bracket; nested ones are part of it.
std::size_t endOfComment(std::string_view text, std::size_t at);

/// The end of the quoted string that begins at `at` with a quotation mark, behind the mark that closes it.
std::size_t endOfQuoted(std::string_view text, std::size_t at);

/// What a quoted string says: without its marks and the backslashes before characters. Other text stays as it is.
std::string unquoted(std::string_view text);

/// The place of the first, or last, such sign outside of comments and quoted strings; npos without.
std::size_t findOutside(std::string_view text, char sign, std::size_t from = 0);
std::size_t findLastOutside(std::string_view text, char sign);

} // namespace mpm
