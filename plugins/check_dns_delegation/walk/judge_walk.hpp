// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <optional>

namespace mpm::checkDnsDelegation {

/// Did the way from the root arrive? A finding here is the only one of the run.
std::optional<Finding> judgeWalk(const Observation& seen, const Policy& policy);

} // namespace mpm::checkDnsDelegation
