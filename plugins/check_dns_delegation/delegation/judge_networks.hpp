// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// Are the name servers' addresses global, of both families, each its own, and in more than one place?
std::vector<Finding> judgeNetworks(const Assessment& assessment);

/// Whether what an address that serves nothing does follows from another finding, which tells it: wrong glue,
/// what only some of the parent's servers lead to, or an address that is not global while none of those that aren't
/// serves the zone from here.
bool isExplained(const Assessment& assessment, const IpAddress& address);

/// Nobody serves the zone, all the addresses are not global, and none of them gives any answer.
bool isNobodyAsAddressesAreNotGlobal(const Assessment& assessment);

} // namespace mpm::checkDnsDelegation
