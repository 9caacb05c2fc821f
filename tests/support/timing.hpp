// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

#include <string>

/// Times in tests are those of an idle machine and a plain build. Where either is slower, both the time that a check is
/// given (`-t`) and the time that it may take are multiplied; what a test's own servers wait is not.
namespace mpm::test {

/// What a sanitized build takes longer, times MPM_TEST_TIME_FACTOR, which is for a busy machine: a number, 1 when it is
/// not set. Throws std::runtime_error when it is no number of at least 1.
double timeFactor();

/// The longest that something may take, in seconds.
double scaled(double seconds);
Seconds scaled(Seconds duration);

/// The value of `-t`: "0.5", or "0.5:warning" with the status left as it is.
std::string scaled(const std::string& timeout);
std::string scaled(const char* timeout);

} // namespace mpm::test
