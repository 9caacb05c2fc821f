// SPDX-License-Identifier: GPL-3.0-or-later
// The man pages against what the programs say of themselves, for every plugin that was built; and against each other.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "support/plugin_help.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <set>
#include <sstream>
#include <string>

using namespace mpm;
using namespace mpm::test;
using Names = std::set<std::string>;

namespace {

const std::string commonPage = BINARY_DIR "/docs/man/monitoring-plugins-mail.7";

std::string manPage(const std::string& plugin)
{
    return BINARY_DIR "/docs/man/" + plugin + ".1";
}

/// Every page that is installed.
std::vector<std::string> allPages()
{
    std::vector<std::string> pages{commonPage};
    for (const auto& plugin : builtPlugins()) {
        pages.push_back(manPage(plugin));
    }
    return pages;
}

/// The page as a terminal shows it, in lines wide enough for every option, without bold and underline.
std::vector<std::string> rendered(const std::string& page)
{
    const auto result = run({"mandoc", "-Tascii", "-Owidth=150", page});
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

/// The words of a text, with one blank between them.
std::string flowing(const std::string& text)
{
    return join(splitWords(text), " ");
}

/// What begins a line of --list-findings: "timed-out".
Names findingsOf(const std::string& plugin)
{
    Names ids;
    for (const auto& line : runCheck(plugin, {"--list-findings"}).lines()) {
        if (!line.starts_with(' ')) {
            ids.insert(line.substr(0, line.find(' ')));
        }
    }
    return ids;
}

/// What both have.
Names both(const Names& one, const Names& other)
{
    return without(one, without(one, other));
}

} // namespace

TEST_CASE("every plugin, and what they have in common, has a man page that mandoc finds nothing wrong with")
{
    for (const auto& page : allPages()) {
        CAPTURE(page);
        const auto lint = run({"mandoc", "-Tlint", "-Wwarning", page});
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
        const auto page = rendered(manPage(plugin));
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

TEST_CASE("monitoring-plugins-mail(7) asks of every check what its --help asks")
{
    const auto page = contentOf(commonPage);
    for (const auto& plugin : builtPlugins()) {
        CAPTURE(plugin);
        const auto help = runCheck(plugin, {"--help"}).out;
        const auto question = help.substr(help.find('\n'), help.find("\n\n") - help.find('\n'));
        const auto item = ".It Xr " + plugin + " 1\n";
        REQUIRE(page.find(item) != std::string::npos);
        const auto told = page.substr(page.find(item) + item.size());
        CHECK(flowing(told.substr(0, told.find("\n."))) == flowing(question));
    }
}

TEST_CASE("monitoring-plugins-mail(7) tells of every option, finding, format and status that all checks have")
{
    const auto page = contentOf(commonPage);
    const auto plugins = builtPlugins();
    auto options = helpOf(plugins.front()).longNames();
    auto findings = findingsOf(plugins.front());
    for (const auto& plugin : plugins) {
        options = both(options, helpOf(plugin).longNames());
        findings = both(findings, findingsOf(plugin));
    }
    REQUIRE(options.size() > 10);
    REQUIRE(findings.size() > 5);
    for (const auto& option : options) {
        CHECK_THAT(page, Catch::Matchers::ContainsSubstring("Fl -" + option.substr(2)));
    }
    auto told = listed(rendered(commonPage), "FINDINGS", "VERDICT");
    std::erase_if(told,
                  [](const std::string& line) { return !isAlphanumeric(line, "-"); }); // sentences before the list
    CHECK(told == findings);
    for (const auto* format : {"text", "json", "prometheus"}) {
        CHECK_THAT(page, Catch::Matchers::ContainsSubstring(std::string(".Fl -format Cm ") + format));
    }
}

TEST_CASE("what the ranges, files and exit statuses are is told by every man page in the same words")
{
    for (const auto* fragment : {"ranges", "ini-files", "exit-status"}) {
        const auto words = std::string(trim(contentOf(SOURCE_DIR "/docs/man/" + std::string(fragment) + ".mdoc")));
        REQUIRE(words.size() > 100);
        for (const auto& page : allPages()) {
            CAPTURE(fragment, page);
            CHECK(contentOf(page).find(words) != std::string::npos);
        }
    }
}

TEST_CASE("SEE ALSO of every man page names all the others")
{
    for (const auto& page : allPages()) {
        CAPTURE(page);
        const auto text = contentOf(page);
        const auto start = text.find("\n.Sh SEE ALSO\n");
        REQUIRE(start != std::string::npos);
        const auto seeAlso = text.substr(start, text.find("\n.Sh ", start + 1) - start);
        for (const auto& other : allPages()) {
            const std::filesystem::path file(other);
            const auto reference = "\n.Xr " + file.stem().string() + " " + file.extension().string().substr(1);
            CHECK((seeAlso.find(reference) != std::string::npos) == (other != page));
        }
    }
}

TEST_CASE("every man page names the version that the plugins have")
{
    const auto words = runCheck(builtPlugins().front(), {"--version"}).firstLine();
    const auto start = words.find(' ') + 1;
    const auto version = words.substr(start, words.find(' ', start) - start);
    for (const auto& page : allPages()) {
        CHECK(contentOf(page).find("\n.Os monitoring-plugins-mail " + version + "\n") != std::string::npos);
    }
}
