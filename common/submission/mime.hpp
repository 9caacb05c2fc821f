// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// Quoted-printable (RFC 2045 section 6.7) of lines that end with CRLF: no line of the result is longer
/// than 76 characters, blanks at line ends are encoded, line ends stay. A last line needs no CRLF.
std::string quotedPrintable(std::string_view lines);

/// UTF-8 as encoded words (RFC 2047), each at most 75 characters and never cut inside a character. With white
/// space between them they read as the text; "" gives none.
std::vector<std::string> encodedWords(std::string_view text);

} // namespace mpm
