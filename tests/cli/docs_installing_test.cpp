// SPDX-License-Identifier: GPL-3.0-or-later
// docs/installing.md: that its commands can be taken out and run, as the tests in real systems do, and that they are
// right as far as can be seen without one.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <map>
#include <set>
#include <string>

using namespace mpm;
using namespace mpm::test;
using Names = std::set<std::string>;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string page = SOURCE_DIR "/docs/installing.md";

const Names steps{"install", "try",         "live",   "icinga",     "icinga-live",
                  "nagios",  "nagios-live", "zabbix", "prometheus", "prometheus-live"};

ProcessResult extracted(const std::string& os, const std::string& names)
{
    return run({"awk", "-v", "os=" + os, "-v", "steps=" + names, "-f", SOURCE_DIR "/docs/steps.awk", page});
}

std::string scriptOf(const std::string& os)
{
    const auto result = extracted(os, join({steps.begin(), steps.end()}, " "));
    CHECK(result.err == "");
    REQUIRE(result.exitStatus == 0);
    return result.out;
}

} // namespace

TEST_CASE("every command in installing.md belongs to a step, and every step is there for Debian and for Fedora")
{
    const auto text = contentOf(page);
    CHECK(matches(text, "\n```sh ([a-z]+) ") == Names{"any", "debian", "fedora"});
    CHECK(matches(text, "\n```sh [a-z]+ ([a-z-]+)\n") == steps);
    for (const auto* os : {"debian", "fedora"}) {
        CAPTURE(os);
        const TempDir work;
        const auto script = work.write("steps", scriptOf(os));
        const auto lint = run({"shellcheck", "--shell=sh", script.string()});
        CHECK(lint.out == "");
        CHECK(lint.exitStatus == 0);
    }
}

TEST_CASE("a step that installing.md does not have is an error, not a script of nothing")
{
    CHECK(extracted("debian", "try").exitStatus == 0);
    CHECK_THAT(extracted("debian", "try").out, ContainsSubstring("--explain"));
    CHECK(extracted("debian", "tyr").exitStatus == 1);
    CHECK(extracted("debian", "").exitStatus == 1);
    CHECK(extracted("gentoo", "install").exitStatus == 1);
}

TEST_CASE("checks in installing.md stand where the packages put them, and take the options that are shown")
{
    const std::map<std::string, std::string> folders{{"debian", "/usr/lib/nagios/plugins-mail/"},
                                                     {"fedora", "/usr/lib64/nagios/plugins-mail/"}};
    for (const auto& [os, folder] : folders) {
        const auto script = scriptOf(os);
        CHECK(matches(script, "(/usr/[a-z0-9/-]*/plugins-mail/)") == Names{folder});
        const auto commands = matches(script, "/plugins-mail/(check_[^\n]*)");
        CHECK(commands.size() >= 3);
        for (const auto& command : commands) {
            CAPTURE(command);
            const auto result = run({"/bin/sh", "-c", std::string(PLUGIN_DIR "/") + command + " --help"});
            CHECK_THAT(result.firstLine(), ContainsSubstring("(monitoring-plugins-mail)"));
        }
    }
}

TEST_CASE("the first services in installing.md use commands and variables that the packages define")
{
    const auto script = scriptOf("debian");
    const auto icinga = contentOf(SOURCE_DIR "/packaging/icinga2/monitoring-plugins-mail.conf");
    const auto commands = matches(script, "check_command = \"(mail-[a-z-]+)\"");
    const auto variables = matches(script, "vars\\.([a-z_]+) = ");
    CHECK_FALSE(commands.empty());
    CHECK(variables.size() >= 2);
    for (const auto& command : commands) {
        CHECK_THAT(icinga, ContainsSubstring("object CheckCommand \"" + command + "\""));
    }
    for (const auto& variable : variables) {
        CHECK_THAT(icinga, ContainsSubstring("$" + variable + "$"));
    }
    const auto nagios = contentOf(SOURCE_DIR "/packaging/nagios/mail.cfg");
    const auto used = matches(script, "check_command +(check_[a-z_]+)!");
    CHECK(used.size() == 2);
    for (const auto& command : used) {
        CHECK_THAT(nagios, ContainsSubstring("command_name  " + command + "\n"));
    }
}
