// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/range.hpp"
#include "check/usage_error.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;

TEST_CASE("a plain number allows everything from zero to it")
{
    const auto range = Range::parse("10");
    CHECK_FALSE(range.raisesAlarm(0));
    CHECK_FALSE(range.raisesAlarm(10));
    CHECK(range.raisesAlarm(10.001));
    CHECK(range.raisesAlarm(-1));
}

TEST_CASE("an open end alarms only below the start")
{
    const auto range = Range::parse("21:");
    CHECK(range.raisesAlarm(20.9));
    CHECK_FALSE(range.raisesAlarm(21));
    CHECK_FALSE(range.raisesAlarm(1e12));
}

TEST_CASE("a tilde opens the start")
{
    const auto range = Range::parse("~:10");
    CHECK_FALSE(range.raisesAlarm(-1e12));
    CHECK(range.raisesAlarm(11));
}

TEST_CASE("an at sign alarms inside, ends included")
{
    const auto range = Range::parse("@10:20");
    CHECK(range.raisesAlarm(10));
    CHECK(range.raisesAlarm(20));
    CHECK_FALSE(range.raisesAlarm(9.9));
    CHECK_FALSE(range.raisesAlarm(20.1));
}

TEST_CASE("a range is shown as the shortest text that means the same")
{
    const auto [given, shown] = GENERATE(table<std::string, std::string>({
        {"0:5", "5"},
        {"5", "5"},
        {":5", "5"},
        {"5:", "5:"},
        {"0:", "0:"},
        {"~:5", "~:5"},
        {"~:", "~:"},
        {"1.50:2.25", "1.5:2.25"},
        {"@0:5", "@5"},
        {"-10:-5", "-10:-5"},
        {".5", "0.5"},
    }));
    CHECK(Range::parse(given).toString() == shown);
    CHECK(Range::parse(shown) == Range::parse(given));
}

TEST_CASE("a malformed range is a usage error that quotes it")
{
    const std::string given =
        GENERATE("", ":", "@", "@:", "x:y", "10:5", "1-10", "1:~", "10:~", "1,10", "foo", "~", "5s", " 5", "5 ", "1e3",
                 "+5", "5.", "1:2:3", "--5", "0x10", "inf", "nan", "@@5");
    CHECK_THROWS_AS(Range::parse(given), UsageError);
    try {
        Range::parse(given);
    } catch (const UsageError& error) {
        CHECK(std::string(error.what()).find("'" + given + "'") != std::string::npos);
    }
}

TEST_CASE("numbers are printed without exponent, locale or trailing zeros")
{
    CHECK(formatNumber(0) == "0");
    CHECK(formatNumber(-0.0) == "0");
    CHECK(formatNumber(0.042) == "0.042");
    CHECK(formatNumber(1e15) == "1000000000000000");
    CHECK(formatNumber(0.1 + 0.2) == "0.3");
    CHECK(formatNumber(2.5, 0) == "2");
}

TEST_CASE("a range whose alarms all lie within another's never shows beside it")
{
    const auto within = [](const char* a, const char* b) { return Range::parse(a).alarmsOnlyWithin(Range::parse(b)); };
    CHECK(within("10", "5"));
    CHECK_FALSE(within("5", "10"));
    CHECK(within("5", "5"));
    CHECK(within("7:", "21:"));
    CHECK_FALSE(within("21:", "7:"));
    CHECK(within("~:10", "5"));
    CHECK_FALSE(within("10", "~:5")); // below zero only the first one warns
    CHECK(within("@6:8", "5"));
    CHECK_FALSE(within("@4:8", "5"));
    CHECK(within("@6:8", "@5:9"));
    CHECK_FALSE(within("@5:9", "@6:8"));
    CHECK_FALSE(within("10", "@11:20"));
    CHECK_FALSE(within("~:", "5")); // no alarm at all: that is how one says that there is no WARNING
}
