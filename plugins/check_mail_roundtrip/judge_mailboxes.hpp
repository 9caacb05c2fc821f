// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/observation.hpp"
#include "check_mail_roundtrip/policy.hpp"

#include <vector>

namespace mpm::checkMailRoundtrip {

/// Mailboxes that could not be read, and the state file.
std::vector<Finding> judgeMailboxes(const Observation& seen, const Policy& policy);

} // namespace mpm::checkMailRoundtrip
