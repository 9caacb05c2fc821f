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

TEST_CASE("Months are read in the languages that registries write", "[registry]")
{
    for (const auto* text : {"22 de mayo de 2014", "22 de maio de 2014", "22 mai 2014", "22. Mai 2014",
                             "22 maggio 2014", "22 maja 2014", "22 \xD0\xBC\xD0\xB0\xD1\x8F 2014",
                             "22 \xEC\xE0\xFF 2014", "22 \xCD\xC1\xD1 2014", "Thursday, May 22nd, 2014", "22-May-14",
                             "jeudi 22 mai 2014", "05/22/2014", "the 22nd of May 2014", "2014 May 22"}) {
        INFO(text);
        CHECK(parseRegistryDate(text) == endOfMay22);
    }
    for (const auto* text :
         {"31 de janeiro de 2030", "31 janvier 2030", "31 enero 2030", "31. J\xE4nner 2030", "31 gennaio 2030",
          "31 stycznia 2030", "1/31/2030", "31 \xD1\x8F\xD0\xBD\xD0\xB2\xD0\xB0\xD1\x80\xD1\x8F 2030"}) {
        INFO(text);
        CHECK(registryDay(parseRegistryDate(text).value_or(0)) == "2030-01-31");
    }
    CHECK(registryDay(parseRegistryDate("22 f\xC3\xA9vrier 2014").value_or(0)) == "2014-02-22");
    CHECK(registryDay(parseRegistryDate("3 pa\xC5\xBA"
                                        "dziernika 2014")
                          .value_or(0)) == "2014-10-03");
    CHECK(registryDay(parseRegistryDate("22 ao\xFBt 2014").value_or(0)) == "2014-08-22");
    CHECK(registryDay(parseRegistryDate("22 juillet 2014").value_or(0)) == "2014-07-22");
    CHECK(registryDay(parseRegistryDate("22 M\xE4rz 2014").value_or(0)) == "2014-03-22");
    CHECK(registryDay(parseRegistryDate("01/02/2030 (mm/dd/yyyy)").value_or(0)) == "2030-01-02");
    CHECK(registryDay(parseRegistryDate("01/02/2030").value_or(0)) == "2030-02-01");
}

TEST_CASE("Zones count whatever they are called, and so do halves of a day", "[registry]")
{
    for (const auto* text : {"2014-05-22 07:00:00 CLST", "2014-05-22 13:00:00 MSK", "2014-05-22 10:00:00 GMT",
                             "2014-05-22 18:00:00 UTC+8", "2014-05-22 13:00:00 +03", "2014-05-22 19:00:00 (JST)",
                             "2014-05-22 12:00:00 GMT+2:00", "22 May 2014 10:00:00 AM", "5/22/2014 10:00 am UTC"}) {
        INFO(text);
        CHECK(parseRegistryDate(text) == atTen);
    }
    CHECK(parseRegistryDate("22 May 2014 2:00:00 PM") == atTwo);
    CHECK(parseRegistryDate("22 May 2014 12:00:00 AM") == may22);
}

TEST_CASE("Dates are found inside of a text, each with its place", "[registry]")
{
    const auto dates = registryDatesIn("created 2010-01-02, expires 22 may 2014 10:00:00 utc (4711)");
    REQUIRE(dates.size() == 2);
    CHECK(dates[0].begin == 8);
    CHECK(dates[0].end == 18);
    CHECK(dates[1].moment == atTen);
    CHECK(registryDatesIn("no. 4711, 192.0.2.1, 10:00:00").empty());
    CHECK(registryDatesIn(std::string(100000, '1') + " 2014-05-22").empty());
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
