// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/metric.hpp"
#include "check_smtp_tls/observation.hpp"
#include "check_smtp_tls/policy.hpp"

#include <vector>

namespace mpm::checkSmtpTls {

/// The metrics of the run: of each step the slowest address's, and the least cert_days. What no address got to
/// is left out.
std::vector<Metric> measure(const Observation& seen, const Policy& policy);

} // namespace mpm::checkSmtpTls
