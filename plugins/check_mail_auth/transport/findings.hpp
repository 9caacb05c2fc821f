// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "mta_sts/findings.hpp"

#include <vector>

namespace mpm::checkMailAuth {

/// MTA-STS and TLS reporting are reported here, and judged where --require wants them.
struct TransportFindings {
    FindingKind stsMissing{stsFindings.missing.id, Status::Ok,
                           "The domain has no MTA-STS record; CRITICAL where --require names mta-sts.",
                           stsFindings.missing.remedy, stsFindings.missing.reference};
    FindingKind reportMissing{stsFindings.reportMissing.id, Status::Ok,
                              "The domain has no TLSRPT record, so nobody reports failures to it; CRITICAL where "
                              "--require names tls-rpt.",
                              stsFindings.reportMissing.remedy, stsFindings.reportMissing.reference};
    FindingKind sendsNothingBroken{
        "sends-nothing-broken", Status::Critical, "A record of a domain that sends no mail lets mail out or in.",
        "Publish TXT \"v=spf1 -all\", TXT _dmarc.DOMAIN \"v=DMARC1; p=reject\" and MX 0 \".\".",
        "RFC 7208 10.1.2, RFC 7489 6.3, RFC 7505 3"};
};
inline constexpr TransportFindings transportFindings;

} // namespace mpm::checkMailAuth
