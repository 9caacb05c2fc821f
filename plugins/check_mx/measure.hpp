// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "check_mx/observation.hpp"
#include "check_mx/policy.hpp"

#include <string_view>
#include <vector>

namespace mpm::checkMx {

/// Whether a metric of the whole domain has this name: no host's may.
bool isFixedMetric(std::string_view name);

struct Measured {
    std::vector<Metric> metrics;
    std::vector<Finding> findings; ///< hosts that left the range that the user set for them
};

/// What can be counted and timed; what is not known is left out instead of being 0. `hosts` are those that
/// are meant to take mail. Hosts come last, best preference first, and only while the perfdata stays near
/// 4 KB (all are judged); a host whose name perfdata can't carry as it is has no metric.
Measured measure(const Observation& seen, const Policy& policy, const std::vector<HostSeen>& hosts);

} // namespace mpm::checkMx
