// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "io/failure.hpp"

#include <vector>

namespace mpm::smtpFinding {

extern const FindingKind hostNotFound;
extern const FindingKind dnsFailed;
extern const FindingKind connectionRefused;
extern const FindingKind hostUnreachable;
extern const FindingKind noRoute; ///< host-unreachable too, when this machine is what lacks the way
extern const FindingKind localFault;
extern const FindingKind timedOut;
extern const FindingKind connectionClosed;
extern const FindingKind protocolError;
extern const FindingKind reply4yz;
extern const FindingKind reply5yz;
extern const FindingKind unexpectedReply;
extern const FindingKind ehloUnsupported;
extern const FindingKind bareLf;
extern const FindingKind replyOctets;
extern const FindingKind lineTooLong;
extern const FindingKind earlyData;
extern const FindingKind rdnsMissing;
extern const FindingKind rdnsMismatch;

/// Reaching a host: names, connections, time.
std::vector<FindingKind> connectionKinds();

/// What a dialogue shows.
std::vector<FindingKind> dialogueKinds();

/// What PTR records show.
std::vector<FindingKind> reverseDnsKinds();

/// The kind that a failure is.
const FindingKind& kindOf(FailureKind failure);

} // namespace mpm::smtpFinding
