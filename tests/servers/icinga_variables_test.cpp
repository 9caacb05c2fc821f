// SPDX-License-Identifier: GPL-3.0-or-later
// What a real Icinga 2 runs when variables are empty, and what it makes of the lists on a host.
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using List = std::vector<std::string>;

namespace {

const std::string definitions = SOURCE_DIR "/packaging/icinga2/monitoring-plugins-mail.conf";

/// Checks that only note their arguments, and an Icinga 2 that runs them.
class NotingIcinga {
public:
    explicit NotingIcinga(const std::string& objects)
    {
        for (const auto* name : {"data", "log", "cache", "run", "checks", "said"}) {
            folder_.folder(name);
        }
        for (const auto& plugin : builtPlugins()) {
            const auto file = folder_.write("checks/" + plugin, "#!/bin/sh\nexec >>'" + at("said/") + plugin +
                                                                    "'\nprintf '<%s>' \"$@\"\necho\n");
            std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        }
        folder_.write("icinga2.conf", "include <itl>\nconst PluginDir = \"/nowhere\"\ninclude <plugins>\n"
                                      "const MailPluginDir = \"" +
                                          at("checks") + "\"\ninclude \"" + definitions +
                                          "\"\nobject CheckerComponent \"checker\" {}\n" + objects);
    }

    /// What `icinga2 daemon -C` says.
    std::string validated() const
    {
        const auto result = run(command({"-C"}));
        CHECK(result.exitStatus == 0);
        return result.out;
    }

    /// The arguments of the plugin when it ran first.
    std::string argumentsOf(const std::string& plugin) const
    {
        ChildProcess daemon(command({}), {.environment = {}, .log = folder_ / "log.txt"});
        std::string said;
        for (int tries = 0; tries < scaled(200.0) && said.find('\n') == std::string::npos && daemon.running();
             ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            if (std::filesystem::exists(at("said/" + plugin))) {
                said = contentOf(at("said/" + plugin));
            }
        }
        daemon.stop();
        INFO(contentOf(at("log.txt")));
        REQUIRE(said.find('\n') != std::string::npos);
        return said.substr(0, said.find('\n'));
    }

private:
    std::string at(const std::string& name) const { return (folder_ / name).string(); }

    List command(const List& more) const
    {
        const std::string user = getpwuid(geteuid())->pw_name;
        List argv{"icinga2", "daemon", "-c", at("icinga2.conf"), "-DRunAsUser=" + user, "-DRunAsGroup=" + user};
        for (const auto& [name, folder] : {std::pair{"DataDir", "data"}, std::pair{"LogDir", "log"},
                                           std::pair{"CacheDir", "cache"}, std::pair{"InitRunDir", "run"}}) {
            argv.push_back(std::string("-D") + name + "=" + at(folder));
        }
        argv.insert(argv.end(), more.begin(), more.end());
        return argv;
    }

    TempDir folder_;
};

/// The variables of all commands that are set from outside.
std::set<std::string> variables()
{
    auto names = matches(contentOf(definitions), "(?:value|set_if) = \"\\$([a-z_0-9]+)\\$\"");
    CHECK(names.size() > 80);
    return names;
}

std::string host(const std::string& vars)
{
    return "object Host \"mx.example.org\" {\n check_command = \"passive\"\n address = \"192.0.2.1\"\n" + vars + "}\n";
}

std::string service(const std::string& plugin, const std::string& vars)
{
    auto command = plugin.substr(std::string("check_").size());
    std::replace(command.begin(), command.end(), '_', '-');
    return "object Service \"s\" {\n host_name = \"mx.example.org\"\n check_command = \"" +
           (command.starts_with("mail-") || command == "mx" ? (command == "mx" ? "mail-mx" : command)
                                                            : "mail-" + command) +
           "\"\n check_interval = 1s\n" + vars + "}\n";
}

} // namespace

TEST_CASE("variables that are empty, null or false give no argument to any check")
{
    const auto* const empty = GENERATE("\"\"", "null", "false", "[]", "[ \"\", null ]");
    std::string vars;
    for (const auto& name : variables()) {
        vars += " vars." + name + " = " + empty + "\n";
    }
    CAPTURE(empty);
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        CHECK(NotingIcinga(host("") + service(plugin, vars)).argumentsOf(plugin) == "<>");
    }
}

TEST_CASE("entries of an array that are empty are left out, 0 is a value, true an empty one, and flags are as Icinga's")
{
    const auto said = NotingIcinga(host("") + service("check_dns_delegation",
                                                      " vars.dns_delegation_domain = \"example.org\"\n"
                                                      " vars.dns_delegation_expect_ns = [ \"\", \"a\", null, \"b\" ]\n"
                                                      " vars.dns_delegation_whois = true\n"
                                                      " vars.dns_delegation_min_good = 0\n"
                                                      " vars.dns_delegation_no_tcp = \"1\"\n"
                                                      " vars.mail_verbose = \"0\"\n vars.mail_ipv4 = true\n"))
                          .argumentsOf("check_dns_delegation");
    CHECK(said == "<--domain><example.org><--expect-ns><a><--expect-ns><b><--min-good><0><--no-tcp><--use-ipv4>"
                  "<--whois><>");
}

TEST_CASE("where a certificate is judged the host's name is checked, else its address, and with an MX no host")
{
    const auto asked = [](const std::string& plugin, const std::string& vars) {
        return NotingIcinga(host("") + service(plugin, vars)).argumentsOf(plugin);
    };
    CHECK(asked("check_smtp_tls", "") == "<--hostname><mx.example.org>");
    CHECK(asked("check_smtp_tls", " vars.mail_verify_name = \"a\"\n") == "<--hostname><192.0.2.1><--verify-name><a>");
    CHECK(asked("check_smtp_tls", " vars.smtp_tls_mx = \"example.org\"\n") == "<--mx><example.org>");
    for (const auto* plugin : {"check_smtp_banner", "check_smtp_send"}) {
        CHECK(asked(plugin, "") == "<--hostname><192.0.2.1>");
        CHECK(asked(plugin, " vars.mail_starttls = \"0\"\n") == "<--hostname><192.0.2.1>");
        CHECK(asked(plugin, " vars.mail_starttls = true\n") == "<--hostname><mx.example.org><--starttls>");
    }
}

TEST_CASE("lists on a host become services, once however often they are included, and without a list there are none")
{
    const std::string include = "include \"" SOURCE_DIR "/packaging/icinga2/mail-services\"\n";
    const std::string lists = " vars.mail_domains = [ \"example.org\" ]\n vars.mail_hosts = [ \"a\", \"b\" ]\n"
                              " vars.mail_submission[\"c\"] = { tls = false }\n";
    const auto all = NotingIcinga(include + include + host(lists)).validated();
    CHECK_THAT(all, ContainsSubstring("Instantiated 8 Services"));
    CHECK_THAT(NotingIcinga(include + host("")).validated(), !ContainsSubstring("Services."));
    CHECK_THAT(NotingIcinga(host(lists)).validated(),
               !ContainsSubstring("Services.") && !ContainsSubstring("warning/"));
}

TEST_CASE("settings of an entry are for all its services, and those of a part for that one")
{
    const NotingIcinga icinga("include \"" SOURCE_DIR "/packaging/icinga2/mail-services\"\n" +
                              host(" vars.mail_domains[\"example.org\"] = {\n  mail_timeout = 5\n  check_interval = 1\n"
                                   "  mx = { mail_severity = [ \"ipv6-missing=ok\", \"\" ] }\n"
                                   "  auth = { mail_warning = \"3\" }\n }\n"));
    CHECK(icinga.argumentsOf("check_mx") == "<--domain><example.org><--severity><ipv6-missing=ok><--timeout><5>");
    CHECK(icinga.argumentsOf("check_mail_auth") == "<--domain><example.org><--timeout><5><--warning><3>");
}
