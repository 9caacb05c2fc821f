// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mx/address_state.hpp"
#include "check_mx/policy.hpp"

#include <string>
#include <vector>

namespace mpm::checkMx {

/// Whether each class of senders has a way in through these hosts, and whether enough of them take mail.
/// The hosts are those that are meant to take mail.
std::vector<Finding> judgeSenders(const std::vector<HostSeen>& hosts, const std::string& domain, const Policy& policy);

} // namespace mpm::checkMx
