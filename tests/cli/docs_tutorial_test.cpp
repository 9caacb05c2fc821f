// SPDX-License-Identifier: GPL-3.0-or-later
// The code in docs/adding-a-check.md, built and run.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/ports.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
namespace fs = std::filesystem;

namespace {

ProcessResult build(const std::string& target)
{
    return run({"cmake", "--build", BINARY_DIR, "--target", target},
               {.environment = {}, .input = {}, .timeout = 280, .workingDirectory = {}});
}

const fs::path tutorial(BINARY_DIR "/docs/tutorial");

std::vector<fs::path> tutorialFiles()
{
    std::vector<fs::path> files;
    for (const auto* folder : {"plugins", "tests"}) {
        for (const auto& entry : fs::recursive_directory_iterator(tutorial / folder)) {
            if (entry.is_regular_file()) {
                files.push_back(entry.path());
            }
        }
    }
    REQUIRE(files.size() >= 10);
    return files;
}

/// Adds the file's headers, and theirs, as they are included: "cli/plugin.hpp".
void collectHeaders(const fs::path& file, std::set<std::string>& headers)
{
    const auto text = contentOf(file);
    const std::string opening = "#include \"";
    for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) {
        const auto begin = at + opening.size();
        const auto header = text.substr(begin, text.find('"', begin) - begin);
        if (!headers.insert(header).second) {
            continue;
        }
        for (const auto& root : {tutorial / "plugins", fs::path(SOURCE_DIR "/common")}) {
            if (fs::exists(root / header)) {
                collectHeaders(root / header, headers);
            }
        }
    }
}

} // namespace

TEST_CASE("a check that speaks no SMTP includes nothing of it")
{
    std::set<std::string> headers;
    for (const auto& file : tutorialFiles()) {
        collectHeaders(file, headers);
    }
    CHECK(headers.contains("check/finding.hpp")); // by way of others
    for (const auto& header : headers) {
        INFO(header);
        CHECK_FALSE(
            (header.starts_with("smtp/") || header.starts_with("submission/") || header.starts_with("survey/")));
    }
}

TEST_CASE("every file of the tutorial names its licence at the top")
{
    for (const auto& file : tutorialFiles()) {
        INFO(file);
        CHECK_THAT(contentOf(file), StartsWith("// SPDX-License-Identifier: GPL-3.0-or-later\n"));
    }
}

TEST_CASE("the check that the tutorial grows builds and judges a port")
{
    const auto made = build("tutorial_check_port");
    INFO(made.out);
    REQUIRE(made.exitStatus == 0);
    HostileSmtp server(honestDialogue());
    const auto check = [](std::uint16_t port, const std::string& option) {
        return run(
            {BINARY_DIR "/docs/tutorial/tutorial_check_port", "-H", "127.0.0.1", "-p", std::to_string(port), option});
    };
    CHECK(check(server.port(), "-4").exitStatus == 0);
    CHECK_THAT(check(server.port(), "-4").out, StartsWith("PORT OK - 127.0.0.1 port is as it should be | time="));
    CHECK_THAT(check(server.port(), "--closed").out, ContainsSubstring("[CRITICAL] port-open [127.0.0.1]:"));
    const auto closed = freePort();
    CHECK(check(closed, "--closed").exitStatus == 0);
    CHECK_THAT(check(closed, "-4").out, ContainsSubstring("[CRITICAL] connection-refused [127.0.0.1]:"));
}

TEST_CASE("the tests that the tutorial shows pass")
{
    const auto made = build("tutorial_unit_tests");
    INFO(made.out);
    REQUIRE(made.exitStatus == 0);
    CHECK_THAT(run({BINARY_DIR "/docs/tutorial/tutorial_unit_tests"}).out, ContainsSubstring("All tests passed"));
}
