// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/findings.hpp"

#include "check/report.hpp"
#include "survey/mx_findings.hpp"
#include "smtp/findings.hpp"
#include "tls/findings.hpp"

namespace mpm::checkSmtpBanner {

const FindingKind greetingMismatch{
    "greeting-mismatch", Status::Warning, "No line of the greeting holds what --expect or --expect-regex wants.",
    "Check that the name and port lead to the server you mean, and whether its banner was reconfigured on purpose.",
    "RFC 5321 4.2"};

const FindingKind capabilityMissing{
    "capability-missing", Status::Critical,
    "The EHLO reply lacks what --expect-capability wants, or offers what it forbids.",
    "Enable (or disable) the extension in the server; if it is configured, look for a firewall that filters the EHLO "
    "reply.",
    "RFC 5321 4.1.1.1"};

const FindingKind expectationFailed{
    "expectation-failed", Status::Critical, "A command got another reply than --response wants.",
    "Compare the reply with what the server should say to this client; restrictions by client address are usual.",
    "RFC 5321 4.3.2"};

std::vector<FindingKind> findingKinds()
{
    auto kinds = smtpFinding::connectionKinds();
    for (const auto& more : {smtpFinding::dialogueKinds(), smtpFinding::reverseDnsKinds(), mxFinding::lookupKinds(),
                             tlsFinding::sessionKinds(), tlsFinding::certificateKinds(), tlsFinding::daneKinds()}) {
        kinds.insert(kinds.end(), more.begin(), more.end());
    }
    kinds.insert(kinds.end(), {greetingMismatch, capabilityMissing, expectationFailed, metricOutOfRange});
    return kinds;
}

} // namespace mpm::checkSmtpBanner
