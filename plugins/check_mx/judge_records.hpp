// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mx/observation.hpp"
#include "check_mx/policy.hpp"

#include <vector>

namespace mpm::checkMx {

/// What the MX records themselves show, before any host is looked at: none, null, expected ones missing or
/// others there, duplicates, equal preferences.
std::vector<Finding> judgeRecords(const Observation& seen, const Policy& policy);

} // namespace mpm::checkMx
