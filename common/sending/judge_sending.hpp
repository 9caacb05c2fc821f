// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "sending/observation.hpp"
#include "sending/policy.hpp"

#include <vector>

namespace mpm::sending {

/// Every connection, in the order in which they were made for each address.
std::vector<const SmtpVisit*> visitsOf(const Observation& seen);

/// Everything that sending showed: records, hosts, addresses, TLS, each reply; with the commands to look again by hand.
std::vector<Finding> judgeSending(const Observation& seen, const Policy& policy);

/// The steps of the address that answered for good; where none did, of the first one, so that they are those of the
/// same host from run to run, however far the walk comes.
std::vector<Metric> measureDelivery(const Observation& seen, const Plan& plan);

} // namespace mpm::sending
