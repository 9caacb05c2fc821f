// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <regex>
#include <sstream>
#include <string>

using namespace mpm::test;

TEST_CASE("Every promise of SECURITY.md names tests that are there")
{
    std::istringstream page(contentOf(SOURCE_DIR "/SECURITY.md"));
    const std::regex test("`(tests/[a-z0-9_/.-]+)`");
    int promises = 0;
    std::string line;
    while (std::getline(page, line)) {
        if (!line.starts_with("| ") || line.starts_with("| promise |")) {
            continue;
        }
        CAPTURE(line);
        ++promises;
        const auto tests = line.substr(line.rfind("|", line.size() - 2));
        const std::sregex_iterator first(tests.begin(), tests.end(), test);
        CHECK(first != std::sregex_iterator());
        for (auto each = first; each != std::sregex_iterator(); ++each) {
            CHECK(std::filesystem::exists(SOURCE_DIR "/" + (*each)[1].str()));
        }
    }
    CHECK(promises > 12);
}
