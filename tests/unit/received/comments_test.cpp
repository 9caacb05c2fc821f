// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/comments.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("comments are left out of a field, quoted strings are not looked into")
{
    CHECK(withoutComments("a (b (c) \\) d) e") == "a   e");
    CHECK(withoutComments("\"a (b\" c(d)") == "\"a (b\" c ");
    CHECK(withoutComments("a) b") == "a b");
    CHECK(withoutComments("a (never closed") == "a  ");
    CHECK(withoutComments(std::string(100000, '(')).size() == 1);
}

TEST_CASE("a quoted string is read without its marks and backslashes")
{
    CHECK(unquoted("\"a \\\"b\\\" c\"") == "a \"b\" c");
    CHECK(unquoted("plain") == "plain");
    CHECK(unquoted("\"open") == "open");
    CHECK(unquoted("\"") == "");
}

TEST_CASE("a sign counts where it is in no comment and no quoted string")
{
    CHECK(findOutside("(;) \";\" ;", ';') == 8);
    CHECK(findLastOutside("a; b; (c;)", ';') == 4);
    CHECK(findOutside("(;", ';') == std::string::npos);
    CHECK(findLastOutside("", ';') == std::string::npos);
}
