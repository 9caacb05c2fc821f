// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Why the chain from a DS can't be followed at an address that serves the zone: it gives no DNSKEY records of use.
struct Unfollowed {
    std::string words;                   ///< "answers no-data ... when asked for DNSKEY"
    const FindingKind* toldAs = nullptr; ///< the finding about the server that tells it; none: nobody does
};

/// Nothing where the time was too short to know.
std::optional<Unfollowed> whyUnfollowed(const ServerAddressSeen& address, bool hurried);

using AllUnfollowed = std::vector<std::pair<const ServerAddressSeen*, Unfollowed>>;

/// Whether all of them have one cause whose finding is CRITICAL where every server shows it.
bool isToldAsCritical(const AllUnfollowed& unfollowed);

/// No server at all gives DNSKEY records of use, and the parent has a DS.
Finding nobodyHasKeys(const Assessment& assessment, const AllUnfollowed& unfollowed);

} // namespace mpm::checkDnsDelegation
