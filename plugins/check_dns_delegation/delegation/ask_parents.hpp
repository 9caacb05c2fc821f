// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/observation.hpp"
#include "dns/transport.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// What the parent's servers said when they were asked a second time; empty where there was no reason to.
struct ParentsAgain {
    std::vector<ParentAnswer> referrals; ///< over TCP
    std::vector<DnsAnswer> ds;           ///< over TCP
    std::vector<DnsAnswer> soa;          ///< of the parent zone
};

/// A server may leave records out of an answer over UDP without setting TC (RFC 9471 section 3 is recent), so
/// nothing is taken for absent before TCP says so too, where `how` allows TCP. That a name does not exist, or is no
/// zone, is a statement, which is believed over UDP as resolvers believe it. Where servers contradict each other
/// they are asked for the parent zone's SOA, whose serial tells an older copy from a lasting difference.
/// Each question is asked at most once; without contradictions and gaps none is.

/// Referrals with less than others have, or without glue that only they can have. Looks at nothing but the walk.
ParentsAgain askAboutReferrals(DnsTransport& dns, const Walk& walk, const HowToAsk& how, Deadline deadline);

/// DS answers with less than others have.
ParentsAgain askAboutDs(DnsTransport& dns, const Observation& seen, const HowToAsk& how, Deadline deadline);

/// Referrals that lack what the zone's own servers list: name servers, or their addresses within the zone.
ParentsAgain askAboutAbsence(DnsTransport& dns, const Observation& seen, const HowToAsk& how, Deadline deadline);

/// Puts all of it into its places. Whether the delegation has more in it than before.
bool take(ParentsAgain again, Observation& seen);

} // namespace mpm::checkDnsDelegation
