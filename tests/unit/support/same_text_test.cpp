// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/same_text.hpp"

using mpm::test::differenceOf;

TEST_CASE("Two texts that are the same have no difference")
{
    CHECK(differenceOf("", "").empty());
    CHECK(differenceOf("a\nb\n", "a\nb\n").empty());
}

TEST_CASE("Texts that differ are shown whole, with the place where they part")
{
    CHECK(differenceOf("one\ntwo\nthree\n", "one\ntoo\nthree\n") == "the texts differ from line 2, column 2 on\n"
                                                                    "actual:\n"
                                                                    "| one\n"
                                                                    "> two\n"
                                                                    "   ^\n"
                                                                    "| three\n"
                                                                    "expected:\n"
                                                                    "| one\n"
                                                                    "> too\n"
                                                                    "   ^\n"
                                                                    "| three\n");
}

TEST_CASE("A text that ends early, or without its line end, is told apart")
{
    CHECK(differenceOf("one\n", "one\ntwo\n") == "the texts differ from line 2, column 1 on\n"
                                                 "actual:\n"
                                                 "| one\n"
                                                 "> (no line end)\n"
                                                 "  ^\n"
                                                 "expected:\n"
                                                 "| one\n"
                                                 "> two\n"
                                                 "  ^\n");
    CHECK(differenceOf("one", "one\n") == "the texts differ from line 1, column 4 on\n"
                                          "actual:\n"
                                          "> one(no line end)\n"
                                          "     ^\n"
                                          "expected:\n"
                                          "> one\n"
                                          "     ^\n");
}
