// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "sending/observation.hpp"
#include "sending/policy.hpp"

namespace mpm::checkSmtpSend {

/// The findings and metrics of what was seen. The metrics of the steps are those of the address that
/// answered for good, else of the first one.
Report judge(const sending::Observation& seen, const sending::Policy& policy);

} // namespace mpm::checkSmtpSend
