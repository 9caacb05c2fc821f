// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/process.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// The most that a check may take up, whatever peers send. AddressSanitizer's shadow memory is none of it.
#ifdef __SANITIZE_ADDRESS__
constexpr long mostMemoryKiB = 512L * 1024;
#else
constexpr long mostMemoryKiB = 32L * 1024;
#endif

/// What is wrong with how a check, given `-t SECONDS` and `--format FORMAT`, ended, whatever its verdict: late, by a
/// signal, with other processes or open descriptors left behind, too large, or with an output that a consumer would not
/// take: one line 1 and one perfdata section of the guidelines, of which Icinga 2 drops nothing but ranges; JSON; an
/// exposition. Empty when all is well.
std::vector<std::string> faultsOfForm(const ProcessResult& result, double seconds, const std::string& format);

} // namespace mpm::test
