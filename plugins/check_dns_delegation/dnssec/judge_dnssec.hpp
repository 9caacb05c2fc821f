// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <optional>
#include <vector>

namespace mpm::checkDnsDelegation {

/// The chain from the parent's DS to the zone's signatures.
struct DnssecVerdict {
    std::vector<Finding> findings;
    bool isSigned = false;
    bool hasDs = false;
    std::optional<double> rrsigDays; ///< until the first of the signatures expires, below zero for one that has
};
DnssecVerdict judgeDnssec(const Assessment& assessment);
Metric rrsigDaysMetric(double days, const Policy& policy);

/// The DS records that the parent's servers have, each once; nothing when none of them says.
std::optional<std::vector<DsRecord>> parentDs(const Observation& seen);

} // namespace mpm::checkDnsDelegation
