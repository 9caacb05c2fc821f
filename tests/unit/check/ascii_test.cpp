// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("letters and digits are those of ASCII, whatever the locale")
{
    CHECK(isLetter('a'));
    CHECK(isLetter('Z'));
    CHECK_FALSE(isLetter('0'));
    CHECK_FALSE(isLetter('@'));
    CHECK_FALSE(isLetter('['));
    CHECK_FALSE(isLetter('\xE4'));
    CHECK(isLowercase('a'));
    CHECK_FALSE(isLowercase('A'));
    CHECK(isAlphanumeric('Q'));
    CHECK(isAlphanumeric('7'));
    CHECK_FALSE(isAlphanumeric('_'));
}

TEST_CASE("a text of letters, digits and some signs holds nothing else")
{
    CHECK(isAlphanumeric("mx1-a.example", "-."));
    CHECK(isAlphanumeric("", "-."));
    CHECK_FALSE(isAlphanumeric("mx1_a", "-."));
    CHECK_FALSE(isAlphanumeric("mx1 "));
    CHECK_FALSE(isAlphanumeric("m\xC3\xBC", "-."));
}
