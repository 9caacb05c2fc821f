// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sample.hpp"

#include "check/numbers.hpp"

#include <cstdlib>
#include <stdexcept>

namespace mpm::test {

Sample::Sample()
{
    const char* text = std::getenv("MPM_TEST_EVERY");
    if (text == nullptr || *text == '\0') {
        return;
    }
    every_ = mpm::parseWhole<std::size_t>(text).value_or(0);
    if (every_ < 1) {
        throw std::runtime_error("MPM_TEST_EVERY is no number of at least 1");
    }
}

} // namespace mpm::test
