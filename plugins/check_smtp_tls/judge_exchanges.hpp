// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_smtp_tls/observation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkSmtpTls {

/// The MTA-STS policy leaves this host out: CRITICAL where it is enforced, else WARNING.
std::optional<Finding> leftOut(const std::string& host, const Observation& seen);

/// Exchanges of the policy's domain that were not visited and that the policy leaves out. WARNING where it allows
/// another exchange.
std::vector<Finding> judgeOtherExchanges(const Observation& seen);

} // namespace mpm::checkSmtpTls
