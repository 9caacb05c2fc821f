// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mx/address_state.hpp"
#include "check_mx/policy.hpp"

#include <string>
#include <vector>

namespace mpm::checkMx {

/// The exchange by name and preference: "mx1.example.com (10)".
std::string shown(const HostSeen& host);

/// By --expect-down.
bool isExpectedDown(const HostSeen& host, const Policy& policy);

/// What is wrong with each host and each of its addresses. Where mail still gets through somewhere, that is
/// WARNING at most and the headline says what remains.
std::vector<Finding> judgeHosts(const Observation& seen, const Policy& policy);

} // namespace mpm::checkMx
