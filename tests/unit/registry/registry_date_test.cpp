// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/registry_record.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("Every registry's way to write a date is understood", "[registry]")
{
    constexpr std::int64_t may22 = 1400716800; // 2014-05-22
    for (const auto* text : {"2014-05-22", "2014-05-22T10:11:12Z", "2014-05-22T10:11:12.5+02:00", "2014.05.22 14:00:00",
                             "2014/05/22", "22-May-2014", "22-may-2014 10:00:00 UTC", "22/05/2014", "22.05.2014",
                             "22.5.2014", "20140522", "20140522 10:00:00", "2014-May-22.", "May 22 2014",
                             "May 22, 2014", "Thu May 22 10:00:00 2014", "22 May 2014", "before 22-May-2014"}) {
        INFO(text);
        CHECK(parseRegistryDate(text).value_or(0) == (std::string_view(text).substr(0, 6) == "before" ? 0 : may22));
    }
    CHECK(parseRegistryDate("4.7.2014") == 1404432000);
}

TEST_CASE("What is no date is none", "[registry]")
{
    for (const auto* text : {"", "never", "2014", "2014-05", "31.02.2014", "2014-13-01", "99999999", "0000-00-00",
                             "22/05/14", "1.2.3.4", "N/A"}) {
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
