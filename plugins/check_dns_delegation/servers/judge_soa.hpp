// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <cstdint>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Do all of them serve the same version, with sound timers?
std::vector<Finding> judgeSoa(const Assessment& assessment);

/// How far the oldest serial is behind.
std::uint32_t serialSpreadOf(const Assessment& assessment);

} // namespace mpm::checkDnsDelegation
