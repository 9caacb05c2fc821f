// SPDX-License-Identifier: GPL-3.0-or-later
// What the shells offer, against what the programs say of themselves, for every plugin that was built.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "support/completing_shell.hpp"
#include "support/plugin_help.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace mpm;
using namespace mpm::test;
using Names = std::set<std::string>;
using Catch::Matchers::ContainsSubstring;

namespace {

/// The short options that --help shows: "-p".
Names letters(const PluginHelp& help)
{
    Names all;
    for (const auto& option : help.options) {
        if (!option.starts_with("--")) {
            all.insert(option.substr(0, 2));
        }
    }
    return all;
}

/// The words that the plugin's complaint about a wrong value names: "... is not one of text, json, prometheus".
Names wordsOf(const std::string& plugin, const std::vector<std::string>& arguments)
{
    const auto complaint = runCheck(plugin, arguments).firstLine();
    for (const auto* opening : {"' is not one of ", "; the steps are "}) {
        if (const auto at = complaint.find(opening); at != std::string::npos) {
            const auto words = splitList(complaint.substr(at + std::string(opening).size()));
            return {words.begin(), words.end()};
        }
    }
    FAIL("no words in: " << complaint);
    return {};
}

Names findingIds(const std::string& plugin)
{
    Names ids;
    for (const auto& line : runCheck(plugin, {"--list-findings"}).lines()) {
        if (!line.starts_with(' ')) {
            ids.insert(line.substr(0, line.find(' ')));
        }
    }
    return ids;
}

/// Those whose names are known before a run.
Names metricsOf(const PluginHelp& help)
{
    Names all;
    for (const auto& metric : help.metrics) {
        if (!metric.starts_with('<')) {
            all.insert(metric);
        }
    }
    return all;
}

/// Folders as one shell names them and another does not.
Names withoutSlash(const Names& names)
{
    Names all;
    for (auto name : names) {
        if (name.ends_with('/')) {
            name.pop_back();
        }
        all.insert(name);
    }
    return all;
}

const CompletingShells& shells()
{
    static const CompletingShells all(BINARY_DIR);
    return all;
}

} // namespace

TEST_CASE("every shell completes every option that --help shows, and no other")
{
    for (const auto& plugin : builtPlugins()) {
        const auto help = helpOf(plugin);
        REQUIRE(help.options.size() > 15);
        auto all = help.longNames();
        all.merge(letters(help));
        for (const auto& shell : CompletingShells::names()) {
            CAPTURE(plugin, shell);
            const auto offered = shells().offered(shell, plugin, {"--", "-", "-v --"});
            CHECK(without(help.longNames(), offered[0]) == Names{});
            CHECK(without(offered[0], help.longNames()) == Names{});
            CHECK(without(all, offered[1]) == Names{});
            CHECK(without(offered[1], all) == Names{});
            CHECK(offered[2].count("--format") == 1);
        }
    }
}

TEST_CASE("every shell completes findings, their statuses and metrics, in a list too")
{
    const Names statuses{"ok", "warning", "critical", "unknown"};
    for (const auto& plugin : builtPlugins()) {
        const auto metrics = metricsOf(helpOf(plugin));
        REQUIRE(metrics.size() > 1);
        const auto other = *metrics.begin() == "time" ? *metrics.rbegin() : *metrics.begin();
        const auto findings = findingIds(plugin);
        REQUIRE(findings.size() > 15);
        for (const auto& shell : CompletingShells::names()) {
            CAPTURE(plugin, shell);
            const auto offered = shells().offered(
                shell, plugin,
                {"--severity ", "--severity timed-out=", "--severity timed-out=ok,metric-mis", "--severity=timed-out=w",
                 "-w ", "--critical=", "-w " + other + "=5,tim", "-H example.com --warning ti"});
            CHECK(without(findings, offered[0]) == Names{});
            CHECK(without(offered[0], findings) == Names{});
            CHECK(offered[1] == statuses);
            CHECK(offered[2] == Names{"metric-missing"});
            CHECK(offered[3] == Names{"warning"});
            CHECK(offered[4] == metrics);
            CHECK(offered[5] == metrics);
            CHECK(offered[6] == Names{"time"});
            CHECK(offered[7] == Names{"time"});
        }
    }
}

TEST_CASE("every shell completes the words that an option takes, and a check takes no other")
{
    struct Option {
        std::string typed;
        std::vector<std::string> wrong; ///< arguments with a word that the check does not take
    };
    const auto send = [](std::vector<std::string> more) {
        const std::vector<std::string> target{"-H", "h.example", "--to", "a@example.com"};
        more.insert(more.begin(), target.begin(), target.end());
        return more;
    };
    std::map<std::string, std::vector<Option>> options{
        {"check_smtp_tls", {{"--min-tls ", {"-H", "h.example", "--min-tls", "x"}}}},
        {"check_mail_auth",
         {{"--dmarc-at-least ", {"-d", "h.example", "--dmarc-at-least", "x"}},
          {"--require ", {"-d", "h.example", "--require", "x"}}}},
        {"check_smtp_send",
         {{"--min-tls=", send({"-S", "--min-tls", "x"})},
          {"--stop-at ", send({"--stop-at", "x"})},
          {"--expect ", send({"--expect", "x=250"})},
          {"-A ", send({"-U", "u", "-A", "x"})},
          {"--auth-mechanism=", send({"-U", "u", "-A", "x"})},
          {"--dsn-return ", send({"--dsn-return", "x"})}}},
    };
    for (const auto& plugin : builtPlugins()) {
        options[plugin].push_back({"--format ", {"-H", "h.example", "--format", "x"}});
    }
    for (const auto& [plugin, all] : options) {
        std::vector<std::string> typed;
        for (const auto& option : all) {
            typed.push_back(option.typed);
        }
        for (const auto& shell : CompletingShells::names()) {
            const auto offered = shells().offered(shell, plugin, typed);
            for (std::size_t i = 0; i < all.size(); ++i) {
                CAPTURE(plugin, shell, all[i].typed);
                CHECK(offered[i] == wordsOf(plugin, all[i].wrong));
            }
        }
    }
    for (const auto& shell : CompletingShells::names()) {
        CAPTURE(shell);
        const auto offered = shells().offered(shell, "check_smtp_send", {"--dsn-notify success,fail", "--dsn-notify "});
        CHECK(offered[0] == Names{"failure"});
        CHECK(offered[1] == Names{"never", "success", "failure", "delay"});
    }
}

TEST_CASE("every shell completes files where a file is wanted, and folders where a folder is")
{
    const TempDir work;
    work.write("kept.pem", "");
    work.write("kept/file", "");
    const auto start = (work / "ke").string();
    const Names both{(work / "kept.pem").string(), (work / "kept").string()};
    const Names folder{(work / "kept").string()};
    const std::map<std::string, std::vector<std::pair<std::string, Names>>> options{
        {"check_smtp_tls",
         {{"--ca-file ", both}, {"--client-cert ", both}, {"--client-key=", both}, {"--ca-path ", folder}}},
        {"check_smtp_send", {{"--message-file ", both}, {"--auth-password-file ", both}}},
        {"check_mail_roundtrip", {{"--mailbox-password-file ", both}, {"--state-file ", both}}},
        {"check_dns_delegation", {{"--root-hints ", both}, {"--rdap-bootstrap ", both}, {"--cache-dir ", folder}}},
        {"check_mail_auth", {{"--ca-file ", both}, {"--ca-path ", folder}}},
    };
    for (const auto& [plugin, all] : options) {
        std::vector<std::string> typed;
        for (const auto& option : all) {
            typed.push_back(option.first + start);
        }
        for (const auto& shell : CompletingShells::names()) {
            const auto offered = shells().offered(shell, plugin, typed);
            for (std::size_t i = 0; i < all.size(); ++i) {
                CAPTURE(plugin, shell, all[i].first);
                CHECK(withoutSlash(offered[i]) == all[i].second);
            }
        }
    }
    for (const auto& shell : CompletingShells::names()) { // a domain is no file: what was typed stays as it is
        CAPTURE(shell);
        const auto offered = shells().offered(shell, "check_mx", {"-d " + start}).front();
        CHECK(offered == (shell == "fish" ? Names{} : Names{start}));
    }
}

TEST_CASE("completion is free of what each shell's own reader or shellcheck complains of")
{
    const auto share = shells().prefix() / "share";
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto bash = (share / "bash-completion/completions" / plugin).string();
        const auto lint = run({"shellcheck", "--shell=bash", bash});
        CHECK(lint.out == "");
        CHECK(lint.exitStatus == 0);
        const auto zsh = run({"zsh", "-n", (share / "zsh/vendor-completions" / ("_" + plugin)).string()});
        CHECK(zsh.err == "");
        CHECK(zsh.exitStatus == 0);
        const auto fish = run({"fish", "-n", (share / "fish/vendor_completions.d" / (plugin + ".fish")).string()});
        CHECK(fish.err == "");
        CHECK(fish.exitStatus == 0);
    }
    CHECK_THAT(run({"zsh", "-f", "-c", "print -l $fpath"}).out, ContainsSubstring("/usr/share/zsh/vendor-completions"));
}
