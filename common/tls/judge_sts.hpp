// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "tls/sts_lookup.hpp"

#include <vector>

namespace mpm {

/// Whether a domain must have a policy, or may.
enum class StsDemand : std::uint8_t { Optional, Required };

/// Records and policy of the domain, without its MX hosts.
std::vector<Finding> judgeSts(const StsSeen& seen, StsDemand demand);

/// Whether senders hold hosts against the policy and keep the mail where that fails.
bool isEnforced(const StsSeen& seen);

} // namespace mpm
