// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_smtp_tls/observation.hpp"
#include "check_smtp_tls/policy.hpp"

namespace mpm::checkSmtpTls {

/// The findings and metrics of what was seen. Step metrics are the slowest address's, cert_days is the least.
Report judge(const Observation& seen, const Policy& policy);

} // namespace mpm::checkSmtpTls
