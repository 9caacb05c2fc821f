// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/append.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("what is put behind a list keeps its order, and what is there stays once where that is wanted")
{
    std::vector<int> numbers{3, 1};
    append(numbers, {1, 2});
    CHECK(numbers == std::vector{3, 1, 1, 2});
    addOnce(numbers, 2);
    addOnce(numbers, 5);
    addOnce(numbers, std::vector{5, 7, 7});
    CHECK(numbers == std::vector{3, 1, 1, 2, 5, 7});
}
