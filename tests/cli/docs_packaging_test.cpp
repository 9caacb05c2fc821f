// SPDX-License-Identifier: GPL-3.0-or-later
// The definitions in packaging/ against the options that the plugins have.
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Names = std::set<std::string>;

namespace {

/// Icinga needs the text form and never asks for help.
const Names notForIcinga{"--format", "--help", "--version", "--list-findings", "--explain", "--ignore-quit-failure"};

/// The part from `opening` to the next line that is a closing brace alone.
std::string block(const std::string& text, const std::string& opening)
{
    const auto start = text.find(opening);
    return start == std::string::npos ? "" : text.substr(start, text.find("\n}", start) - start);
}

/// The object of the CheckCommand that runs the plugin, and the templates that it imports.
std::string icingaObject(const std::string& text, const std::string& plugin)
{
    for (auto at = text.find("object CheckCommand"); at != std::string::npos;
         at = text.find("object CheckCommand", at + 1)) {
        const auto object = block(text.substr(at), "object CheckCommand");
        if (object.find("\"/" + plugin + "\"") != std::string::npos) {
            std::string whole = object;
            for (const auto& name : matches(object, "import \"(mail-[a-z-]+)\"")) {
                whole += block(text, "template CheckCommand \"" + name + "\"");
            }
            return whole;
        }
    }
    return "";
}

} // namespace

TEST_CASE("the Icinga CheckCommand of every plugin has each of its options and no other")
{
    const auto text = contentOf(SOURCE_DIR "/packaging/icinga2/monitoring-plugins-mail.conf");
    const std::string argument = "\n\t\t\"(--[a-z0-9-]+)\" = \\{";
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto object = icingaObject(text, plugin);
        REQUIRE_THAT(object, ContainsSubstring("import \"mail-check-common\""));
        const auto have = matches(object, argument);
        REQUIRE(have.count("--timeout") == 1);
        auto want = helpOf(plugin).longNames();
        for (const auto& name : notForIcinga) {
            want.erase(name);
        }
        CHECK(without(want, have) == Names{});
        CHECK(without(have, want) == Names{});
    }
}

TEST_CASE("in an Icinga CheckCommand flags are set by a condition, all else by a value, arrays where repeatable")
{
    const auto text = contentOf(SOURCE_DIR "/packaging/icinga2/monitoring-plugins-mail.conf");
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto help = runCheck(plugin, {"--help"}).out;
        const auto object = icingaObject(text, plugin);
        for (const auto& option : helpOf(plugin).options) {
            const auto start = option.find("--");
            const auto name = option.substr(start, option.find_first_of(" [", start) - start);
            const auto at = object.find("\"" + name + "\" = {");
            if (at == std::string::npos) {
                continue;
            }
            CAPTURE(name);
            const auto definition = object.substr(at, object.find("\n\t\t}", at) - at);
            const bool flag = option.size() == start + name.size();
            CHECK((definition.find("set_if = \"$") != std::string::npos) == flag);
            CHECK((definition.find("value = ") != std::string::npos) != flag);
            const auto told = help.find(option + "\n") + option.size();
            const auto end = std::min(help.find("\n  -", told), help.find("\n      --", told));
            const bool repeatable = help.substr(told, end - told).find("(repeatable)") != std::string::npos;
            CHECK((definition.find("repeat_key") != std::string::npos) == repeatable);
        }
    }
}

TEST_CASE("the newest Debian packages are of the version that the plugins have")
{
    const auto newest = matches(contentOf(SOURCE_DIR "/packaging/deb/debian/changelog"),
                                "^monitoring-plugins-mail \\(([0-9.]+)-[0-9]+\\) ");
    REQUIRE(newest.size() == 1);
    for (const auto& plugin : builtPlugins()) {
        CHECK(runCheck(plugin, {"--version"}).firstLine() ==
              plugin + " " + *newest.begin() + " (monitoring-plugins-mail)");
    }
}
