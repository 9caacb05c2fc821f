// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/service.hpp"
#include "dnssec/signatures.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// What breaks the chain at one address, the first thing on the way from the DS to the records.
struct ChainFault {
    const FindingKind* kind;
    std::string message;
    std::string command; ///< what to give dig behind the zone's name
};

/// The chain at one address.
struct Chain {
    std::optional<ChainFault> fault;
    std::vector<DnsRecord> keys;            ///< the zone's DNSKEY records there
    std::vector<DsRecord> matched;          ///< DS records that lead to one of them
    std::optional<EpochSeconds> expiration; ///< of the first of the sets that were looked at
};

/// Follows the chain from the DS (none: only whether the signatures are sound) over the DNSKEY set to the
/// signatures of SOA and NS. Nothing when the address gave no DNSKEY answer to judge.
std::optional<Chain> followChain(const AddressSeen& address, const std::vector<DsRecord>& ds,
                                 SignatureChecker& checker);

/// "key 12345", "keys 12345 and 23456", for sentences.
std::string shownTags(const std::vector<DnsRecord>& keys);

} // namespace mpm::checkDnsDelegation
