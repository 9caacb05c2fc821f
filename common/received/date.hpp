// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace mpm {

/// A point in time as finely as headers tell it.
using MailTime = std::chrono::sys_time<std::chrono::microseconds>;

/// A date of a header field (RFC 5322 section 3.3): "Sun, 22 Nov 2026 17:27:21 +0100 (CET)". Also the obsolete years
/// and zones of section 4.3, and the fraction of a second that some servers write behind a point. Nothing for any other
/// text, and for a day or time that does not exist. The day of the week is not looked at.
std::optional<MailTime> parseMailDate(std::string_view text);

} // namespace mpm
