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

TEST_CASE("every option that a finding names is one of the check that makes it")
{
    // "check_mx --expect-null-mx" sends the reader to another check.
    const std::regex option("(check_[a-z_]+ )?(--[a-z][a-z0-9-]*)");
    std::set<std::string> named;
    for (const auto& plugin : builtPlugins()) {
        auto list = runCheck(plugin, {"--list-findings"}).out;
        list = std::regex_replace(list, std::regex("\\s+"), " ");
        for (std::sregex_iterator each(list.begin(), list.end(), option), end; each != end; ++each) {
            const auto owner = (*each)[1].matched ? (*each)[1].str() : plugin + " ";
            CAPTURE(plugin, owner, each->str());
            const auto help = runCheck(owner.substr(0, owner.size() - 1), {"--help"}).out;
            CHECK(std::regex_search(help, std::regex("\\n  (-., |    )" + (*each)[2].str() + "[ \\[\\n]")));
            named.insert((*each)[2]);
        }
    }
    CHECK(named.size() > 15);
}
