// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/findings.hpp"

#include "check/report.hpp"
#include "survey/mx_findings.hpp"
#include "smtp/findings.hpp"
#include "tls/findings.hpp"
#include "mta_sts/findings.hpp"

namespace mpm::checkSmtpTls {

const FindingKind sendersCutOff{
    "tls-senders-cut-off", Status::Critical,
    "One kind of sender, which insists on DANE or MTA-STS, has no MX host left that it may deliver to.",
    "Mend one host at least: the sentence says what each of them lacks. Until then their mail waits and then bounces.",
    "RFC 7672 2.2, RFC 8461 5"};

const FindingKind injectionUntested{
    "starttls-injection-untested", Status::Warning,
    "What --check-injection asks for could not be tried, so it is not known whether the server is vulnerable; where "
    "the "
    "time ran out, --timeout sets the status.",
    "Look at what ended the second connection: a limit of connections for this client, load, or a --timeout that is "
    "too short for two visits.",
    "RFC 3207 4.2"};

std::vector<FindingKind> findingKinds()
{
    auto kinds = smtpFinding::connectionKinds();
    for (const auto& more : {smtpFinding::dialogueKinds(), tlsFinding::sessionKinds(), tlsFinding::certificateKinds(),
                             tlsFinding::daneKinds(), stsFinding::kinds(), mxFinding::lookupKinds()}) {
        kinds.insert(kinds.end(), more.begin(), more.end());
    }
    kinds.insert(kinds.end(), {sendersCutOff, injectionUntested, metricOutOfRange});
    return kinds;
}

} // namespace mpm::checkSmtpTls
