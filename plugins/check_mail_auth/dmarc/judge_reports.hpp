// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mail_auth/dmarc/in_force.hpp"

#include <vector>

namespace mpm::checkMailAuth {

/// Looks at all that judging the report addresses of a record needs.
void readReports(const PolicyInForce& policy, const DmarcWalk& walk, Reading& reading);

/// Addresses that can't be used, and those of others that do not say that they take the reports.
std::vector<Finding> judgeReports(const PolicyInForce& policy, const DmarcWalk& walk, Reading& reading);

} // namespace mpm::checkMailAuth
