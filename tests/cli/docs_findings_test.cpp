// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <regex>
#include <sstream>
#include <string>

using namespace mpm::test;

TEST_CASE("docs/findings.md is what the plugins say (`ninja findings_page` makes it anew)")
{
    const auto made = run({SOURCE_DIR "/docs/findings.sh", PLUGIN_DIR});
    REQUIRE(made.exitStatus == 0);
    CHECK(made.err.empty());
    REQUIRE(made.lines().size() > 50);
    std::istringstream page(contentOf(SOURCE_DIR "/docs/findings.md"));
    for (const auto& line : made.lines()) {
        std::string written;
        REQUIRE(std::getline(page, written));
        REQUIRE(written == line);
    }
    CHECK(page.peek() == EOF);
}

TEST_CASE("every finding has a sound ID, a meaning and a remedy")
{
    const std::regex head("[a-z][a-z0-9]*(-[a-z0-9]+)* \\[(OK|WARNING|CRITICAL|UNKNOWN)\\]");
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto list = runCheck(plugin, {"--list-findings"});
        CHECK(list.exitStatus == 0);
        std::set<std::string> ids;
        int remedies = 0;
        for (const auto& line : list.lines()) {
            CAPTURE(line);
            if (!line.starts_with(" ")) {
                CHECK(std::regex_match(line, head));
                CHECK(ids.insert(line.substr(0, line.find(' '))).second);
            }
            remedies += line.starts_with("  what to do: ") ? 1 : 0;
        }
        CHECK(ids.size() > 5);
        CHECK(remedies == static_cast<int>(ids.size()));
    }
}
