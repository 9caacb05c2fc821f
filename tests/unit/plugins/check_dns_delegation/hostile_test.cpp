// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "unit/plugins/check_dns_delegation/hostile.hpp"

#include <random>

using namespace mpm;
using namespace mpm::test;

TEST_CASE("Whatever a name server answers is judged in no time and shown without harm", "[delegation]")
{
    std::mt19937 random(20260611); // NOLINT: the same octets every time
    const auto inputs = honestHostileInputs();
    std::size_t read = 0;
    for (std::size_t which = 0; which < inputs.size(); ++which) {
        REQUIRE_FALSE(judgeHostile(which, inputs[which]).empty());
        for (int round = 0; round < 300; ++round) {
            auto input = inputs[which];
            for (auto changes = random() % 6; changes > 0; --changes) {
                input[random() % input.size()] = static_cast<char>(random());
            }
            if (random() % 4 == 0) {
                input.resize(8 + random() % (input.size() - 8));
            }
            const auto text = judgeHostile(which, input);
            INFO("question " << which << ", round " << round);
            REQUIRE(harmIn(text).empty());
            read += text.empty() ? 0 : 1;
        }
    }
    CHECK(read > 100); // else nothing got as far as the judge
}
