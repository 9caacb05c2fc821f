// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// The moments in which registries write ends: 2014-05-22T10:00:00Z, 22-May-2014, 22/05/2014 (day first),
/// 2014.05.22 14:00:00, 22.5.2014, 20140522, 2014-May-22., May 22 2014, 22nd May 2014. Seconds since 1970. A time
/// without offset is UTC; a bare day lasts until its last second in UTC. Nothing for other text, for days that no
/// month has, and outside of the years 1980 to 9999.
std::optional<std::int64_t> parseRegistryDate(std::string_view text);

/// "2014-05-22": the day in UTC of a time in seconds since 1970, up to the year 9999.
std::string registryDay(std::int64_t time);

} // namespace mpm
