// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "mta_sts/lookup.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace mpm {

/// Whether a domain must have a policy, or may.
enum class StsDemand : std::uint8_t { Optional, Required };

/// Records and policy of the domain, without its MX hosts. A record that the DNS does not give is as good as none for
/// senders (RFC 8461 section 3.1), so it weighs nothing unless it is demanded. `timeoutStatus` is what silence counts
/// as.
std::vector<Finding> judgeSts(const StsSeen& seen, StsDemand demand, Status timeoutStatus);

/// That the policy leaves this exchange out: CRITICAL where it is enforced, else WARNING. Nothing without a policy that
/// names hosts, and for a host that it allows.
std::optional<Finding> judgeExchange(const StsSeen& seen, const DnsName& host);

/// Whether senders hold hosts against the policy and keep the mail where that fails.
bool isEnforced(const StsSeen& seen);

} // namespace mpm
