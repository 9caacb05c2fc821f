// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_smtp_send/observation.hpp"
#include "check_smtp_send/policy.hpp"

namespace mpm::checkSmtpSend {

/// The findings and metrics of what was seen. The metrics of the steps are those of the last address tried.
Report judge(const Observation& seen, const Policy& policy);

} // namespace mpm::checkSmtpSend
