// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mx/policy.hpp"
#include "check_mx/address_state.hpp"

#include <string>
#include <vector>

namespace mpm::checkMx {

/// The exchange by name and preference: "mx1.example.com (10)".
std::string shown(const MxHost& host);

/// What is wrong with each host and each of its addresses. Where mail still gets through somewhere, that is
/// WARNING at most and the headline says what remains.
std::vector<Finding> judgeHosts(const Observation& seen, const Policy& policy);

/// What the addresses show beside the way in: PTR records, blocklists, names that share an address,
/// addresses that are not global.
std::vector<Finding> judgeAddresses(const Observation& seen);

} // namespace mpm::checkMx
