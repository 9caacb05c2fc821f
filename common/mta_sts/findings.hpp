// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <vector>

namespace mpm::stsFinding {

extern const FindingKind missing;
extern const FindingKind recordInvalid;
extern const FindingKind lookupFailed;
extern const FindingKind policyUnavailable;
extern const FindingKind policyInvalid;
extern const FindingKind mxMismatch;
extern const FindingKind notEnforced;
extern const FindingKind maxAge;
extern const FindingKind contentType;
extern const FindingKind reportMissing;
extern const FindingKind reportInvalid;

/// MTA-STS and TLSRPT.
std::vector<FindingKind> kinds();

} // namespace mpm::stsFinding
