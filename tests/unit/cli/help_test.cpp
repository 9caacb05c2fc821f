// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/version.hpp"
#include "cli/plugin.hpp"
#include "support/catch.hpp"
#include "support/same_text.hpp"

#include <array>
#include <set>
#include <sstream>
#include <string>

using namespace mpm;
using namespace std::string_view_literals;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

constexpr std::array examples{"check_test -H mail.example.com"sv};

PluginDescription plugin()
{
    return {.name = "check_test",
            .service = "TEST",
            .purpose = "Does it help?",
            .usage = "-H HOST [options]",
            .options = {{"hostname", 'H', Arity::Once, "HOST", "whom to ask", ""},
                        {"expect", '\0', Arity::Repeated, "TEXT", "what to want", ""},
                        {"smtps", '\0', Arity::Flag, "", "encrypt at once", "ssl s"}},
            .findings = {{"it-broke", Status::Critical,
                          "It broke into more pieces than one line of eighty columns "
                          "could ever name.",
                          "Glue it.", "RFC 1149 3"},
                         {"it-bent", Status::Warning, "It bent.", "Straighten it.", ""}},
            .metrics = {{"time", "seconds of the whole run"}},
            .examples = examples};
}

std::set<char> letters()
{
    std::set<char> seen;
    for (const auto& spec : allOptions(plugin())) {
        if (spec.letter != '\0') {
            seen.insert(spec.letter);
        }
    }
    return seen;
}

} // namespace

TEST_CASE("option --help begins with name and version and shows every option, metric and example")
{
    const auto text = helpText(plugin());
    CHECK_THAT(text, StartsWith("check_test " + std::string(version) + " (monitoring-plugins-mail)\n"));
    for (const auto& spec : allOptions(plugin())) {
        CAPTURE(spec.name);
        CHECK_THAT(text, ContainsSubstring("--" + std::string(spec.name)));
    }
    CHECK_THAT(text, ContainsSubstring("  -H, --hostname HOST\n      whom to ask\n"));
    CHECK_THAT(text, ContainsSubstring("      --expect TEXT\n      what to want (repeatable)\n"));
    CHECK_THAT(text, ContainsSubstring("      --extra-opts[=[SECTION][@FILE]]\n"));
    CHECK_THAT(text, ContainsSubstring("  time\n      seconds of the whole run\n"));
    CHECK_THAT(text, ContainsSubstring("  check_test -H mail.example.com\n"));
}

TEST_CASE("option --help and --list-findings fit a terminal of 80 columns, but for examples")
{
    auto text = helpText(plugin());
    text.resize(text.find("\nExamples:"));
    std::istringstream lines(text + findingsText(plugin()));
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(line.size() <= 80);
    }
}

TEST_CASE("option --list-findings tells ID, default status, meaning, remedy and reference of each")
{
    const auto text = findingsText(plugin());
    const auto common = text.find("metric-missing [WARNING]\n");
    REQUIRE(common != std::string::npos);
    CHECK_THAT(text, ContainsSubstring("\nusage-error [UNKNOWN]\n"));
    CHECK_THAT(text, ContainsSubstring("\ninternal-error [UNKNOWN]\n"));
    test::checkSameText(text.substr(0, common),
                        "it-broke [CRITICAL]\n"
                        "  It broke into more pieces than one line of eighty columns could ever name.\n"
                        "  what to do: Glue it.\n"
                        "  reference: RFC 1149 3\n"
                        "it-bent [WARNING]\n"
                        "  It bent.\n"
                        "  what to do: Straighten it.\n");
}

TEST_CASE("the letters that the guidelines reserve mean what the guidelines say")
{
    for (const char letter : {'V', 'h', 't', 'w', 'c', 'H', 'v'}) {
        CAPTURE(letter);
        CHECK(letters().count(letter) == 1);
    }
}

TEST_CASE("no two options of every check share a name or a letter")
{
    std::set<std::string_view> names;
    std::set<char> taken;
    for (const auto& spec : commonOptions()) {
        CAPTURE(spec.name);
        CHECK(names.insert(spec.name).second);
        CHECK((spec.letter == '\0' || taken.insert(spec.letter).second));
        CHECK(spec.argument.empty() == (spec.arity == Arity::Flag));
        CHECK_FALSE(spec.help.empty());
        CHECK_FALSE(spec.help.ends_with('.'));
    }
}
