// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/observation.hpp"
#include "check_dns_delegation/servers/timeouts.hpp"
#include "dns/transport.hpp"

#include <cstdint>
#include <vector>

namespace mpm::checkDnsDelegation {

/// What the servers of a zone are asked.
struct QuestionPlan {
    DnsName zone;
    std::uint16_t port = 53;
    bool tcp = true;
    bool signedDelegation = false; ///< the parent has a DS, so that proofs of absence matter
};

/// Asks every address everything, all at the same time; each name in `hosts` is asked of some of them. Waits
/// only a moment for silent servers: `askAgain` is for them.
std::vector<ServerAddressSeen> askAll(DnsTransport& dns, const QuestionPlan& plan,
                                      const std::vector<IpAddress>& addresses, const std::vector<DnsName>& hosts,
                                      const Timeouts& timeouts);

/// Asks what the plan wants and was not asked before, of those that have answered something.
void askRest(DnsTransport& dns, const QuestionPlan& plan, std::vector<ServerAddressSeen>& addresses,
             const Timeouts& timeouts);

/// Asks only what failed once more, with longer timeouts, and puts what comes of it in place: lost packets are
/// no dead server, and an answer without EDNS may have been luck.
void askAgain(DnsTransport& dns, const QuestionPlan& plan, std::vector<ServerAddressSeen>& addresses,
              const Timeouts& timeouts);

} // namespace mpm::checkDnsDelegation
