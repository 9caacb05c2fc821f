// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkMailAuth {

/// What is found about a domain that is to send nothing.
struct ClosedFindings {
    FindingKind sendsNothingBroken{
        "sends-nothing-broken", Status::Critical, "A record of a domain that sends no mail lets mail out or in.",
        "Publish TXT \"v=spf1 -all\", TXT _dmarc.DOMAIN \"v=DMARC1; p=reject\" and MX 0 \".\".",
        "RFC 7208 10.1.2, RFC 7489 6.3, RFC 7505 3"};
};
inline constexpr ClosedFindings closedFindings;

} // namespace mpm::checkMailAuth
