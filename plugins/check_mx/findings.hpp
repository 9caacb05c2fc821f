// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "survey/mx_findings.hpp"

#include <vector>

namespace mpm::checkMx {

using mxFinding::addressLiteral;
using mxFinding::tooMany;

extern const FindingKind allDown;
extern const FindingKind hostDown;
extern const FindingKind tooFewHosts;
extern const FindingKind sendersCutOff;
extern const FindingKind missing;
extern const FindingKind unexpected;
extern const FindingKind cname;
extern const FindingKind duplicate;
extern const FindingKind equalPreference;
extern const FindingKind sameAddress;
extern const FindingKind ipv4Missing;
extern const FindingKind ipv6Missing;
extern const FindingKind startTlsMissing;
extern const FindingKind blocklisted;
extern const FindingKind blocklistUnusable;
extern const FindingKind expectationFailed;

/// Every finding of this check.
std::vector<FindingKind> findingKinds();

} // namespace mpm::checkMx
