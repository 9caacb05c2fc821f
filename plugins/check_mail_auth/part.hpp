// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "check/observations.hpp"

#include <string>
#include <vector>

namespace mpm::checkMailAuth {

/// What the records of one kind (SPF, DKIM, DMARC, ...) add to the report.
struct Part {
    std::vector<Finding> findings;
    std::vector<Metric> metrics;
    Observations observations;
    std::string summary; ///< for line 1 while all is well: "SPF -all with 3 of 10 look-ups"; empty: nothing to say
};

} // namespace mpm::checkMailAuth
