// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "sending/delivery.hpp"

#include <string>
#include <vector>

namespace mpm::sending {

/// The findings of the relay test on one address: that it is open, with every way in, and what could not be learnt.
/// None where no test was made.
std::vector<Finding> judgeRelayTest(const Delivery& delivery);

/// "0 of 9 relay attempts answered, it takes --timeout 45 or more": where none was answered in time.
std::string lateOutcome(const RelayTest& test);

/// "refused all 9 relay attempts", "3 of 9 relay attempts refused, none accepted", for line 1.
std::string relayOutcome(const RelayTest& test);

} // namespace mpm::sending
