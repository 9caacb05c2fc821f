// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <vector>

namespace mpm::tlsFinding {

extern const FindingKind startTlsMissing;
extern const FindingKind startTlsInjection;
extern const FindingKind startTlsAgain;
extern const FindingKind authBeforeTls;
extern const FindingKind handshakeFailed;
extern const FindingKind version;
extern const FindingKind oldVersion;
extern const FindingKind weakExchange;
extern const FindingKind clientCertificate;

extern const FindingKind certExpired;
extern const FindingKind certExpiresSoon;
extern const FindingKind certNotYetValid;
extern const FindingKind certUntrusted;
extern const FindingKind certSelfSigned;
extern const FindingKind certChainIncomplete;
extern const FindingKind certChainOrder;
extern const FindingKind certNameMismatch;
extern const FindingKind certWeak;
extern const FindingKind certRevoked;
extern const FindingKind pinMismatch;

extern const FindingKind daneMismatch;
extern const FindingKind daneUnusable;
extern const FindingKind daneMissing;
extern const FindingKind daneInsecure;
extern const FindingKind daneLookupFailed;
extern const FindingKind daneRollover;

/// Beginning TLS and what the session is like.
std::vector<FindingKind> sessionKinds();

/// What the certificates show.
std::vector<FindingKind> certificateKinds();

std::vector<FindingKind> daneKinds();

} // namespace mpm::tlsFinding
