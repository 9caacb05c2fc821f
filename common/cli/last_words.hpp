// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/status.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// To be called first of all. Descriptors 0 to 2 that the caller left closed are pointed at /dev/null, so that no
/// socket gets their numbers; what libraries say on stderr goes nowhere (but with sanitizers).
void prepareStreams();

/// Writes all of it to stdout and ends the process: with this status, or UNKNOWN where stdout was closed, or its disk
/// is full, so that nobody can have read it. A reader who has gone is none: the status still speaks. Safe in a signal
/// handler.
[[noreturn]] void answerAndExit(std::string_view text, Status status) noexcept;

/// What is said, with UNKNOWN, when the process is told to end (SIGTERM, SIGINT, SIGHUP) or crashes (SIGSEGV, SIGBUS,
/// SIGFPE, SIGILL, SIGABRT), from here on. Crashes have a stack of their own, and are left to sanitizers where there
/// are any. The texts are kept until the process ends.
void prepareLastWords(std::string whenInterrupted, std::string whenCrashed);

} // namespace mpm
