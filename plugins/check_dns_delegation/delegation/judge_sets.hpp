// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// Do the parent's and the zone's NS records agree with each other and with what is expected?
std::vector<Finding> judgeNsSets(const Assessment& assessment);

/// The zone's own NS records, of all servers together.
std::vector<DnsName> childNames(const Assessment& assessment);

} // namespace mpm::checkDnsDelegation
