// SPDX-License-Identifier: GPL-3.0-or-later
// What README.md and docs/cookbook.md show, held against what the checks print in the world of these pages.
#include "servers/docs/docs_world.hpp"
#include "servers/docs/shown_command.hpp"
#include "support/catch.hpp"
#include "support/matches.hpp"

#include <set>
#include <string>

using namespace mpm::test;

namespace {

const std::string readme = SOURCE_DIR "/README.md";
const std::string cookbook = SOURCE_DIR "/docs/cookbook.md";

void checkShown(const std::string& page, std::size_t atLeast)
{
    const DocsWorld world;
    const auto commands = shownCommands(contentOf(page));
    CHECK(commands.size() >= atLeast);
    for (const auto& [line, output] : commands) {
        const auto printed = world.run(line);
        INFO("$ " << line << "\nprints\n" << printed.out << printed.err << "and the page shows\n" << output);
        CHECK(printed.err == "");
        CHECK_FALSE(output.empty());
        CHECK(isShown(output, printed.out));
    }
}

/// "My mail does not arrive" as the page's own links have it: "my-mail-does-not-arrive".
std::string anchorOf(std::string heading)
{
    for (auto& c : heading) {
        c = c == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return heading;
}

} // namespace

TEST_CASE("README shows what the checks print")
{
    checkShown(readme, 5);
}

TEST_CASE("the cookbook shows what the checks print")
{
    checkShown(cookbook, 14);
}

TEST_CASE("every trouble of the cookbook has a command line, and its links lead to it")
{
    const auto page = contentOf(cookbook);
    std::set<std::string> anchors;
    for (auto at = page.find("\n## "); at != std::string::npos;) {
        const auto next = page.find("\n## ", at + 1);
        const auto part = page.substr(at, next - at);
        const auto heading = part.substr(4, part.find('\n', 4) - 4);
        CAPTURE(heading);
        CHECK_FALSE(shownCommands(part).empty());
        anchors.insert(anchorOf(heading));
        at = next;
    }
    CHECK(anchors.size() == 8);
    CHECK(matches(page, "\\]\\(#([a-z-]+)\\)") == anchors);
}

TEST_CASE("an output that differs from the page in more than times and dates is not what it shows")
{
    const std::string shown = "MX OK - 2 of 2, 0.017s | time=0.017s;;;0 ...\n...\n  what to do: This.\n";
    CHECK(isShown(shown, "MX OK - 2 of 2, 1.203s | time=1.203s;;;0 mx=1\n[OK] one\n[OK] two\n  what to do: This.\n"));
    CHECK(isShown(shown, "MX OK - 2 of 2, 0.017s | time=0.017s;;;0 mx=1\n  what to do: This.\n"));
    CHECK_FALSE(isShown(shown, "MX OK - 1 of 2, 0.017s | time=0.017s;;;0 mx=1\n  what to do: This.\n"));
    CHECK_FALSE(isShown(shown, "MX OK - 2 of 2, 0.017s | time=0.017s;;;0 mx=1\n  what to do: That.\n"));
    CHECK_FALSE(isShown(shown, "MX OK - 2 of 2, 0.017s | time=0.017s;;;0 mx=1\n  what to do: This.\nmore\n"));
    CHECK_FALSE(isShown("one\n", "one\ntwo\n"));
    CHECK_FALSE(isShown("one\ntwo\n", "one\n"));
}
