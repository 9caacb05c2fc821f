// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace mpm::test {

/// Tests that run a check for each of hundreds of cases count them by this: whether the case at hand, the first, second
/// and so on that the counter is asked about, is to be run. All are, unless MPM_TEST_EVERY says that only each so
/// manieth is, where the same is run in full elsewhere and time is short.
class Sample {
public:
    /// Throws std::runtime_error where MPM_TEST_EVERY is no number of at least 1.
    Sample();

    bool takesNext() { return counted_++ % every_ == 0; }

private:
    std::size_t every_ = 1;
    std::size_t counted_ = 0;
};

} // namespace mpm::test
