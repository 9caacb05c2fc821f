// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "check_smtp_banner/line_pattern.hpp"
#include "support/catch.hpp"

#include <chrono>

using namespace mpm::checkSmtpBanner;
using mpm::UsageError;
using Match = LinePattern::Match;

TEST_CASE("A line pattern is held against one line at a time and sees NUL as any other octet")
{
    CHECK(LinePattern("^220 .*(ESMTP|SMTP)$").in({"220-hello", "220 mail ESMTP"}) == Match::Found);
    CHECK(LinePattern("^220[ -][[:alnum:].]{4,} ESMTP\\b").in({"220 mail ESMTP Postfix"}) == Match::Found);
    CHECK(LinePattern("^mail").in({"220 mail"}) == Match::None);
    CHECK(LinePattern("ESMTP.*220").in({"220-mail ESMTP", "220 hello"}) == Match::None);
    CHECK(LinePattern("b$").in({std::string("a\0b", 3)}) == Match::Found);
    CHECK(LinePattern("b$").in({"b\n"}) == Match::None);
    CHECK(LinePattern("x").in({}) == Match::None);
    CHECK(LinePattern("a\\\\<b").in({"a\\<b"}) == Match::Found);
    CHECK(LinePattern("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)(m)(n)(o)(p)(q)(r)(s)(t)(u)(v)(w)(x)(y)(z)")
              .in({"abcdefghijklmnopqrstuvwxyz"}) == Match::Found);
    CHECK(LinePattern("(mail) .* \\1$").in({"220 mail is mail"}) == Match::Found);
}

TEST_CASE("What is no regular expression is a usage error with the library's reason")
{
    for (const auto* expression : {"(", "[z-a]", "a{2,1}", "*", "a)", "", "(*UTF8)a", "\\<mail\\>", "`x\\'"}) {
        CAPTURE(expression);
        CHECK_THROWS_AS(LinePattern(expression), UsageError);
    }
}

TEST_CASE("An expression that would take for ever on what a peer sends is given up soon, and counts as no match")
{
    std::string line = "cdxyz"; // what a match must hold is looked for first, and must not be missing altogether
    for (int i = 0; i < 30000; ++i) {
        line += "ab";
    }
    for (const auto* expression :
         {"(.*)\\1y$", "(.*)(.*)\\2\\1y", "(a|b)*(b|a)*(a|b)*\\2z", "(.{1,50}){1,50}x", "((a*)*b*)*c$", "a.*b.*c.*d"}) {
        CAPTURE(expression);
        const auto start = std::chrono::steady_clock::now();
        CHECK(LinePattern(expression).in({line, line, line}) == Match::TooCostly);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5)); // sanitized and busy as it may be
    }
}
