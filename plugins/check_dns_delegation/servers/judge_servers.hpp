// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// Does every address serve the zone?
std::vector<Finding> judgeService(const Assessment& assessment);

/// Do those that serve it keep to the protocol: TCP, EDNS, all types of questions, no recursion?
std::vector<Finding> judgeProtocol(const Assessment& assessment);

/// No answer of use to one question, of a server that answers others: a finding of its own.
bool isDropped(const DnsAnswer& answer);

} // namespace mpm::checkDnsDelegation
