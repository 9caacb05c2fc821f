// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_mail_roundtrip/observation.hpp"
#include "check_mail_roundtrip/policy.hpp"

namespace mpm::checkMailRoundtrip {

/// The findings and metrics of what was seen. `delivery` and `slowest_hop` are the worst of the messages that are told,
/// `hops` the last one's, `login` the slowest mailbox's.
Report judge(const Observation& seen, const Policy& policy);

} // namespace mpm::checkMailRoundtrip
