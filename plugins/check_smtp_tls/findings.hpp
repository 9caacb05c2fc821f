// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "io/findings.hpp"
#include "mta_sts/findings.hpp"
#include "smtp/findings.hpp"
#include "survey/findings.hpp"
#include "tls/findings.hpp"

#include <vector>

namespace mpm::checkSmtpTls {

/// What this check alone can find.
struct OwnFindings {
    FindingKind sendersCutOff{
        "tls-senders-cut-off", Status::Critical,
        "One kind of sender, which insists on DANE or MTA-STS, has no MX host left that it may deliver to.",
        "Mend one host at least: the sentence says what each of them lacks. Until then their mail waits and then "
        "bounces.",
        "RFC 7672 2.2, RFC 8461 5"};
    FindingKind injectionUntested{"starttls-injection-untested", Status::Warning,
                                  "What --check-injection asks for could not be tried, so it is not known whether the "
                                  "server is vulnerable; where "
                                  "the "
                                  "time ran out, --timeout sets the status.",
                                  "Look at what ended the second connection: a limit of connections for this client, "
                                  "load, or a --timeout that is "
                                  "too short for two visits.",
                                  "RFC 3207 4.2"};
};
inline constexpr OwnFindings ownFindings;

/// Every finding of this check.
inline std::vector<FindingKind> findingKinds()
{
    return kindsOf(hostFindings, smtpFindings, tlsFindings, stsFindings, mxFindings, busyFindings, ownFindings,
                   metricOutOfRange);
}

} // namespace mpm::checkSmtpTls
