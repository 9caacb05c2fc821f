// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "mta_sts/judge.hpp"
#include "survey/by_hand.hpp"
#include "tls/judge_tls.hpp"

namespace mpm::checkSmtpTls {

/// What the user wants of the servers.
struct Policy {
    TlsPolicy tls;
    bool daneWanted = false; ///< --dane: records must be there, secured, and match
    StsDemand sts = StsDemand::Optional;
    ByHand byHand;     ///< for the commands that findings come with
    ReportParts parts; ///< of the report that somebody will see
};

} // namespace mpm::checkSmtpTls
