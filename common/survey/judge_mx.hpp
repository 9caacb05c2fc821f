// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "dns/mx.hpp"

#include <vector>

namespace mpm {

/// What is wrong with where a domain's mail goes: no MX, a null MX, none that the DNS would tell.
/// A DNS time-out counts as `timeoutStatus`.
std::vector<Finding> judgeMxSet(const MxSet& set, Status timeoutStatus);

} // namespace mpm
