// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <optional>
#include <set>
#include <vector>

namespace mpm::checkDnsDelegation {

/// The chain from the parent's DS to the zone's signatures.
struct DnssecVerdict {
    std::vector<Finding> findings;
    bool isSigned = false;
    bool hasDs = false;              ///< one that validators use
    bool countsAsUnsigned = false;   ///< there are DS, but none of use
    std::set<IpAddress> unsound;     ///< where, with such a DS, the chain is broken or can't be followed
    std::optional<double> rrsigDays; ///< until the first of the signatures expires, below zero for one that has
};
DnssecVerdict judgeDnssec(const Assessment& assessment);
Metric rrsigDaysMetric(double days, const Policy& policy);

/// The DS records that the parent's servers have, each once; nothing when none of them says.
std::optional<std::vector<DsRecord>> parentDs(const Observation& seen);

/// Those of them that validators use.
std::vector<DsRecord> usableDs(const Observation& seen);

} // namespace mpm::checkDnsDelegation
