// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_smtp_send/delivery.hpp"

#include <string>
#include <vector>

namespace mpm::checkSmtpSend {

/// The findings of the relay test on one address: each way that is open, and what the test could not learn.
std::vector<Finding> judgeRelayTest(const Delivery& delivery);

/// "refused all 9 relay attempts", for line 1.
std::string relayOutcome(const Delivery& delivery);

} // namespace mpm::checkSmtpSend
