// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/hex.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("octets are shown as two digits each, those above 127 too")
{
    CHECK(toHex(std::string_view("\x00\x0A\x7F\x80\xFF", 5)) == "000a7f80ff");
    CHECK(toHex("").empty());
}

TEST_CASE("hexadecimal digits are read in either case, in pairs only")
{
    CHECK(fromHex("000a7F80fF") == std::string("\x00\x0A\x7F\x80\xFF", 5));
    CHECK(fromHex("") == "");
    CHECK_FALSE(fromHex("abc"));
    CHECK_FALSE(fromHex("0x"));
    CHECK_FALSE(fromHex("0g"));
    CHECK_FALSE(fromHex("0a 1b"));
    CHECK_FALSE(fromHex("-1"));
}

TEST_CASE("a hexadecimal digit is one of sixteen, in either case")
{
    CHECK(isHexDigit('0'));
    CHECK(isHexDigit('f'));
    CHECK(isHexDigit('F'));
    CHECK_FALSE(isHexDigit('g'));
    CHECK_FALSE(isHexDigit(':'));
    CHECK_FALSE(isHexDigit('\0'));
}
