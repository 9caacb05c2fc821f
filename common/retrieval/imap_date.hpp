// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tls/certificate.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// INTERNALDATE (RFC 3501 section 9, date-time): " 7-Feb-1994 22:43:04 -0800". Nothing for any other text, for days
/// that no month has, and for zones of a day or more.
std::optional<UnixTime> parseImapDateTime(std::string_view text);

/// The day as SEARCH wants it: "7-Feb-1994".
std::string imapDate(UnixTime time);

} // namespace mpm
