// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "io/findings.hpp"
#include "smtp/findings.hpp"
#include "survey/findings.hpp"
#include "tls/findings.hpp"

#include <vector>

namespace mpm::checkSmtpBanner {

/// What this check alone can find.
struct OwnFindings {
    FindingKind greetingMismatch{
        "greeting-mismatch", Status::Warning, "No line of the greeting holds what --expect or --expect-regex wants.",
        "Check that the name and port lead to the server you mean, and whether its banner was reconfigured on purpose.",
        "RFC 5321 4.2"};
    FindingKind capabilityMissing{"capability-missing", Status::Critical,
                                  "The EHLO reply lacks what --expect-capability wants, or offers what it forbids.",
                                  "Enable (or disable) the extension in the server; if it is configured, look for a "
                                  "firewall that filters the EHLO "
                                  "reply.",
                                  "RFC 5321 4.1.1.1"};
    FindingKind expectationFailed{
        "expectation-failed", Status::Critical, "A command got another reply than --response wants.",
        "Compare the reply with what the server should say to this client; restrictions by client address are usual.",
        "RFC 5321 4.3.2"};
};
inline constexpr OwnFindings ownFindings;

/// Every finding of this check.
inline std::vector<FindingKind> findingKinds()
{
    auto kinds = kindsOf(hostFindings, smtpFindings, reverseFindings, mxFindings, busyFindings, tlsFindings,
                         ownFindings, metricOutOfRange);
    std::erase_if(kinds, [](const FindingKind& kind) { return kind.id == tlsFindings.authBeforeTls.id; });
    return kinds;
}

} // namespace mpm::checkSmtpBanner
