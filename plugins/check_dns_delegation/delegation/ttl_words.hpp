// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/observation.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Below this, in seconds, a TTL of a delegation is one for the time of a change (RFC 1912 section 2.2 wants days).
constexpr std::uint32_t lowTtl = 3600;

/// For -v, a line each: the zone's NS records, or its name servers' addresses within it, have a low TTL. What
/// the parent's have is the registry's affair. Nobody must act at once, so it is no finding.
std::vector<std::string> ttlWords(const Observation& seen);

} // namespace mpm::checkDnsDelegation
