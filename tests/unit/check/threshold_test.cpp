// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/threshold.hpp"
#include "check/usage_error.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("a threshold without a metric is about time")
{
    Thresholds thresholds;
    thresholds.addWarning("5");
    thresholds.addCritical("10");
    CHECK(thresholds.of("time").judge(4) == Status::Ok);
    CHECK(thresholds.of("time").judge(6) == Status::Warning);
    CHECK(thresholds.of("time").judge(11) == Status::Critical);
    CHECK(thresholds.of("connect").judge(11) == Status::Ok);
}

TEST_CASE("critical is judged before warning even where only the critical range is left")
{
    Thresholds thresholds;
    thresholds.addWarning("@8:20");
    thresholds.addCritical("10");
    CHECK(thresholds.of("time").judge(12) == Status::Critical);
    CHECK(thresholds.of("time").judge(9) == Status::Warning);
}

TEST_CASE("a comma list sets several metrics at once")
{
    Thresholds thresholds;
    thresholds.addWarning("5,connect=1,greeting=2");
    CHECK(thresholds.of("time").judge(6) == Status::Warning);
    CHECK(thresholds.of("connect").judge(1.5) == Status::Warning);
    CHECK(thresholds.of("greeting").judge(1.5) == Status::Ok);
}

TEST_CASE("the same metric twice is a usage error, in one list or in two")
{
    Thresholds thresholds;
    CHECK_THROWS_AS(thresholds.addWarning("connect=1,connect=2"), UsageError);
    thresholds.addCritical("5");
    CHECK_THROWS_AS(thresholds.addCritical("time=6"), UsageError);
}

TEST_CASE("a threshold without range or without metric is a usage error")
{
    Thresholds thresholds;
    CHECK_THROWS_AS(thresholds.addWarning(""), UsageError);
    CHECK_THROWS_AS(thresholds.addWarning("connect="), UsageError);
    CHECK_THROWS_AS(thresholds.addWarning("=5"), UsageError);
    CHECK_THROWS_AS(thresholds.addWarning("5,"), UsageError);
}

TEST_CASE("defaults give way to what the user set")
{
    Thresholds thresholds;
    thresholds.addWarning("cert_days=30:");
    thresholds.defaultTo("cert_days", Range::parse("21:"), Range::parse("7:"));
    CHECK(thresholds.of("cert_days").judge(25) == Status::Warning);
    CHECK(thresholds.of("cert_days").judge(5) == Status::Critical);
}

TEST_CASE("thresholds whose WARNING never shows are inverted, and equal ones are meant")
{
    const auto inverted = [](const char* warning, const char* critical) {
        Thresholds thresholds;
        thresholds.addWarning(warning);
        thresholds.addCritical(critical);
        return thresholds.inverted();
    };
    CHECK(inverted("10", "5") == "time");
    CHECK(inverted("5", "10") == std::nullopt);
    CHECK(inverted("5", "5") == std::nullopt);
    CHECK(inverted("time=5,connect=2", "connect=1") == "connect");
    CHECK(inverted("cert_days=7:", "cert_days=21:") == "cert_days");
    CHECK(inverted("~:", "5") == std::nullopt);
    CHECK(inverted("10", "connect=5") == std::nullopt);
}

TEST_CASE("a default gives way to what was typed where its WARNING would never show")
{
    Thresholds typed;
    typed.addCritical("rrsig_days=5:");
    typed.addWarning("domain_days=2:");
    typed.defaultTo("rrsig_days", Range::parse("3:"), Range::parse("1:"));
    typed.defaultTo("domain_days", Range::parse("30:"), Range::parse("7:"));
    CHECK(typed.of("rrsig_days").warning == Range::parse("5:"));
    CHECK(typed.of("domain_days").critical == Range::parse("2:"));
    CHECK(typed.isGiven("rrsig_days"));
    Thresholds defaults;
    defaults.defaultTo("rrsig_days", Range::parse("3:"), Range::parse("1:"));
    CHECK_FALSE(defaults.isGiven("rrsig_days"));
}
