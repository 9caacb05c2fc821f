// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_send/options.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace mpm::checkSmtpSend {

/// What differs from run to run.
struct Run {
    std::function<std::string()> localHostName; ///< asked for where no name is given for EHLO
    std::string random;                         ///< at least 24 octets of it
    std::chrono::sys_seconds now{};
};

/// The options with everything filled in that only a run knows: names, nonces, the message.
Options prepared(Options options, const Run& run);

} // namespace mpm::checkSmtpSend
