// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// Does what the zone asks of its parent by CDS and CDNSKEY make sense?
std::vector<Finding> judgeCds(const Assessment& assessment, const std::vector<DsRecord>& ds);

} // namespace mpm::checkDnsDelegation
