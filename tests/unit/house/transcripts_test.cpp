// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"

#include <filesystem>
#include <set>
#include <string>

TEST_CASE("no transcript is without its test")
{
    const std::set<std::string> tested{
#include "transcripts/all.inc"
    };
    std::set<std::string> written;
    const std::filesystem::path folder(SOURCE_DIR "/tests/dialogues");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            written.insert(entry.path().lexically_relative(folder).generic_string());
        }
    }
    CHECK(written.size() > 80);
    CHECK(tested == written);
}
