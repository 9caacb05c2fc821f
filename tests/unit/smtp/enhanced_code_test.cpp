// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/enhanced_code.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("An enhanced code is three numbers and comes out as it went in")
{
    const auto text = GENERATE(as<std::string>{}, "2.0.0", "4.7.1", "5.1.10", "5.7.606", "5.999.999", "4.0.100");
    const auto code = EnhancedCode::parse(text);
    REQUIRE(code);
    CHECK(code->toString() == text);
}

TEST_CASE("An enhanced code has its parts in order")
{
    const auto code = EnhancedCode::parse("4.12.345");
    REQUIRE(code);
    CHECK(code->status == 4);
    CHECK(code->subject == 12);
    CHECK(code->detail == 345);
}

TEST_CASE("What only looks like an enhanced code is none")
{
    const auto text = GENERATE(as<std::string>{}, "", "5", "5.1", "5.1.", "5..1", ".1.1", "5.1.1.", "5.1.1.1", "1.1.1",
                               "3.1.1", "6.1.1", "55.1.1", "5.01.1", "5.1.01", "05.1.1", "5.1.1000", "5.1000.1",
                               "5.1.1 ", " 5.1.1", "5.1.x", "5.1.-1", "5,1,1");
    CAPTURE(text);
    CHECK_FALSE(EnhancedCode::parse(text));
}

TEST_CASE("An enhanced code stands at the very front of a text and ends at a blank")
{
    CHECK(EnhancedCode::atFrontOf("5.1.1 User unknown") == EnhancedCode{5, 1, 1});
    CHECK(EnhancedCode::atFrontOf("5.1.1") == EnhancedCode{5, 1, 1});
    CHECK_FALSE(EnhancedCode::atFrontOf(" 5.1.1 User unknown"));
    CHECK_FALSE(EnhancedCode::atFrontOf("5.1.1, they say"));
    CHECK_FALSE(EnhancedCode::atFrontOf("see 5.1.1"));
    CHECK_FALSE(EnhancedCode::atFrontOf(""));
    CHECK_FALSE(EnhancedCode::atFrontOf("192.0.2.25 is blocked"));
    CHECK_FALSE(EnhancedCode::atFrontOf("5.1.1.9 is my version"));
}

TEST_CASE("Enhanced codes are ordered by class, subject and detail")
{
    CHECK(EnhancedCode{4, 7, 1} < EnhancedCode{5, 0, 0});
    CHECK(EnhancedCode{5, 1, 9} < EnhancedCode{5, 1, 10});
}
