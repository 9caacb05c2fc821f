// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_dns_delegation/delegation/findings.hpp"
#include "check_dns_delegation/dnssec/findings.hpp"
#include "check_dns_delegation/registry/findings.hpp"
#include "check_dns_delegation/servers/findings.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// Every finding of this check.
inline std::vector<FindingKind> findingKinds()
{
    return kindsOf(delegationFindings, serverFindings, dnssecFindings, registryFindings, metricOutOfRange);
}

} // namespace mpm::checkDnsDelegation
