// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/smtp_servers.hpp"
#include "support/timing.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mpm::test {

/// check_smtp_banner on that port of 127.0.0.1, with its form checked on the way.
inline ProcessResult bannerOf(std::uint16_t port, const std::vector<std::string>& more = {})
{
    std::vector<std::string> arguments{"-H", "127.0.0.1", "-p", std::to_string(port), "-t", scaled("5")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = runCheck("check_smtp_banner", arguments);
    INFO(result.out);
    CHECK(result.err.empty());
    CHECK(result.seconds <= scaled(5.3));
    CHECK(harmIn(result.out).empty());
    CHECK_NOTHROW(readAsGuidelines(result.out));
    return result;
}

/// OK, with every metric of a whole dialogue, each less than the time of the run.
inline void checkFine(const ProcessResult& result)
{
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    std::map<std::string, double> metrics;
    for (const auto& metric : readAsIcinga(result.out).metrics) {
        CHECK(metric.unit == "s");
        metrics[metric.label] = metric.value;
    }
    REQUIRE(metrics.size() == 5);
    CHECK(metrics.at("time") <= result.seconds);
    CHECK(metrics.at("resolve") >= 0);
    CHECK(metrics.at("connect") > 0);
    CHECK(metrics.at("greeting") > 0);
    CHECK(metrics.at("ehlo") > 0);
    CHECK(metrics.at("connect") + metrics.at("greeting") + metrics.at("ehlo") <= metrics.at("time") + 0.001);
}

} // namespace mpm::test
