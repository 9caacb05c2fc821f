// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mx/observation.hpp"
#include "survey/by_hand.hpp"

#include <vector>

namespace mpm::checkMx {

/// What the addresses show beside the way in: PTR records, blocklists, names that share an address,
/// addresses that are not global. Of blocklists with the command that asks them.
std::vector<Finding> judgeAddresses(const Observation& seen, const ByHand& how);

} // namespace mpm::checkMx
