// SPDX-License-Identifier: GPL-3.0-or-later
// The definitions in packaging/ read by the monitoring systems themselves.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using List = std::vector<std::string>;

namespace {

/// Who runs this test; the daemons would become somebody else.
std::string account()
{
    return getpwuid(geteuid())->pw_name;
}

/// An Icinga 2 of its own in a folder, with the CheckCommands as they are shipped.
class Icinga {
public:
    /// With the given checks, or with those that the definitions name by themselves.
    explicit Icinga(const std::string& objects, const std::string& plugins = PLUGIN_DIR)
    {
        for (const auto* name : {"data", "log", "cache", "run"}) {
            folder_.folder(name);
        }
        folder_.write("icinga2.conf", "include <itl>\ninclude <plugins>\n"
                                      "const PluginDir = \"/nowhere\"\n" +
                                          (plugins.empty() ? "" : "const MailPluginDir = \"" + plugins + "\"\n") +
                                          "include \"" SOURCE_DIR "/packaging/icinga2/monitoring-plugins-mail.conf\"\n"
                                          "object Host \"h\" {\n"
                                          "  check_command = \"passive\"\n"
                                          "  address = \"127.0.0.1\"\n"
                                          "}\n" +
                                          objects);
    }

    List command(const List& more) const
    {
        const auto at = [&](const std::string& name) { return (folder_ / name).string(); };
        List argv{"icinga2",
                  "daemon",
                  "-c",
                  at("icinga2.conf"),
                  "-DRunAsUser=" + account(),
                  "-DRunAsGroup=" + account(),
                  "-DDataDir=" + at("data"),
                  "-DLogDir=" + at("log"),
                  "-DCacheDir=" + at("cache"),
                  "-DInitRunDir=" + at("run")};
        argv.insert(argv.end(), more.begin(), more.end());
        return argv;
    }

    std::filesystem::path file(const std::string& name) const { return folder_ / name; }

private:
    TempDir folder_;
};

/// A service for each CheckCommand that is shipped, with nothing but what the command demands.
std::string serviceOfEach()
{
    const auto text = contentOf(SOURCE_DIR "/packaging/icinga2/monitoring-plugins-mail.conf");
    std::string services;
    for (const auto& name : matches(text, "object CheckCommand \"([a-z-]+)\"")) {
        services += "object Service \"" + name + "\" {\n  host_name = \"h\"\n  check_command = \"" + name + "\"\n}\n";
    }
    return services;
}

} // namespace

TEST_CASE("Icinga 2 accepts the CheckCommands")
{
    const auto services = serviceOfEach();
    REQUIRE_THAT(services, ContainsSubstring("mail-smtp-banner"));
    const Icinga icinga(services);
    const auto result = run(icinga.command({"-C"}));
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK_THAT(result.out, ContainsSubstring("Instantiated " + std::to_string(builtPlugins().size()) + " Services"));
    CHECK_THAT(result.out, !ContainsSubstring("warning/"));
}

TEST_CASE("the checks' folder is one that Icinga 2 may be told, and is known without")
{
    for (const auto* plugins : {"", "/opt/checks"}) {
        const Icinga icinga(serviceOfEach(), plugins);
        // From 2.14 on only on demand, before without being asked and refusing to be.
        if (run(icinga.command({"-C", "--dump-objects"})).exitStatus != 0) {
            REQUIRE(run(icinga.command({"-C"})).exitStatus == 0);
        }
        const auto objects = contentOf(icinga.file("cache/icinga2.debug"));
        const std::string folder = *plugins == '\0' ? "/usr/lib/nagios/plugins-mail" : plugins;
        for (const auto& plugin : builtPlugins()) {
            CAPTURE(plugin);
            CHECK_THAT(objects, ContainsSubstring("[\"" + folder + "/" + plugin + "\"]"));
        }
    }
}

TEST_CASE("Icinga 2 runs the banner check and reads its perfdata, limits included")
{
    HostileSmtp server(honestDialogue());
    const TempDir spool;
    Icinga icinga("object CheckerComponent \"checker\" {}\n"
                  "object PerfdataWriter \"perfdata\" {\n"
                  "  service_perfdata_path = \"" +
                  (spool / "done").string() +
                  "\"\n"
                  "  service_temp_path = \"" +
                  (spool / "part").string() +
                  "\"\n"
                  "  host_perfdata_path = \"" +
                  (spool / "host").string() +
                  "\"\n"
                  "  host_temp_path = \"" +
                  (spool / "host-part").string() +
                  "\"\n"
                  "  rotation_interval = 1s\n"
                  "}\n"
                  "object Service \"banner\" {\n"
                  "  host_name = \"h\"\n"
                  "  check_command = \"mail-smtp-banner\"\n"
                  "  check_interval = 1s\n"
                  "  vars.smtp_banner_port = " +
                  std::to_string(server.port()) +
                  "\n"
                  "  vars.smtp_banner_fqdn = \"monitor.example.net\"\n"
                  "  vars.smtp_banner_command = [ \"NOOP\" ]\n"
                  "  vars.mail_warning = [ \"5\", \"greeting=2\" ]\n"
                  "  vars.mail_critical = \"10\"\n"
                  "}\n");
    ChildProcess daemon(icinga.command({}), {.environment = {}, .log = icinga.file("log.txt")});
    std::string perfdata;
    for (int tries = 0; tries < scaled(200.0) && perfdata.empty() && daemon.running(); ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        for (const auto& entry : std::filesystem::directory_iterator(spool.path())) {
            if (entry.path().filename().string().starts_with("done")) {
                perfdata = contentOf(entry.path());
            }
        }
    }
    daemon.stop();
    INFO(contentOf(icinga.file("log.txt")));
    CHECK_THAT(perfdata, ContainsSubstring("SERVICEDESC::banner\tSERVICEPERFDATA::time="));
    CHECK_THAT(perfdata, ContainsSubstring(";5;10;0 resolve=") && ContainsSubstring(" greeting=") &&
                             ContainsSubstring("s;2;;0 ehlo="));
    CHECK_THAT(perfdata, ContainsSubstring("SERVICECHECKCOMMAND::mail-smtp-banner\t"));
    const auto clients = server.clients();
    REQUIRE_FALSE(clients.empty());
    CHECK_THAT(clients.front().said, ContainsSubstring("EHLO monitor.example.net\r\n"));
}

TEST_CASE("Nagios accepts the command definitions and the templates")
{
    const TempDir folder;
    const auto at = [&](const std::string& name) { return (folder / name).string(); };
    std::string services;
    auto expected = builtPlugins().size();
    for (const auto& plugin : builtPlugins()) {
        services += "define service {\n host_name h\n service_description " + plugin + "\n check_command " + plugin +
                    "!example.com!-w 5\n max_check_attempts 1\n check_period always\n contacts nobody\n"
                    " notification_period always\n check_interval 1\n retry_interval 1\n}\n";
    }
    const auto rest =
        " check_period always\n notification_interval 60\n contacts nobody\n notification_period always\n}\n";
    for (const auto& name : matches(contentOf(SOURCE_DIR "/packaging/nagios/mail-templates.cfg"),
                                    "define service \\{\n    name +([a-z-]+)\n")) {
        services += "define service {\n use " + name + "\n host_name h\n" + rest;
        ++expected;
    }
    for (const std::string name : {"mail-domain", "mail-server"}) {
        services += "define host {\n use " + name + "\n host_name " + name + ".example.com\n" + rest;
    }
    folder.write("objects.cfg",
                 "define command {\n command_name nothing\n command_line /bin/true\n}\n"
                 "define timeperiod {\n timeperiod_name always\n alias always\n sunday 00:00-24:00\n}\n"
                 "define contact {\n contact_name nobody\n host_notification_period always\n"
                 " service_notification_period always\n host_notification_options n\n service_notification_options n\n"
                 " host_notification_commands nothing\n service_notification_commands nothing\n}\n"
                 "define host {\n host_name h\n address 127.0.0.1\n max_check_attempts 1\n check_period always\n"
                 " contacts nobody\n notification_period always\n}\n" +
                     services);
    const auto config = folder.write(
        "nagios.cfg", "log_file=" + at("log") + "\nobject_cache_file=" + at("objects.cache") +
                          "\nprecached_object_file=" + at("objects.precache") + "\nnagios_user=" + account() +
                          "\nnagios_group=" + account() + "\nstatus_file=" + at("status") +
                          "\ntemp_file=" + at("temp") + "\ntemp_path=" + at("") + "\ncheck_result_path=" + at("") +
                          "\nillegal_macro_output_chars=`'"
                          "\ncfg_file=" SOURCE_DIR "/packaging/nagios/mail.cfg" +
                          "\ncfg_file=" SOURCE_DIR "/packaging/nagios/mail-templates.cfg" +
                          "\ncfg_file=" + at("objects.cfg") + "\n");
    const auto result = run({SOURCE_DIR "/build/servers/nagios4-core/usr/sbin/nagios4", "-v", config.string()});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK_THAT(result.out, ContainsSubstring("Checked " + std::to_string(expected) + " services"));
    CHECK_THAT(result.out, ContainsSubstring("Checked 3 hosts"));
    CHECK_THAT(result.out, ContainsSubstring("Total Warnings: 0"));
    CHECK_THAT(result.out, ContainsSubstring("Total Errors:   0"));
}
