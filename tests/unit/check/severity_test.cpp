// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/report.hpp"
#include "check/usage_error.hpp"
#include "support/catch.hpp"

#include <array>

using namespace mpm;

namespace {

const std::array kinds{FindingKind{"rdns-missing", Status::Warning, "m", "r", ""},
                       FindingKind{"smtp-bare-lf", Status::Warning, "m", "r", ""}};

} // namespace

TEST_CASE("severities come one by one or as a comma list")
{
    Severities severities;
    addSeverity(severities, "rdns-missing=critical,smtp-bare-lf=ok", kinds);
    CHECK(severities.at("rdns-missing") == Status::Critical);
    CHECK(severities.at("smtp-bare-lf") == Status::Ok);
}

TEST_CASE("a severity for an unknown finding or with an unknown status is a usage error")
{
    Severities severities;
    CHECK_THROWS_AS(addSeverity(severities, "no-such-finding=ok", kinds), UsageError);
    CHECK_THROWS_AS(addSeverity(severities, "rdns-missing=fine", kinds), UsageError);
    CHECK_THROWS_AS(addSeverity(severities, "rdns-missing", kinds), UsageError);
    CHECK_THROWS_AS(addSeverity(severities, "", kinds), UsageError);
    addSeverity(severities, "rdns-missing=ok", kinds);
    CHECK_THROWS_AS(addSeverity(severities, "rdns-missing=warning", kinds), UsageError);
}
