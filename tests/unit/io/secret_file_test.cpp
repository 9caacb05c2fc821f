// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/secret_file.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <sys/stat.h>

#include <fstream>
#include <string>
#include <thread>

using namespace mpm;

namespace {

/// "-" where it can't be read.
std::string contentRead(const std::string& path, std::size_t most)
{
    const auto content = readSecretFile(path, most);
    return content ? std::string(content->reveal()) : "-";
}

} // namespace

TEST_CASE("a file with a secret is read whole, and of a longer one an octet more than wanted")
{
    const test::TempDir folder;
    for (const std::size_t size : {0UL, 1UL, 4095UL, 4096UL, 4097UL, 20000UL}) {
        CAPTURE(size);
        std::string text(size, 'a');
        for (std::size_t i = 0; i < size; i += 7) {
            text[i] = static_cast<char>(i);
        }
        const auto file = folder.write("secret", text).string();
        CHECK((contentRead(file, size) == text));
        CHECK((contentRead(file, 1 << 20) == text));
        if (size > 0) {
            CHECK((contentRead(file, size - 1) == text));
        }
        if (size > 1) {
            CHECK((contentRead(file, size - 2) == text.substr(0, size - 1)));
        }
    }
}

TEST_CASE("what is no readable file holds no secret, and a pipe is read to its end")
{
    const test::TempDir folder;
    CHECK(contentRead(folder / "none", 10) == "-");
    CHECK(contentRead(folder.path(), 10) == "-");
    CHECK(contentRead("", 10) == "-");
    const auto pipe = (folder / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    std::thread writer([&] {
        std::ofstream out(pipe);
        out << "first " << std::flush << "second";
    });
    CHECK(contentRead(pipe, 100) == "first second");
    writer.join();
}
