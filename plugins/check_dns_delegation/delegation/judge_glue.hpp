// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Does the parent give glue where it must, and the addresses that the zone gives? What only some of its servers
/// give is not compared: that they differ is a finding of its own.
std::vector<Finding> judgeGlue(const Assessment& assessment);

/// "is within example.org, and the parent gives no address (glue) for it", with how far that is known: what UDP leaves
/// out may be there over TCP.
std::string missingGlue(const Observation& seen);

/// Where the glue of a name server is wrong, so that what this address does follows from it.
bool isStrayGlue(const Observation& seen, const IpAddress& address);

} // namespace mpm::checkDnsDelegation
