// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/options.hpp"

#include <functional>
#include <string>

namespace mpm::checkMailRoundtrip {

/// What differs from run to run.
struct ThisRun {
    std::string localHostName;                      ///< this machine's
    std::function<std::string(std::size_t)> random; ///< so many octets
};

/// The options with everything filled in that only a run knows: names, nonces, whose messages these are.
Options prepared(Options options, const ThisRun& run);

} // namespace mpm::checkMailRoundtrip
