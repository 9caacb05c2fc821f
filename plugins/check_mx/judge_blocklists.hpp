// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mx/observation.hpp"
#include "survey/by_hand.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace mpm::checkMx {

/// One finding per list that can't be used, whose answers then count for nothing, and one for each address, or the
/// domain, and list that lists it; with the command to see it oneself.
std::vector<Finding> judgeBlocklists(const Observation& seen, const ByHand& how);

/// How many entries of usable lists there are; nothing where no such list said anything.
std::optional<std::size_t> countListed(const Observation& seen);

} // namespace mpm::checkMx
