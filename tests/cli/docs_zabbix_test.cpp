// SPDX-License-Identifier: GPL-3.0-or-later
// Zabbix's templates and the agent's keys against the options and metrics that the plugins have.
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <set>
#include <string>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Names = std::set<std::string>;

namespace {

const std::string folder = SOURCE_DIR "/packaging/zabbix/";

std::string templates()
{
    return contentOf(folder + "mail-checks.yaml");
}

/// The key of the item that runs the plugin, its parameters in quotes.
std::string keyOf(const std::string& plugin)
{
    const auto keys = matches(templates(), " key: (" + plugin + "\\[[^\n]*\\])\n");
    REQUIRE(keys.size() == 1); // the same for all items that depend on it
    return *keys.begin();
}

} // namespace

TEST_CASE("the Zabbix templates are what their generator makes of the checks")
{
    const auto made = run({"/usr/bin/python3", "-B", folder + "templates.py"});
    CHECK(made.err == "");
    REQUIRE(made.exitStatus == 0);
    CHECK((made.out == templates())); // packaging/zabbix/templates.py >packaging/zabbix/mail-checks.yaml
}

TEST_CASE("Zabbix asks every plugin for JSON, well within its limit of 3 seconds, with options that exist")
{
    const auto deadline = matches(templates(), "- macro: '\\{\\$MAIL.DEADLINE\\}'\n +value: '([0-9.]+)'");
    REQUIRE(deadline.size() == 1);
    CHECK(std::stod(*deadline.begin()) <= 2.5);
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto key = keyOf(plugin);
        CHECK_THAT(key, ContainsSubstring("\"--timeout\",\"{$MAIL.DEADLINE}\",\"--format\",\"json\"]"));
        const auto options = helpOf(plugin).longNames();
        const auto used = matches(key, "\"(--[a-z-]+)\"");
        CHECK(without(used, options) == Names{});
    }
}

TEST_CASE("a macro in a template that stands for a whole option names one that the plugin has")
{
    const auto text = templates();
    for (const auto& plugin : builtPlugins()) {
        const auto options = helpOf(plugin).longNames();
        for (const auto& macro : matches(keyOf(plugin), "\"\\{\\$([A-Z.]+)\\}\"")) {
            CAPTURE(plugin, macro);
            const auto description =
                matches(text, "- macro: '\\{\\$" + macro + "\\}'\n(?: +value: [^\n]*\n)? +description: ([^\n]*)\n");
            REQUIRE_FALSE(description.empty());
            for (const auto& each : description) {
                const auto named = matches(each, "(--[a-z-]+)");
                CHECK(without(named, options) == Names{});
            }
        }
    }
}

TEST_CASE("every metric of a plugin is an item in Zabbix")
{
    const auto text = templates();
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        for (const auto& metric : helpOf(plugin).metrics) {
            CAPTURE(metric);
            CHECK((metric.front() == '<' || text.find("@.name=='" + metric + "'") != std::string::npos));
        }
    }
}

TEST_CASE("every cause that Zabbix tells apart has findings")
{
    Names ids;
    for (const auto& plugin : builtPlugins()) {
        ids.merge(matches(runCheck(plugin, {"--list-findings"}).out, "(?:^|\n)([a-z0-9-]+) \\["));
    }
    const auto patterns = matches(contentOf(folder + "checks.py"), "\", \"(\\^[^\"]+)\"\\)");
    REQUIRE(patterns.size() > 5);
    for (const auto& pattern : patterns) {
        CAPTURE(pattern);
        CHECK(std::any_of(ids.begin(), ids.end(),
                          [&](const std::string& id) { return !matches(id, "(" + pattern + ")").empty(); }));
    }
}

TEST_CASE("the Zabbix agent has a key for every plugin, with options that exist and a deadline")
{
    const auto text = contentOf(folder + "userparameters.conf");
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto commands = matches(text, "\nUserParameter=" + plugin + "\\[\\*\\],/usr/lib/nagios/plugins-mail/(" +
                                                plugin + " [^\n]*)");
        REQUIRE(commands.size() == 1);
        CHECK_THAT(*commands.begin(), ContainsSubstring("--timeout 2 --format json"));
        CHECK(without(matches(*commands.begin(), "(--[a-z-]+)"), helpOf(plugin).longNames()) == Names{});
    }
}
