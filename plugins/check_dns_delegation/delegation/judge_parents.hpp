// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// Do the parent's servers tell the same: that there is a delegation, to which names, with which glue and DS? One
/// finding for all of it, since one old copy of the parent zone differs in all of it; the serials of the copies say
/// whether waiting helps.
std::vector<Finding> judgeParents(const Assessment& assessment);

} // namespace mpm::checkDnsDelegation
