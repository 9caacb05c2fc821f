// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/utf8.hpp"
#include "support/catch.hpp"

#include <string>
#include <tuple>

using namespace mpm;

TEST_CASE("A character is read with its length, and what RFC 3629 forbids is none", "[utf8]")
{
    const auto read = [](const std::string& octets) {
        const auto character = frontUtf8(octets);
        return std::tuple(character.valid, character.codePoint, character.length);
    };
    CHECK(read("ab") == std::tuple(true, 0x61U, 1U));
    CHECK(read("\xC3\xA9x") == std::tuple(true, 0xE9U, 2U));
    CHECK(read("\xE2\x82\xAC") == std::tuple(true, 0x20ACU, 3U));
    CHECK(read("\xF0\x9F\x93\xA7") == std::tuple(true, 0x1F4E7U, 4U));
    CHECK(read(std::string(1, '\0')) == std::tuple(true, 0U, 1U));
    for (const auto* none : {"\x80", "\xC0\x80", "\xC3", "\xC3x", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                             "\xF0\x9F\x93", "\xFF"}) {
        INFO(none);
        CHECK(read(none) == std::tuple(false, 0U, 1U));
    }
}
