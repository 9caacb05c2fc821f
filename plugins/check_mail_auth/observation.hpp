// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "dns/mx.hpp"
#include "io/deadline.hpp"
#include "mta_sts/lookup.hpp"

#include <optional>

namespace mpm::checkMailAuth {

/// Everything that one run saw, by what was read; each reading is given its own answers again to be judged.
struct Observation {
    Answers spf;
    Answers dkim;
    Answers dmarc;
    Answers bimi;
    std::optional<StsSeen> sts; ///< nothing with --sends-nothing
    MxSet mx;
    Seconds total{0};
};

} // namespace mpm::checkMailAuth
