// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <vector>

namespace mpm::checkSmtpTls {

extern const FindingKind sendersCutOff;
extern const FindingKind injectionUntested;

/// Every finding of this check.
std::vector<FindingKind> findingKinds();

} // namespace mpm::checkSmtpTls
