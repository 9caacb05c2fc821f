// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/registry/record.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

constexpr std::int64_t may22 = 1400716800;         // 2014-05-22
constexpr std::int64_t endOfMay22 = may22 + 86399; // a bare day lasts until its end
constexpr std::int64_t atTen = may22 + 10L * 3600; // 10:00:00
constexpr std::int64_t atTwo = may22 + 14L * 3600; // 14:00:00

} // namespace

TEST_CASE("Every registry's way to write a day is understood, and the day lasts until its end", "[registry]")
{
    for (const auto* text :
         {"2014-05-22", "2014/05/22", "22-May-2014", "22/05/2014", "22.05.2014", "22.5.2014", "20140522",
          "2014-May-22.", "2014. 05. 22.", "May 22 2014", "May 22, 2014", "22 May 2014", "22nd May 2014",
          "May 22nd 2014", "2014/05/22 (JST)", "Thu May 22 2014", "(2014/05/22)", " 2014-05-22 "}) {
        INFO(text);
        CHECK(parseRegistryDate(text) == endOfMay22);
    }
    CHECK(parseRegistryDate("4.7.2014") == 1404432000 + 86399);
    CHECK(parseRegistryDate("12th Dec 2026") == 1797119999);
}

TEST_CASE("The time of day and its offset count where a registry tells them", "[registry]")
{
    for (const auto* text : {"2014-05-22T10:00:00Z",
                             "2014-05-22T10:00:00.5Z",
                             "2014-05-22T10:00:00.123456",
                             "2014-05-22 10:00",
                             "2014-05-22T12:00:00+02:00",
                             "2014-05-22T12:00:00.0+0200",
                             "2014-05-22T07:00:00-0300",
                             "2014-05-22 07:30:00 -02:30",
                             "2014-05-22 18:00:00 (UTC+8)",
                             "2014.05.22 10:00:00",
                             "22.5.2014 10:00:00",
                             "22-may-2014 10:00:00 UTC",
                             "22/05/2014 10:00:00",
                             "20140522 10:00:00",
                             "20140522T100000Z",
                             "20140522100000",
                             "Thu May 22 10:00:00 2014",
                             "Thu May 22 10:00:00 UTC 2014",
                             "May 22 2014 12:00:00 +0200",
                             "22-May-2014 12:00:00 CEST",
                             "2014-05-22 19:00:00 JST",
                             "10:00:00 22-May-2014"}) {
        INFO(text);
        CHECK(parseRegistryDate(text) == atTen);
    }
    CHECK(parseRegistryDate("2014-05-22T00:00:00Z") == may22);
    CHECK(parseRegistryDate("2014-05-22T23:59:59Z") == endOfMay22);
    CHECK(parseRegistryDate("2014-05-21T23:30:00-10:30") == atTen);
    CHECK(parseRegistryDate("2014.05.22 14:00:00") == atTwo);
    CHECK(parseRegistryDate("2014-05-22 25:00:00") == endOfMay22); // no time that there is
}

TEST_CASE("What is no date is none", "[registry]")
{
    for (const auto* text :
         {"", "never", "2014", "2014-05", "31.02.2014", "2014-13-01", "99999999", "0000-00-00", "22/05/14", "1.2.3.4",
          "N/A", "10:00:00", "10:00", ":", "before 22-May-2014", "9999-12-31T23:59:59-01:00"}) {
        INFO(text);
        CHECK_FALSE(parseRegistryDate(text));
    }
}

TEST_CASE("A status reads alike in every spelling", "[registry]")
{
    for (const auto* text : {"clientHold", "client hold", "CLIENT-HOLD", "Client Hold"}) {
        INFO(text);
        CHECK(registryStatus(text) == "client hold");
    }
    CHECK(registryStatus("ok") == "ok");
    CHECK(registryStatus("") == "");
}

TEST_CASE("A time is told by its day", "[registry]")
{
    CHECK(registryDay(1400716800) == "2014-05-22");
    CHECK(registryDay(1400803199) == "2014-05-22");
    CHECK(registryDay(253402300799) == "9999-12-31");
}
