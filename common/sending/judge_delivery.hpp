// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "sending/delivery.hpp"
#include "sending/policy.hpp"

#include <vector>

namespace mpm::sending {

/// Everything that one connection showed. A recipient that was refused beside one that was accepted is WARNING
/// at most.
std::vector<Finding> judgeDelivery(const Delivery& delivery, const Policy& policy);

} // namespace mpm::sending
