// SPDX-License-Identifier: GPL-3.0-or-later
// The man pages against what the programs say of themselves, for every plugin that was built.
#include "support/catch.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <set>
#include <sstream>
#include <string>

using namespace mpm;
using namespace mpm::test;
using Names = std::set<std::string>;

namespace {

std::string manPage(const std::string& plugin)
{
    return BINARY_DIR "/docs/man/" + plugin + ".1";
}

/// The page as a terminal shows it, in lines wide enough for every option, without bold and underline.
std::vector<std::string> rendered(const std::string& plugin)
{
    const auto result = run({"mandoc", "-Tascii", "-Owidth=150", manPage(plugin)});
    REQUIRE(result.exitStatus == 0);
    std::string plain;
    for (const char c : result.out) {
        if (c == '\b') {
            plain.pop_back();
        } else {
            plain += c;
        }
    }
    std::vector<std::string> lines;
    std::istringstream in(plain);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// What a page lists, one column wide: list heads stand at column 5, an explanation may follow two blanks.
Names listed(const std::vector<std::string>& page, const std::string& from, const std::string& to)
{
    Names names;
    bool inside = false;
    for (const auto& line : page) {
        inside = line.starts_with(from) || (inside && !line.starts_with(to));
        if (inside && line.size() > 5 && line.find_first_not_of(' ') == 5) {
            names.insert(line.substr(5, line.find("  ", 5) - 5));
        }
    }
    return names;
}

} // namespace

TEST_CASE("every plugin has a man page that mandoc finds nothing wrong with")
{
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto lint = run({"mandoc", "-Tlint", "-Wwarning", manPage(plugin)});
        CHECK(lint.out.empty());
        CHECK(lint.exitStatus == 0);
    }
}

TEST_CASE("a man page shows exactly the options and metrics that --help shows, spelled alike")
{
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto help = helpOf(plugin);
        REQUIRE(help.options.size() > 15);
        REQUIRE(help.metrics.count("time") == 1);
        const auto page = rendered(plugin);
        Names options;
        for (const auto& name : listed(page, "   Options of this check", "   Ranges")) {
            if (name.starts_with("-")) {
                options.insert(name);
            }
        }
        CHECK(without(help.options, options) == Names{});
        CHECK(without(options, help.options) == Names{});
        CHECK(listed(page, "METRICS", "OUTPUT") == help.metrics);
    }
}

TEST_CASE("a man page names the version that the plugin has")
{
    for (const auto& plugin : builtPlugins()) {
        const auto words = runCheck(plugin, {"--version"}).firstLine();
        const auto start = words.find(' ') + 1;
        const auto version = words.substr(start, words.find(' ', start) - start);
        CHECK(contentOf(manPage(plugin)).find("\n.Os monitoring-plugins-mail " + version + "\n") != std::string::npos);
    }
}
