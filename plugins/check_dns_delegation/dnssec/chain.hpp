// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/dnssec/signatures.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mpm::checkDnsDelegation {

/// What breaks the chain at one address, the first thing on the way from the DS to the records.
struct ChainFault {
    const FindingKind* kind;
    std::string message;
    std::string command; ///< what to give dig behind the zone's name
};

/// When one of the sets that were looked at has no valid signature left.
struct SignatureEnd {
    RecordType type = RecordType::Soa; ///< of the records
    std::uint16_t keyTag = 0;
    EpochSeconds at = 0;

    bool operator==(const SignatureEnd&) const = default;
};

/// The chain at one address.
struct Chain {
    std::optional<ChainFault> fault;
    std::vector<DnsRecord> keys;          ///< the zone's DNSKEY records there
    std::vector<DsRecord> matched;        ///< DS records that lead to one of them
    std::optional<SignatureEnd> firstEnd; ///< of all the sets; in the past for one that has expired
    std::vector<DnsRecord> entries;       ///< keys by which the DNSKEY set is soundly signed: what a DS may lead to

    /// Of each other set that was looked at the keys by which it is soundly signed.
    std::vector<std::vector<DnsRecord>> signers;

    bool holds(const DnsRecord& key) const;
};

/// The chains at all addresses that have one, in the order of the observation.
using Chains = std::vector<std::pair<const ServerAddressSeen*, Chain>>;

/// Follows the chain from the DS (those that validators follow; none: only whether the signatures are sound) over the
/// DNSKEY set to the signatures of SOA and NS. Nothing when the address gave no DNSKEY answer to judge.
std::optional<Chain> followChain(const ServerAddressSeen& address, const std::vector<DsRecord>& ds,
                                 SignatureChecker& checker);

/// Whether validators use one of the keys.
bool anyUsable(const std::vector<DnsRecord>& keys);

/// "3 days", "5 hours", "40 minutes", for sentences; of a span below zero its length.
std::string howLong(EpochSeconds span);

/// "key 12345", "keys 12345 and 23456", for sentences.
std::string shownTags(const std::vector<DnsRecord>& keys);

} // namespace mpm::checkDnsDelegation
