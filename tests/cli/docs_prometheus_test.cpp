// SPDX-License-Identifier: GPL-3.0-or-later
// docs/prometheus.md and packaging/prometheus against what the checks and each other say.
#include "support/catch.hpp"
#include "support/matches.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <iterator>
#include <set>
#include <string>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Names = std::set<std::string>;

namespace {

const std::string folder = SOURCE_DIR "/packaging/prometheus/";
const std::string page = SOURCE_DIR "/docs/prometheus.md";

ProcessResult rules(const std::string& causes, const std::string& findings)
{
    return run({"awk", "-f", folder + "rules.awk", folder + "health.yml", causes, findings});
}

/// The lines that begin with a name and a brace, whose values may differ.
Names samples(const std::string& text)
{
    return matches(text, "(?:^|\n)([a-z_]+\\{[^\n]*\\} [0-9])");
}

/// What the collector would also read as a metric's help and type.
Names heads(const std::string& text)
{
    return matches(text, "(# (?:HELP|TYPE) (?:probe_success|mail_check_status|mail_check_finding) [^\n]*)");
}

} // namespace

TEST_CASE("the rules for Prometheus have each finding's remedy (`ninja alert_rules` makes them anew)")
{
    const auto made = rules(folder + "causes", SOURCE_DIR "/docs/findings.md");
    CHECK(made.err == "");
    REQUIRE(made.exitStatus == 0);
    CHECK((made.out == contentOf(folder + "rules.yml")));
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto ids = matches(runCheck(plugin, {"--list-findings"}).out, "(?:^|\n)([a-z0-9-]+) \\[");
        CHECK(ids.size() > 5);
        CHECK(without(ids, matches(made.out, "\\(?eq \\$labels\\.id \"([a-z0-9-]+)\"")) == Names{});
    }
}

TEST_CASE("a finding without a remedy makes no rules for Prometheus")
{
    const TempDir work;
    const auto head = "## new-one\n\n**WARNING** by default. Something.\n\n";
    const auto good = work.write("good.md", std::string(head) + "- What to do: This.\n- Made by: `check_mx`\n");
    const auto bad = work.write("bad.md", std::string(head) + "- Made by: `check_mx`\n");
    const auto causes = work.write("causes", "MailCheck; something; ; .*\n");
    CHECK_THAT(rules(causes, good).out, ContainsSubstring("{{- if eq $labels.id \"new-one\" -}} This."));
    CHECK(rules(causes, good).exitStatus == 0);
    CHECK_THAT(rules(causes, bad).err, ContainsSubstring("new-one"));
    CHECK(rules(causes, bad).exitStatus == 1);
}

TEST_CASE("prometheus.md names every alert, and no other")
{
    const auto alerts = matches(contentOf(folder + "rules.yml"), "- alert: ([A-Za-z]+)");
    CHECK(alerts.size() > 10);
    CHECK(matches(contentOf(page), "`(Mail[A-Za-z]+)`") == alerts);
}

TEST_CASE("the commands of prometheus.md are sound, and its checks take the options that it shows")
{
    const TempDir work;
    const auto steps = matches(contentOf(page), "\n```sh (?:debian|any) ([a-z]+)\n");
    CHECK(steps == Names{"install", "checks", "rules", "look", "status", "alarm", "alerts", "end", "secret"});
    std::string all;
    for (const auto& step : steps) {
        all += " " + step;
    }
    const auto taken = run({"awk", "-v", "os=debian", "-v", "steps=" + all, "-f", SOURCE_DIR "/docs/steps.awk", page});
    REQUIRE(taken.exitStatus == 0);
    const auto lint = run({"shellcheck", "--shell=sh", work.write("steps", taken.out).string()});
    CHECK(lint.out == "");
    const auto checks = matches(taken.out, "\nCHECK=/usr/lib/nagios/plugins-mail/(check_(?:[^\\\\\n]|\\\\\n)*)");
    CHECK(checks.size() >= 5);
    for (const auto& check : checks) {
        CAPTURE(check);
        const auto help = run({"/bin/sh", "-c", std::string(PLUGIN_DIR "/") + check + " --help"});
        CHECK_THAT(help.firstLine(), ContainsSubstring("(monitoring-plugins-mail)"));
    }
}

TEST_CASE("the textfile wrapper writes a whole file and nothing else, whatever the check found")
{
    const TempDir work;
    const auto wrapper = folder + "mail-check-textfile";
    const auto file = (work / "mail-mail.example.com-25.prom").string();
    const auto result = run({wrapper, file, pluginPath("check_smtp_banner"), "-H", "bad host"});
    CHECK(result.exitStatus == 0);
    CHECK(result.out + result.err == "");
    CHECK_THAT(contentOf(file),
               ContainsSubstring(
                   "mail_check_status{check=\"mail.example.com-25\",plugin=\"check_smtp_banner\",target=\"\"} 3\n"));
    for (const auto& sample : samples(contentOf(file))) {
        CHECK_THAT(sample, ContainsSubstring("{check=\"mail.example.com-25\",plugin="));
    }
    CHECK(std::distance(std::filesystem::directory_iterator(work.path()), {}) == 1);
    CHECK(run({wrapper, file}).exitStatus == 2);
    CHECK(run({wrapper, "--as", "nobody-at-all", file, "/bin/true"}).exitStatus == 1);
    CHECK_THAT(contentOf(file), ContainsSubstring("nobody-at-all"));
    CHECK(run({wrapper, "--as", "nobody-at-all", file}).exitStatus == 1); // as the unit does, of a file without CHECK
    CHECK_THAT(contentOf(file), ContainsSubstring("no line CHECK="));
    CHECK(run({wrapper, (work / "no/such/folder.prom").string(), pluginPath("check_mx"), "-d", "."}).exitStatus != 0);
    CHECK(std::distance(std::filesystem::directory_iterator(work.path()), {}) == 1);
}

TEST_CASE("the textfile wrapper keeps a label of the same name, and adds its own to all others")
{
    const TempDir work;
    const auto file = (work / "mail-a.prom").string();
    const auto fake = work.write("fake", "#!/bin/sh\necho 'mail_check_status{plugin=\"p\",x=\",check=\\\"y\"} 0'\n"
                                         "echo 'mail_check_value{plugin=\"p\",check=\"mine\"} 0'\n");
    std::filesystem::permissions(fake, std::filesystem::perms::owner_all);
    REQUIRE(run({folder + "mail-check-textfile", file, fake.string()}).exitStatus == 0);
    CHECK(contentOf(file) == "mail_check_status{check=\"a\",plugin=\"p\",x=\",check=\\\"y\"} 0\n"
                             "mail_check_value{plugin=\"p\",check=\"mine\"} 0\n");
}

TEST_CASE("for a check without an answer the textfile wrapper says UNKNOWN, as the check itself would")
{
    const TempDir work;
    const auto file = (work / "mail-a.prom").string();
    const auto wrapper = folder + "mail-check-textfile";
    REQUIRE(run({wrapper, file, pluginPath("check_mx"), "-d", "bad domain"}).exitStatus == 0);
    const auto own = contentOf(file);
    for (const auto* check : {"/nonexistent/check_mx", "/bin/true", "/bin/false"}) {
        CAPTURE(check);
        const auto result = run({wrapper, file, check});
        CHECK(result.exitStatus == 1);
        CHECK_THAT(result.err, ContainsSubstring("without metrics"));
        const auto text = contentOf(file);
        CHECK_THAT(text,
                   ContainsSubstring(",target=\"\"} 3\n") && ContainsSubstring("id=\"internal-error\",subject=\""));
        CHECK(heads(text) == heads(own));
        CHECK(heads(text).size() == 6);
        CHECK(samples(text).size() == 3);
    }
}
