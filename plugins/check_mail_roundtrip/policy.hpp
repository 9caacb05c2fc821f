// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check/status.hpp"
#include "check_mail_roundtrip/collect.hpp"
#include "sending/policy.hpp"
#include "tls/judge_tls.hpp"

namespace mpm::checkMailRoundtrip {

/// What the user wants of the round trip.
struct Policy {
    Status timeoutStatus = Status::Critical;
    Context context;         ///< what messages were known by and measured against
    sending::Policy sending; ///< of the server that takes the message
    TlsPolicy mailboxTls;    ///< of those that keep the mailboxes
    ReportParts parts;
};

} // namespace mpm::checkMailRoundtrip
