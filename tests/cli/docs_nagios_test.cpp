// SPDX-License-Identifier: GPL-3.0-or-later
// packaging/nagios and docs/nagios.md against each other and the options that the plugins have.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Names = std::set<std::string>;

namespace {

std::string commands()
{
    return contentOf(SOURCE_DIR "/packaging/nagios/mail.cfg");
}

std::string templates()
{
    return contentOf(SOURCE_DIR "/packaging/nagios/mail-templates.cfg");
}

std::string guide()
{
    return contentOf(SOURCE_DIR "/docs/nagios.md");
}

/// What `echo` is given by the wrapper in place of the check, for these words of a command's arguments.
std::string passedOn(const std::vector<std::string>& words)
{
    std::vector<std::string> argv{SOURCE_DIR "/packaging/nagios/nagios-target", "--hostname", "192.0.2.1", "/bin/echo"};
    argv.insert(argv.end(), words.begin(), words.end());
    const auto result = run(argv);
    CHECK(result.err == "");
    CHECK(result.exitStatus == 0);
    return result.out;
}

/// That every check_command in the text, such as "check_mx!example.org!--rdns", has options that its check has.
void checkOptionsOf(const std::string& text)
{
    const auto used = matches(text, "check_command +(check_[a-z_]+(?:!.*)?)\n");
    CHECK(used.size() >= 5);
    for (const auto& line : used) {
        CAPTURE(line);
        const auto plugin = line.substr(0, line.find('!'));
        const auto built = builtPlugins();
        if (std::find(built.begin(), built.end(), plugin) == built.end()) {
            continue; // check_nrpe and its kin
        }
        CHECK(without(matches(line, "(--[a-z0-9-]+)"), helpOf(plugin).longNames()) == Names{});
    }
}

std::size_t timesIn(const std::string& text, const std::string& part)
{
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++times;
    }
    return times;
}

} // namespace

TEST_CASE("the Nagios configuration has a command of the same shape for every plugin, with an option that exists")
{
    const auto text = commands();
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        CHECK_THAT(text, ContainsSubstring("command_name  " + plugin + "\n"));
        const auto option = matches(text, "command_line +/usr/libexec/monitoring-plugins-mail/nagios-target (--[a-z]+) "
                                          "'\\$HOST(?:NAME|ADDRESS)\\$' /usr/lib/nagios/plugins-mail/" +
                                              plugin + " \\$ARG1\\$ \\$ARG2\\$\n");
        REQUIRE(option.size() == 1);
        CHECK(without(option, helpOf(plugin).longNames()) == Names{});
    }
}

TEST_CASE("a certificate that Nagios has judged is never one for an address")
{
    CHECK_THAT(commands(), ContainsSubstring("--hostname '$HOSTNAME$' /usr/lib/nagios/plugins-mail/check_smtp_tls "));
}

TEST_CASE("a Nagios command takes TARGET and OPTIONS, and the host where there is no target")
{
    CHECK(passedOn({"mail.example.org", "-w", "5"}) == "--hostname mail.example.org -w 5\n");
    CHECK(passedOn({"mail.example.org"}) == "--hostname mail.example.org\n");
    CHECK(passedOn({}) == "--hostname 192.0.2.1\n");
    CHECK(passedOn({"-w", "5 6"}) == "--hostname 192.0.2.1 -w 5 6\n");
    CHECK(passedOn({"", "-w", "5"}) == "--hostname 192.0.2.1 -w 5\n");
}

TEST_CASE("with --mx there is no host in a Nagios command, unless somebody wrote one")
{
    CHECK(passedOn({"-w", "5", "--mx", "example.org"}) == "-w 5 --mx example.org\n");
    CHECK(passedOn({"--mx=example.org"}) == "--mx=example.org\n");
    CHECK(passedOn({"h", "--mx=example.org"}) == "--hostname h --mx=example.org\n");
}

TEST_CASE("the status of a check that Nagios runs is the check's own")
{
    const auto wrapper = std::string(SOURCE_DIR "/packaging/nagios/nagios-target");
    CHECK(run({wrapper, "--hostname", "h", pluginPath("check_smtp_tls"), "-w", "x"}).exitStatus == 3);
    CHECK(run({wrapper, "-c", "exit 2", "/bin/sh"}).exitStatus == 2);
}

TEST_CASE("the Nagios templates have a service for every plugin, name commands that exist, and register nothing")
{
    const auto text = templates();
    Names plugins;
    for (const auto& plugin : builtPlugins()) {
        plugins.insert(plugin);
    }
    CHECK(matches(text, "check_command +(check_[a-z_]+)") == plugins);
    checkOptionsOf(text);
    CHECK(timesIn(text, "\ndefine ") >= 10);
    CHECK(timesIn(text, "\n    name ") == timesIn(text, "\ndefine "));
    CHECK(timesIn(text, "    0\n}\n") == timesIn(text, "\ndefine "));
    CHECK(matches(text, "\n    register +([0-9])\n") == Names{"0"});
    const auto notifying = matches(text, "notification_commands +([a-z-]+)");
    CHECK(notifying.size() == 2);
    for (const auto& command : notifying) {
        CHECK_THAT(commands(), ContainsSubstring("command_name  " + command + "\n"));
    }
}

TEST_CASE("options in the Nagios templates are such that quotes, which are lost there, are not needed")
{
    for (const auto& options : matches(templates(), "\n    _[A-Z]+ +(.*)\n")) {
        CAPTURE(options);
        CHECK(options.find_first_of("'\"`$&|<>;!\\") == std::string::npos);
    }
}

TEST_CASE("nagios.md tells of every command and template that there is, and uses no other")
{
    const auto page = guide();
    auto names = matches(commands(), "command_name +([a-z_-]+)");
    names.merge(matches(templates(), "\n    name +([a-z-]+)"));
    CHECK(names.size() >= 15);
    for (const auto& name : names) {
        CHECK_THAT(page, ContainsSubstring("`" + name + "`"));
    }
    for (const auto& name : matches(page, "(mail-[a-z-]+),")) {
        CAPTURE(name);
        CHECK(names.count(name) == 1);
    }
    checkOptionsOf(page);
}

TEST_CASE("every command in nagios.md belongs to a step, and is sound shell")
{
    const auto page = guide();
    std::vector<std::string> steps;
    for (const auto& step : matches(page, "\n```sh debian ([a-z-]+)\n")) {
        steps.push_back(step);
    }
    CHECK(steps.size() >= 4);
    CHECK(matches(page, "\n```sh ([a-z]+)") == Names{"debian"});
    const auto script = run({"awk", "-v", "os=debian", "-v", "steps=" + join(steps, " "), "-f",
                             SOURCE_DIR "/docs/steps.awk", SOURCE_DIR "/docs/nagios.md"});
    REQUIRE(script.exitStatus == 0);
    const TempDir work;
    const auto lint = run({"shellcheck", "--shell=sh", work.write("steps", script.out).string()});
    CHECK(lint.out == "");
    CHECK(lint.exitStatus == 0);
}
