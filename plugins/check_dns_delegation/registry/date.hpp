// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// The moments in which registries write ends: 2014-05-22T10:00:00Z, 22-May-2014, 22/05/2014 (day first; month first
/// where the day could be no month, or "mm/dd" stands beside it), 2014.05.22 14:00:00, 22.5.2014, 20140522,
/// 2014-May-22., May 22 2014, 22nd May 2014, 22-May-14, "22 de mayo de 2014", with months as date_words.hpp has them.
/// Seconds since 1970. A time without offset is UTC; a bare day lasts until its last second in UTC. Nothing for other
/// text, for days that no month has, and outside of the years 1980 to 9999.
std::optional<std::int64_t> parseRegistryDate(std::string_view text);

/// A date inside of a text.
struct RegistryDate {
    std::int64_t moment = 0;
    std::size_t begin = 0;
    std::size_t end = 0; ///< behind its last octet
};

/// The first dates of a plain text, four at most; none in what stands behind its first 400 octets.
std::vector<RegistryDate> registryDatesIn(std::string_view plain);

/// "2014-05-22": the day in UTC of a time in seconds since 1970, up to the year 9999.
std::string registryDay(std::int64_t time);

} // namespace mpm
