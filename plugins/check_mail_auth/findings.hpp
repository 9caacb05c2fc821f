// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_mail_auth/dkim/findings.hpp"
#include "check_mail_auth/dmarc/findings.hpp"
#include "check_mail_auth/record_row.hpp"
#include "check_mail_auth/spf/findings.hpp"
#include "check_mail_auth/transport/findings.hpp"
#include "io/findings.hpp"
#include "mta_sts/findings.hpp"

#include <vector>

namespace mpm::checkMailAuth {

/// Every finding of this check.
inline std::vector<FindingKind> findingKinds()
{
    return kindsOf(spfFindings, dkimFindings, dmarcFindings, closedFindings, stsFindings.missing,
                   stsFindings.reportMissing, stsFindings.recordInvalid, stsFindings.policyUnavailable,
                   stsFindings.policyInvalid, stsFindings.mxMismatch, stsFindings.notEnforced, stsFindings.maxAge,
                   stsFindings.contentType, stsFindings.reportInvalid, recordUnanswered, hostFindings.timedOut,
                   hostFindings.localFault, metricOutOfRange);
}

} // namespace mpm::checkMailAuth
