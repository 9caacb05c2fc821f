// SPDX-License-Identifier: GPL-3.0-or-later
// Command lines that the documentation shows, tried on the programs that were built.
#include "support/catch.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

using namespace mpm::test;
namespace fs = std::filesystem;

namespace {

bool isBuilt(const std::string& name)
{
    const auto plugins = builtPlugins();
    return std::find(plugins.begin(), plugins.end(), name) != plugins.end();
}

/// The command lines in a text: those that begin a line behind a prompt, a man page's `.Dl` or help's blanks.
std::vector<std::string> commandLines(const std::string& text)
{
    std::vector<std::string> found;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        for (const auto* opening : {"$ check_", ".Dl check_", "  check_"}) {
            const auto isCommand = line.starts_with(opening) && line.find(" -") != std::string::npos;
            if (isCommand) {
                found.push_back(line.substr(line.find("check_")));
            }
        }
    }
    return found;
}

/// Whether the plugin takes these options: with --help behind them it shows its help, or what is wrong.
void checkOptions(const std::string& commandLine)
{
    CAPTURE(commandLine);
    const auto name = commandLine.substr(0, commandLine.find(' '));
    REQUIRE(isBuilt(name));
    const auto options = commandLine.substr(0, commandLine.find(" < ")); // the file is the reader's
    const auto result = run({"/bin/sh", "-c", std::string(PLUGIN_DIR "/") + options + " --help"});
    CHECK(result.firstLine().find("(monitoring-plugins-mail)") != std::string::npos);
}

} // namespace

TEST_CASE("command lines in README and docs use options that exist")
{
    std::vector<fs::path> pages{SOURCE_DIR "/README.md"};
    for (const auto& entry : fs::recursive_directory_iterator(SOURCE_DIR "/docs")) {
        if (entry.path().extension() == ".md") {
            pages.push_back(entry.path());
        }
    }
    int tried = 0;
    for (const auto& page : pages) {
        CAPTURE(page);
        for (const auto& line : commandLines(contentOf(page))) {
            checkOptions(line);
            ++tried;
        }
    }
    CHECK(tried >= 5);
}

TEST_CASE("command lines in man pages and --help use options that exist")
{
    const auto inCommonManual = commandLines(contentOf(BINARY_DIR "/docs/man/monitoring-plugins-mail.7"));
    CHECK(inCommonManual.size() >= 3);
    for (const auto& line : inCommonManual) {
        checkOptions(line);
    }
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto inManual = commandLines(contentOf(BINARY_DIR "/docs/man/" + plugin + ".1"));
        const auto inHelp = commandLines(runCheck(plugin, {"--help"}).out);
        CHECK(inManual.size() >= 3);
        CHECK(inHelp.size() >= 3);
        for (const auto& lines : {inManual, inHelp}) {
            for (const auto& line : lines) {
                checkOptions(line);
            }
        }
    }
}
