// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "io/failure.hpp"
#include "io/findings.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// A failure as a finding. `where` is the step's name, or empty where the failure says it all; `timeoutStatus` is what
/// a time-out counts as; `protocol` is what a peer that speaks something else is.
Finding judgeFailure(const Failure& failure, const std::string& subject, std::string_view where, Status timeoutStatus,
                     const FindingKind& protocol);

/// The same for the look-up of a host's addresses: then nobody's server stalls, but the DNS.
Finding judgeLookupFailure(const Failure& failure, const std::string& subject, Status timeoutStatus);

} // namespace mpm
