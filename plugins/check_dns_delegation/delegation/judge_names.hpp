// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Has every name server a name and addresses that work, in more than one place?
std::vector<Finding> judgeNames(const Assessment& assessment);
std::vector<Finding> judgeNetworks(const Assessment& assessment);

/// Does the parent's glue say what the zone says?
std::vector<Finding> judgeGlue(const Assessment& assessment);

/// The command that shows what a server of the parent says: `dig +norec @192.0.2.1 example.org NS`.
std::string digParent(const Observation& seen, const std::string& type);

/// "ns1.example.org, ns2.example.org and 7 more", for sentences; "nothing" without any.
std::string listed(const std::vector<std::string>& names);

/// Where the glue of a name server is wrong, so that what this address does follows from it.
bool isStrayGlue(const Observation& seen, const IpAddress& address);

/// Whether what an address that serves nothing does follows from another finding, which tells it: wrong glue,
/// or an address that is not global while none of those that aren't serves the zone from here.
bool isExplained(const Assessment& assessment, const IpAddress& address);

/// Nobody serves the zone, all the addresses are not global, and none of them gives any answer.
bool isNobodyAsAddressesAreNotGlobal(const Assessment& assessment);

} // namespace mpm::checkDnsDelegation
