// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/findings.hpp"

#include "check/report.hpp"

namespace mpm::checkDnsDelegation {

std::vector<FindingKind> findingKinds()
{
    std::vector<FindingKind> kinds;
    for (const auto& more :
         {delegationFinding::kinds(), serverFinding::kinds(), dnssecFinding::kinds(), registryFinding::kinds()}) {
        kinds.insert(kinds.end(), more.begin(), more.end());
    }
    kinds.push_back(metricOutOfRange);
    return kinds;
}

} // namespace mpm::checkDnsDelegation
