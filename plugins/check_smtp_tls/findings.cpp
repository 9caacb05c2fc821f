// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/findings.hpp"

#include "check/report.hpp"
#include "dns/mx_findings.hpp"
#include "smtp/findings.hpp"
#include "tls/findings.hpp"

namespace mpm::checkSmtpTls {

std::vector<FindingKind> findingKinds()
{
    auto kinds = smtpFinding::connectionKinds();
    for (const auto& more : {smtpFinding::dialogueKinds(), tlsFinding::sessionKinds(), tlsFinding::certificateKinds(),
                             tlsFinding::daneKinds(), mxFinding::lookupKinds()}) {
        kinds.insert(kinds.end(), more.begin(), more.end());
    }
    kinds.push_back(metricOutOfRange);
    return kinds;
}

} // namespace mpm::checkSmtpTls
