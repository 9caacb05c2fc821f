// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <string_view>
#include <vector>

namespace mpm::checkSmtpSend {

extern const FindingKind expectationFailed;
extern const FindingKind asExpected;
extern const FindingKind capabilityMissing;
extern const FindingKind messageTooLarge;
extern const FindingKind authUnavailable;
extern const FindingKind authCleartext;
extern const FindingKind authUnproven;
extern const FindingKind relayTestIncomplete;

/// What could be done to other clients says nothing of whether this message is accepted; check_smtp_tls judges it.
bool isBesideThePoint(std::string_view id);

/// Every finding of this check.
std::vector<FindingKind> findingKinds();

} // namespace mpm::checkSmtpSend
