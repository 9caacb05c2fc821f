// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_mx/observation.hpp"
#include "check_mx/policy.hpp"

namespace mpm::checkMx {

/// The verdict for every way of sending, from what was seen.
Report judge(const Observation& seen, const Policy& policy);

} // namespace mpm::checkMx
