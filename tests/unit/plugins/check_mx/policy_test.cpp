// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "check_mx/policy.hpp"
#include "support/catch.hpp"

using namespace mpm;
using checkMx::ExpectedMx;

TEST_CASE("option --expect-mx reads hosts with and without preference")
{
    const auto list = ExpectedMx::parseList("mx1.example.com, 10 mx2.example.com,0\tmx3.example.com,65535   .");
    REQUIRE(list.size() == 4);
    CHECK_FALSE(list[0].preference);
    CHECK(list[0].exchange == DnsName::parse("mx1.example.com"));
    CHECK(list[1].preference == 10);
    CHECK(list[1].exchange == DnsName::parse("MX2.example.com."));
    CHECK(list[2].preference == 0);
    CHECK(list[3].preference == 65535);
    CHECK(list[3].exchange.isRoot());
}

TEST_CASE("option --expect-mx quotes what it can't read")
{
    for (const auto* bad : {"", ",", "mx1.example.com,", "65536 mx", "-1 mx", "x mx", "10 mx1 mx2", "10", "+10 mx",
                            "1 0 mx", "mx1..example.com", "0x10 mx", "mx1.example.com;mx2.example.com"}) {
        INFO(bad);
        CHECK_THROWS_AS(ExpectedMx::parseList(bad), UsageError);
    }
    CHECK_THROWS_WITH(ExpectedMx::parseList("mx1,ten mx2"),
                      "--expect-mx: 'ten mx2' is not of the form HOST or PREFERENCE HOST");
    CHECK_THROWS_WITH(ExpectedMx::parseList("10"), "--expect-mx: '10' is not of the form HOST or PREFERENCE HOST");
}

TEST_CASE("option --warning names a host in any case and with a final dot")
{
    Thresholds given;
    given.addWarning("MX1.Example.COM.=1,time=3");
    given.addCritical("mx1.example.com=2");
    const auto thresholds = checkMx::hostThresholdsOf(given);
    CHECK(thresholds.all().size() == 1);
    const auto threshold = thresholds.of("mx1.example.com");
    REQUIRE((threshold.warning && threshold.critical));
    CHECK(threshold.warning->end() == 1);
    CHECK(threshold.critical->end() == 2);
}

TEST_CASE("option --warning: one host in two spellings, and what is no name, are usage errors")
{
    Thresholds twice;
    twice.addWarning("MX1.example.com=1,mx1.example.com.=2");
    CHECK_THROWS_WITH(checkMx::hostThresholdsOf(twice),
                      "threshold on metric 'mx1.example.com.': the host is given twice");
    Thresholds noName;
    noName.addWarning("mx1..example.com=1");
    CHECK_THROWS_AS(checkMx::hostThresholdsOf(noName), UsageError);
}

TEST_CASE("option --expect-down takes names with underscores, as --expect-mx does")
{
    CHECK(checkMx::parseExpectedDown("No_Listing.example.com.") == DnsName::parse("no_listing.example.com"));
    CHECK_THROWS_WITH(checkMx::parseExpectedDown("a..b"), Catch::Matchers::StartsWith("--expect-down: 'a..b': "));
}
