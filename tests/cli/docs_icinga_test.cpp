// SPDX-License-Identifier: GPL-3.0-or-later
// docs/icinga2.md and the services from lists against the definitions and the plugins.
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <set>
#include <string>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Names = std::set<std::string>;

namespace {

const std::string page = SOURCE_DIR "/docs/icinga2.md";

std::string definitions()
{
    return contentOf(SOURCE_DIR "/packaging/icinga2/monitoring-plugins-mail.conf");
}

std::string rules()
{
    return contentOf(SOURCE_DIR "/packaging/icinga2/mail-services");
}

Names commands()
{
    return matches(definitions(), "\nobject CheckCommand \"([a-z-]+)\"");
}

} // namespace

TEST_CASE("the guide for Icinga 2 is a script that a shell understands")
{
    const auto script =
        run({"awk", "-v", "os=debian", "-v", "steps=install services start", "-f", SOURCE_DIR "/docs/steps.awk", page});
    REQUIRE(script.exitStatus == 0);
    const TempDir work;
    const auto lint = run({"shellcheck", "--shell=sh", work.write("steps", script.out).string()});
    CHECK(lint.out == "");
    CHECK(matches(contentOf(page), "\n```sh debian ([a-z]+)\n") == Names{"install", "services", "start"});
}

TEST_CASE("every CheckCommand for Icinga 2 leaves out what is unset, has a rule for lists, and is in the guide")
{
    const auto names = commands();
    CHECK(names.size() == builtPlugins().size());
    for (const auto& name : names) {
        CAPTURE(name);
        const auto at = definitions().find("object CheckCommand \"" + name + "\"");
        const auto object = definitions().substr(at, definitions().find("\n}", at) - at);
        // The last thing in it: what comes behind would be passed empty.
        CHECK(object.rfind("\n\tMailArguments(arguments, ") == object.rfind('\n'));
        CHECK_THAT(rules(), ContainsSubstring("check_command = \"" + name + "\""));
        CHECK_THAT(contentOf(page), ContainsSubstring("`" + name + "`"));
    }
}

TEST_CASE("the rules for lists and the guide for Icinga 2 use variables that there are")
{
    const auto known = matches(definitions(), "\\$([a-z_0-9]+)\\$");
    const Names own{"mail_domains", "mail_hosts", "mail_submission", "mail_roundtrips", "mail_service"};
    auto used = matches(rules(), "vars\\.([a-z_0-9]+)");
    used.merge(matches(contentOf(page), "[ `](?:vars\\.)?((?:mail|mx|smtp|dns)_[a-z_0-9]+)\\b"));
    CHECK(used.size() > 12);
    CHECK(without(without(used, known), own) == Names{});
}

TEST_CASE("every service that the rules for lists make is in the guide, with the part for its settings")
{
    const auto names = matches(rules(), "\napply Service \"([a-z-]+-)\"");
    const auto parts = matches(rules(), "MailSettings\\(config, \"([a-z]+)\"\\)\\)\n");
    CHECK(names.size() == 8);
    CHECK(parts == matches(rules(), "MailWanted\\(config, \"([a-z]+)\"\\)\n"));
    for (const auto& name : names) {
        CHECK_THAT(contentOf(page),
                   ContainsSubstring("`" + name + "DOMAIN`") || ContainsSubstring("`" + name + "NAME`"));
    }
    for (const auto& part : parts) {
        CHECK_THAT(contentOf(page), ContainsSubstring("| `" + part + "` |"));
    }
}

TEST_CASE("thresholds and severities in the guide for Icinga 2 are of metrics and findings that check_mx has")
{
    const auto text = contentOf(page);
    const auto severities = matches(text, "mail_severity = \"([a-z0-9-]+=[a-z]+)\"");
    const auto warnings = matches(text, "mail_warning = \\[ \"5\", \"([^\"]+)\" \\]");
    REQUIRE(severities.size() == 1);
    REQUIRE(warnings.size() == 1);
    // No usage error: the check comes as far as a resolver that is not there.
    const auto result = runCheck("check_mx", {"-d", "example.org", "--resolver", "127.0.0.1:1", "--severity",
                                              *severities.begin(), "-w", *warnings.begin()});
    CHECK_THAT(result.firstLine(), ContainsSubstring("look-up failed"));
}
