// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Does the registry say the same as the parent zone, and for how long?
std::vector<Finding> judgeRegistry(const Observation& seen);
std::optional<Metric> domainDays(const Observation& seen);

/// "; the registry has it on hold (client hold)": why nobody finds a zone; empty where it is not on hold.
std::string heldBack(const Observation& seen);

/// ", registered for 77 more days (asked 5 hours ago)" for line 1, with the registrar's server where that says so;
/// empty where the registry does not say.
std::string registeredFor(const Observation& seen);

} // namespace mpm::checkDnsDelegation
