// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What is wrong with a message that somebody else wrote, a sentence each, with the number of the first line concerned;
/// safe to print. Lines of more than 998 octets (RFC 5322 section 2.1.1), carriage returns and line feeds that stand
/// alone (RFC 5321 section 2.3.8), a header without From or Date (RFC 5322 section 3.6) or with what is no field.
/// A file all of whose lines end with LF has the line ends of its system, which is no fault.
std::vector<std::string> messageFaults(std::string_view message);

/// The message as it goes out: with CRLF at the end of each line where the file knows LF alone, and otherwise unchanged
/// but for a line end behind the last line.
std::string onTheWire(std::string_view message);

} // namespace mpm
