// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_smtp_send/observation.hpp"
#include "check_smtp_send/policy.hpp"

namespace mpm::checkSmtpSend {

/// The findings and metrics of what was seen. The metrics of the steps are those of the address that
/// answered for good, else of the first one.
Report judge(const Observation& seen, const Policy& policy);

} // namespace mpm::checkSmtpSend
