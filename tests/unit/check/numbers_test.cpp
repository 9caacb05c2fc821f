// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/numbers.hpp"
#include "support/catch.hpp"

#include <cstdint>

using namespace mpm;

TEST_CASE("a whole number is all of the text")
{
    CHECK(parseWhole<unsigned>("587") == 587U);
    CHECK(parseWhole<unsigned>("007") == 7U);
    CHECK(parseWhole<long>("-12") == -12);
    CHECK(parseWhole<std::size_t>("1F", 16) == 31U);
    for (const auto* text : {"", " 1", "1 ", "+1", "-1", "1.0", "0x1", "one", "1f"}) {
        CAPTURE(text);
        CHECK_FALSE(parseWhole<unsigned>(text));
    }
}

TEST_CASE("a whole number that the type can't hold is none, not a cut one")
{
    CHECK(parseWhole<std::uint8_t>("255") == 255);
    CHECK_FALSE(parseWhole<std::uint8_t>("256"));
    CHECK(parseWhole<std::uint16_t>("65535") == 65535);
    CHECK_FALSE(parseWhole<std::uint16_t>("65536"));
    CHECK_FALSE(parseWhole<std::uint64_t>("18446744073709551616"));
}
