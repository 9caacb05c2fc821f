// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rapidcheck.h>

#include <string>
#include <string_view>

namespace mpm::property {

/// What hurts: separators of perfdata, JSON, Prometheus, shells and web pages; control octets; UTF-8 that is invalid,
/// overlong, invisible or turns around; words of our own output; numbers; and, rarely, thousands of octets.
rc::Gen<std::string> hostileOctets();

/// The same of printable US-ASCII alone, at most 300 octets: words that are no fault of form in any protocol here.
rc::Gen<std::string> calmWords();

/// The octets as a quoted string or a label of a master file has them: \DDD.
std::string inMasterFile(std::string_view octets);

} // namespace mpm::property
