// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mx/observation.hpp"

#include <vector>

namespace mpm::checkMx {

/// What the addresses show beside the way in: PTR records, names that share an address, addresses that are
/// not global.
std::vector<Finding> judgeAddresses(const Observation& seen);

} // namespace mpm::checkMx
