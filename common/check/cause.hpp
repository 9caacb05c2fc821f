// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <string>
#include <vector>

namespace mpm {

/// What a finding says once the names and addresses of its subject, and the numbers that were measured there (times,
/// days, counts, sizes), are left out. Reply codes stay: another code is another cause.
std::string causeOf(const Finding& finding);

/// One finding for each ID and cause: the worst and heaviest, of these the first, and all subjects in the place of its
/// own: at most five with commas between, then "and 3 more". A subject's own findings are never put
/// together.
std::vector<Finding> eachCauseOnce(std::vector<Finding> findings);

} // namespace mpm
