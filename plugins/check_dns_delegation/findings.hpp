// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// From the root to the zone, and what the parent says.
namespace delegationFinding {
extern const FindingKind notDelegated;
extern const FindingKind notACut;
extern const FindingKind noParent;
extern const FindingKind parentDiffers;
extern const FindingKind intercepted;
extern const FindingKind nsMissing;
extern const FindingKind nsUnexpected;
extern const FindingKind tooFew;
extern const FindingKind tooMany;
extern const FindingKind parentOnly;
extern const FindingKind childOnly;
extern const FindingKind disjoint;
extern const FindingKind setDiffers;
extern const FindingKind nsCname;
extern const FindingKind noAddress;
extern const FindingKind addressLiteral;
extern const FindingKind badName;
extern const FindingKind sameAddress;
extern const FindingKind sameNetwork;
extern const FindingKind notGlobal;
extern const FindingKind glueMissing;
extern const FindingKind glueMismatch;
extern const FindingKind glueIncomplete;
extern const FindingKind ipv6Missing;
extern const FindingKind ipv4Missing;
std::vector<FindingKind> kinds();
} // namespace delegationFinding

/// How the servers answer.
namespace serverFinding {
extern const FindingKind unserved;
extern const FindingKind apexCname;
extern const FindingKind lame;
extern const FindingKind noResponse;
extern const FindingKind unreachable;
extern const FindingKind localFault;
extern const FindingKind noTcp;
extern const FindingKind truncated;
extern const FindingKind noEdns;
extern const FindingKind recursive;
extern const FindingKind dropsType;
extern const FindingKind lossy;
extern const FindingKind serialDiffers;
extern const FindingKind serialUnexpected;
extern const FindingKind soaDiffers;
extern const FindingKind soaMultiple;
extern const FindingKind soaTimers;
extern const FindingKind timedOut;
std::vector<FindingKind> kinds();
} // namespace serverFinding

/// Signatures and the chain to them.
namespace dnssecFinding {
extern const FindingKind dsMismatch;
extern const FindingKind dsStale;
extern const FindingKind dsMissing;
extern const FindingKind dsUnexpected;
extern const FindingKind rrsigMissing;
extern const FindingKind rrsigExpired;
extern const FindingKind rrsigNotYetValid;
extern const FindingKind rrsigInvalid;
extern const FindingKind rrsigExpiresSoon;
extern const FindingKind denialBroken;
extern const FindingKind keysDiffer;
extern const FindingKind algorithmDeprecated;
extern const FindingKind digestDeprecated;
extern const FindingKind keyWeak;
extern const FindingKind iterations;
extern const FindingKind cdsBroken;
extern const FindingKind cdsDiffers;
extern const FindingKind noDs;
extern const FindingKind dnssecMissing;
std::vector<FindingKind> kinds();
} // namespace dnssecFinding

/// What the registry says.
namespace registryFinding {
extern const FindingKind unavailable;
extern const FindingKind notRegistered;
extern const FindingKind onHold;
extern const FindingKind expiresSoon;
extern const FindingKind expired;
extern const FindingKind nsDiffers;
extern const FindingKind hostWithoutAddress;
extern const FindingKind dsDiffers;
extern const FindingKind answer;
std::vector<FindingKind> kinds();
} // namespace registryFinding

/// Every finding of this check.
std::vector<FindingKind> findingKinds();

} // namespace mpm::checkDnsDelegation
