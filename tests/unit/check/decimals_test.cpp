// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/decimals.hpp"
#include "support/catch.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>

using namespace mpm;

TEST_CASE("decimal numbers are read as they are typed, and nothing else is")
{
    CHECK(parseDecimal("0") == 0.0);
    CHECK(parseDecimal("-12") == -12.0);
    CHECK(parseDecimal("0.1") == 0.1);
    CHECK(parseDecimal(".5") == 0.5);
    CHECK(parseDecimal("5.") == 5.0);
    CHECK(parseDecimal("123456789012345678901234567890") == 123456789012345678901234567890.0);
    for (const auto* text :
         {"", "-", ".", "-.", "+1", " 1", "1 ", "1e3", "0x10", "inf", "nan", "1.2.3", "1,5", "--1", "1-2"}) {
        INFO(text);
        CHECK_FALSE(parseDecimal(text));
    }
    CHECK_FALSE(parseDecimal(std::string(400, '9')));
    CHECK_FALSE(parseDecimal(std::string_view("1\0", 2)));
}

TEST_CASE("numbers are written with the digits that they have")
{
    CHECK(fixedDecimals(0.042, 3) == "0.042");
    CHECK(fixedDecimals(-1, 0) == "-1");
    CHECK(fixedDecimals(2.5, 0) == "2");
    CHECK(fixedDecimals(std::numeric_limits<double>::max(), 0).size() == 309);
    std::mt19937_64 random(1); // the same numbers in every run
    for (int i = 0; i < 2000; ++i) {
        const double value = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 120) - 90);
        for (const int decimals : {0, 1, 3, 12}) {
            std::array<char, 400> buffer{};
            const auto end =
                std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals)
                    .ptr;
            CHECK(fixedDecimals(value, decimals) == std::string(buffer.data(), end));
        }
    }
}

TEST_CASE("halves are rounded away from zero")
{
    for (const double value :
         {0.0, 0.4, 0.5, 0.49999999999999994, 1.5, 2.5, -0.5, -2.4, -2.5, 1e15 + 0.5, 1e18, 1e300}) {
        INFO(value);
        CHECK(rounded(value) == std::round(value));
    }
    CHECK(std::isinf(rounded(std::numeric_limits<double>::infinity())));
    CHECK(std::isnan(rounded(std::numeric_limits<double>::quiet_NaN())));
}
