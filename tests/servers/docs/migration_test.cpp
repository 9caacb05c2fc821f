// SPDX-License-Identifier: GPL-3.0-or-later
// Every new command line of docs/migration.md, run in the world of the pages.
#include "servers/docs/docs_world.hpp"
#include "servers/docs/shown_command.hpp"
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace mpm::test;
using Names = std::set<std::string>;

namespace {

/// A row of the page's tables: what was typed, what is typed now, what differs.
using Row = std::vector<std::string>;

std::vector<Row> rows()
{
    std::vector<Row> found;
    std::istringstream page(contentOf(SOURCE_DIR "/docs/migration.md"));
    for (std::string line; std::getline(page, line);) {
        if (!line.starts_with("| `")) {
            continue;
        }
        Row row;
        for (auto at = line.find('|'); line.find('|', at + 1) != std::string::npos; at = line.find('|', at + 1)) {
            row.push_back(line.substr(at + 1, line.find('|', at + 1) - at - 1));
        }
        CAPTURE(line);
        REQUIRE(row.size() == 3);
        found.push_back(row);
    }
    return found;
}

/// The command in a cell: " `check_mx -d example.com` ".
std::string commandIn(const std::string& cell)
{
    const auto commands = matches(cell, "^ `([^`]+)` $");
    REQUIRE(commands.size() == 1);
    return *commands.begin();
}

Names newCommands()
{
    Names commands;
    for (const auto& row : rows()) {
        commands.insert(commandIn(row[1]));
    }
    return commands;
}

} // namespace

TEST_CASE("every new command line of the migration table runs, and its first line is as it should be")
{
    const DocsWorld world;
    Names tried;
    for (const auto& [line, result] : shownCommands(contentOf(SOURCE_DIR "/tests/servers/docs/migration_results.md"))) {
        const auto printed = world.run(line);
        INFO("$ " << line << "\nprints\n" << printed.out << printed.err << "and should\n" << result);
        CHECK(printed.err == "");
        CHECK(isShown(result, std::to_string(printed.exitStatus) + " " + printed.firstLine() + "\n"));
        tried.insert(line);
    }
    CHECK(without(newCommands(), tried) == Names{});
    CHECK(without(tried, newCommands()) == Names{});
}

TEST_CASE("the migration table comes from every check that it is for, in thirty rows at least")
{
    std::map<std::string, int> from;
    for (const auto& row : rows()) {
        const auto command = commandIn(row[0]);
        ++from[command.substr(0, command.find(' '))];
    }
    for (const auto* tool :
         {"check_smtp", "check_ssl_cert", "check_email_delivery", "check_smtp_send", "check_dns", "check_dig",
          "check_rbl", "check_zone_auth", "check_whois", "check_domain", "swaks", "posttls-finger"}) {
        CAPTURE(tool);
        CHECK(from[tool] >= 1);
    }
    CHECK(rows().size() >= 30);
}

TEST_CASE("every option and finding of ours that migration.md names exists")
{
    Names options;
    Names findings;
    for (const auto& plugin : builtPlugins()) {
        options.merge(helpOf(plugin).longNames());
        findings.merge(matches(runCheck(plugin, {"--list-findings"}).out, "(?:^|\n)([a-z0-9-]+) \\["));
    }
    std::string ours = contentOf(SOURCE_DIR "/docs/migration.md");
    ours.erase(ours.find("\n| "));
    for (const auto& row : rows()) {
        ours += row[1] + row[2];
    }
    CHECK(without(matches(ours, "[ `](--[a-z0-9-]+)"), options) == Names{"--host"}); // the page says that it is wrong
    CHECK(without(matches(ours, "--severity ([a-z0-9-]+)="), findings) == Names{});
}

TEST_CASE("a certificate that nobody vouches for is CRITICAL unless a line of the migration table says otherwise")
{
    const DocsWorld world;
    const auto judged = world.run("check_smtp_tls -H own.example.com");
    INFO(judged.out);
    CHECK(judged.exitStatus == 2);
    CHECK(holds(judged.out, "\n[CRITICAL] cert-self-signed own.example.com"));
}
