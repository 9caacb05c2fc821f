// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_dns_delegation/observation.hpp"
#include "check_dns_delegation/policy.hpp"

namespace mpm::checkDnsDelegation {

/// What is wrong, how bad, and the metrics. Pure: the clock is in the observation.
Report judge(const Observation& seen, const Policy& policy);

} // namespace mpm::checkDnsDelegation
