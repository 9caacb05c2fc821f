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

TEST_CASE("words are what stands between blanks, and lines end with LF or CRLF")
{
    using List = std::vector<std::string>;
    CHECK(splitWords("  mx1\tmx2 \r\n mx3 ") == List{"mx1", "mx2", "mx3"});
    CHECK(splitWords(" \t") == List{});
    CHECK(splitLines("a\r\n\nb\rc\n") == List{"a", "", "b\rc"});
    CHECK(splitLines("a") == List{"a"});
    CHECK(splitLines("\n") == List{""});
    CHECK(splitLines("") == List{});
}

TEST_CASE("an option's list that is empty has one item, which is empty")
{
    using List = std::vector<std::string>;
    CHECK(splitList("") == List{""});
    CHECK(splitList("a, b c ,") == List{"a", "b c", ""});
}

TEST_CASE("a text of letters, digits and some signs holds nothing else")
{
    CHECK(isAlphanumeric("mx1-a.example", "-."));
    CHECK(isAlphanumeric("", "-."));
    CHECK_FALSE(isAlphanumeric("mx1_a", "-."));
    CHECK_FALSE(isAlphanumeric("mx1 "));
    CHECK_FALSE(isAlphanumeric("m\xC3\xBC", "-."));
}
