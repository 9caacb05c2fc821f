// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <vector>

namespace mpm::checkSmtpBanner {

extern const FindingKind greetingMismatch;
extern const FindingKind capabilityMissing;
extern const FindingKind expectationFailed;

/// Every finding of this check.
std::vector<FindingKind> findingKinds();

} // namespace mpm::checkSmtpBanner
