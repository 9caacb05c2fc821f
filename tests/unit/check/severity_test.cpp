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

TEST_CASE("a metric with a threshold that is not there is missed, unless a finding says why")
{
    const std::vector<FindingKind> kinds{{"it-ended", Status::Critical, "m", "r", "", cutsShort},
                                         {"it-smells", Status::Warning, "m", "r", ""}};
    const auto statuses = [&](const char* metric, std::vector<Finding> findings) {
        Thresholds thresholds;
        thresholds.addWarning(std::string(metric) + "=1");
        Report report;
        report.metrics = {seconds("time", 0.1), seconds("mx1.example.com", 0.1)};
        report.findings = std::move(findings);
        conclude(report, thresholds, {}, kinds);
        return std::count_if(report.findings.begin(), report.findings.end(),
                             [](const Finding& finding) { return finding.id == metricMissing.id; });
    };
    CHECK(statuses("time", {}) == 0);
    CHECK(statuses("MX1.example.com.", {}) == 0);
    CHECK(statuses("tls", {}) == 1);
    CHECK(statuses("tls", {found(kinds[0], "host", "ended")}) == 0);
    CHECK(statuses("tls", {found(kinds[1], "host", "smells")}) == 1);
    auto counted = found(kinds[0], "host", "ended");
    counted.status = Status::Ok;
    CHECK(statuses("tls", {counted}) == 1);
    CHECK(statuses("gone.example.org", {found(kinds[0], "mx2.example.com [192.0.2.1]:25", "ended")}) == 1);
    CHECK(statuses("gone.example.org", {found(kinds[0], "Gone.example.org [192.0.2.1]:25", "ended")}) == 0);
}
