// SPDX-License-Identifier: GPL-3.0-or-later
// The alerting rules, judged by Prometheus' own tool.
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <map>
#include <string>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string promtool = SOURCE_DIR "/build/servers/prometheus/usr/bin/promtool";
const std::string folder = SOURCE_DIR "/packaging/prometheus/";

std::string textOf(const ProcessResult& result)
{
    return result.out + result.err;
}

/// A test for promtool: every finding of a check, each as a series of that value, of which each must raise one alert.
std::string everyFinding(const std::string& plugin, const std::string& value, const std::string& severity)
{
    std::string series;
    std::string samples;
    for (const auto& id : matches(runCheck(plugin, {"--list-findings"}).out, "(?:^|\n)([a-z0-9-]+) \\[")) {
        series += "      - {series: 'mail_check_finding{plugin=\"" + plugin + "\",target=\"t\",id=\"" + id +
                  "\",subject=\"s\"}', values: '" + value + "x30'}\n";
        samples += "          - {labels: '{id=\"" + id + "\",severity=\"" + severity + "\"}', value: 1}\n";
    }
    return "  - name: " + plugin + "\n    interval: 1m\n    input_series:\n" + series +
           "    promql_expr_test:\n      - eval_time: 20m\n"
           "        expr: count by (id, severity) (ALERTS{alertstate=\"firing\",plugin!=\"\"})\n"
           "        exp_samples:\n" +
           samples;
}

} // namespace

TEST_CASE("promtool accepts the rules for Prometheus, and they raise the alerts that are wanted")
{
    const auto check = run({promtool, "check", "rules", folder + "rules.yml"});
    INFO(textOf(check));
    CHECK(check.exitStatus == 0);
    const auto test = run({promtool, "test", "rules", folder + "rules_test.yml"});
    INFO(textOf(test));
    CHECK(test.exitStatus == 0);
    CHECK_THAT(textOf(test), ContainsSubstring("SUCCESS"));
}

TEST_CASE("each finding of every check raises one alert, of the severity that the finding has")
{
    const std::map<std::string, std::string> severities{{"1", "warning"}, {"2", "critical"}, {"3", "warning"}};
    for (const auto& [value, severity] : severities) {
        CAPTURE(severity);
        const TempDir work;
        std::string tests = "rule_files: ['" + folder + "rules.yml']\nevaluation_interval: 1m\ntests:\n";
        for (const auto& plugin : builtPlugins()) {
            tests += everyFinding(plugin, value, severity);
        }
        const auto result = run({promtool, "test", "rules", work.write("all.yml", tests).string()});
        INFO(textOf(result).substr(0, 3000));
        CHECK(result.exitStatus == 0);
    }
}
