// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/date.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;

namespace {

/// Microseconds since 1970; -1 for what is no date.
long long read(std::string_view text)
{
    const auto time = parseMailDate(text);
    return time ? static_cast<long long>(time->time_since_epoch().count()) : -1;
}

constexpr long long noon = 1795348800000000; // 2026-11-22 12:00:00 UTC

} // namespace

TEST_CASE("a date of a header is read in every zone, with and without the day of the week")
{
    CHECK(read("Sun, 22 Nov 2026 12:00:00 +0000") == noon);
    CHECK(read("22 Nov 2026 13:30:00 +0130") == noon);
    CHECK(read("Sun, 22 NOV 2026 07:00:00 -0500 (EST)") == noon);
    CHECK(read("Sun,22 Nov 2026 12:00 GMT") == noon);
    CHECK(read("Sun, 22 Nov 2026 07:00:00 EST") == noon);
    CHECK(read("Sun, 22 Nov 2026 05:00:00 pdt") == noon);
    CHECK(read("Sun, 22 Nov 2026 12:00:00 Z") == noon);
    CHECK(read("Sun, 22 Nov 2026 12:00:00 -0000") == noon);
    CHECK(read("Sun, 22 Nov 2026 12:00:00 UNKNOWN") == noon);
}

TEST_CASE("a date with obsolete years, comments and blanks between all of it is read")
{
    CHECK(read("Sun (day), 22 (x) Nov 26 12 : 00 : 00 +0000") == noon);
    CHECK(read("Fri, 21 Nov 97 09:55:06 -0600") == 880127706000000);
    CHECK(read("Fri, 21 Nov 097 09:55:06 -0600") == 880127706000000);
}

TEST_CASE("a date with a fraction of a second is read to the microsecond")
{
    CHECK(read("Sun, 22 Nov 2026 12:00:00.25 +0000") == noon + 250000);
    CHECK(read("Sun, 22 Nov 2026 12:00:00.123456789 +0000") == noon + 123456);
    CHECK(read("Sun, 22 Nov 2026 12:00:00. +0000") == noon);
    CHECK(read("Thu, 31 Dec 2026 23:59:60 +0000") == 1798761600000000);
}

TEST_CASE("what is no date, or of no day that there is, is none")
{
    for (const std::string text :
         {"", "yesterday", "Sun, 22 Nov 2026", "Sun, 22 Nov 2026 12:00:00", "Sun, 31 Nov 2026 12:00:00 +0000",
          "Sun, 0 Nov 2026 12:00:00 +0000", "Sun, 22 Nov 2026 24:00:00 +0000", "Sun, 22 Nov 2026 12:60:00 +0000",
          "Sun, 22 Nov 2026 12:00:61 +0000", "Sun, 22 Nov 2026 12:00:00 +00", "Sun, 22 Nov 2026 12:00:00 +0060",
          "Sun, 22 Nov 20266 12:00:00 +0000", "Sun, 22 Nom 2026 12:00:00 +0000", "Sun, 22 Nov 2026 12:00:00.x +0000",
          "Sun, -2 Nov 2026 12:00:00 +0000", "Sun, 29 Feb 2026 12:00:00 +0000", "Sun, 22 Nov 2026 12:00:00:00 +0000"}) {
        CAPTURE(text);
        CHECK(read(text) == -1);
    }
    CHECK(read(std::string(100000, '1')) == -1);
}
