// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <cstdlib>
#include <stdexcept>

using namespace mpm;
using namespace mpm::test;

TEST_CASE("On a busy machine what a check is given and what it may take grow alike")
{
    ::unsetenv("MPM_TEST_TIME_FACTOR");
    const auto idle = timeFactor();
    CHECK(idle >= 1);
    ::setenv("MPM_TEST_TIME_FACTOR", "2.5", 1);
    CHECK(timeFactor() == 2.5 * idle);
    CHECK(scaled(2.0) == 5 * idle);
    CHECK(scaled(Seconds(2)) == Seconds(5 * idle));
    CHECK(std::stod(scaled("0.5:warning")) == 1.25 * idle);
    CHECK(scaled("0.5:warning").ends_with(":warning"));
    CHECK(scaled("4") == scaled(std::string("4")));
    for (const auto* wrong : {"", "fast", "0.5", "2x", "-3"}) {
        CAPTURE(wrong);
        ::setenv("MPM_TEST_TIME_FACTOR", wrong, 1);
        CHECK_THROWS_AS(timeFactor(), std::runtime_error);
    }
    ::unsetenv("MPM_TEST_TIME_FACTOR");
}
