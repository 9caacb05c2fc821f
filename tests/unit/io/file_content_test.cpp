// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/file_content.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <cerrno>

using namespace mpm;
using test::TempDir;

TEST_CASE("A file is read whole, whatever its size, or as far as it may be")
{
    const TempDir folder;
    for (const std::size_t size : {0UL, 1UL, 4095UL, 4096UL, 4097UL, 300'000UL, 3'000'000UL}) {
        CAPTURE(size);
        const std::string text(size, 'x');
        const auto file = folder.write("file", text).string();
        CHECK(readContent(file, 10'000'000) == text);
        CHECK(readContent(file, size) == text);
        CHECK(readContent(file, size / 2) == text.substr(0, size / 2));
    }
}

TEST_CASE("A file that does not say how long it is is read, too")
{
    const auto status = readContent("/proc/self/smaps", 10'000'000);
    REQUIRE(status);
    CHECK(status->size() > 8192);
}

TEST_CASE("A folder and a file that is not there can't be read, and errno says why")
{
    CHECK_FALSE(readContent("/", 100));
    CHECK(errno == EISDIR);
    CHECK_FALSE(readContent("/nowhere", 100));
    CHECK(errno == ENOENT);
}
