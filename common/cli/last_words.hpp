// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/status.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// Writes all of it to stdout and ends the process: with this status, or UNKNOWN where stdout was closed, or its disk
/// is full, so that nobody can have read it. A reader who has gone is none: the status still speaks. Of several threads
/// and signal handlers that call it, the first is heard; an empty text ends the process over one that can't be
/// written. Safe in a signal handler.
[[noreturn]] void answerAndExit(std::string_view text, Status status) noexcept;

/// What is said, with UNKNOWN, when something ends the process from outside or within.
struct LastWords {
    std::string interrupted; ///< a signal told it to end
    std::string crashed;     ///< SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, an exception that nobody catches
    std::string noMemory;    ///< std::bad_alloc that nobody catches, and what looks like another end for want of memory
    std::string noCpuTime;   ///< SIGXCPU: RLIMIT_CPU
};

/// To be called first of all. Allocates nothing, so it works in a process that can't.
/// - Descriptors 0 to 2 that the caller left closed are occupied, so that no socket gets their numbers; what libraries
///   say on stderr goes nowhere (but with sanitizers).
/// - From here on a signal whose default is to end the process, and a crash, end with a line of text for the service
/// that
///   the program's name tells: check_smtp_tls is SMTP TLS. Signals that the caller ignores stay ignored (nohup), those
///   that it blocked are let through. Crashes have a stack of their own, and are left to sanitizers where there are
///   any.
/// - What is written beyond a reader or a limit (SIGPIPE, SIGXFSZ) fails, and ends nothing.
void prepareFirstWords() noexcept;

/// The same in other words from here on. They are kept until the process ends.
void prepareLastWords(LastWords words);

/// Where no memory is left, ends the process with the words for that: a library that finds none may abort, crash or
/// wait for ever. Returns otherwise. Safe in a signal handler.
void answerWhereNoMemory() noexcept;

/// Ends the process with the words for a signal. Returns only where an answer is being written already. Safe in a
/// signal handler.
void answerInterrupted() noexcept;

} // namespace mpm
