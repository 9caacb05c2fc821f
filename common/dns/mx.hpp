// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookup.hpp"
#include "dns/transport.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace mpm {

/// One exchange of a domain with its best (lowest) preference.
struct MxHost {
    std::uint16_t preference = 0;
    DnsName name;
};

/// Where the mail of a domain goes (RFC 5321 section 5.1, RFC 7505).
struct MxSet {
    enum class State : std::uint8_t {
        Found,        ///< there are MX records, and none of them is null
        Implicit,     ///< no MX record, but the domain has an address: it is its own exchange
        Null,         ///< "." alone: the domain takes no mail (RFC 7505)
        NullMixed,    ///< "." beside others, which RFC 7505 forbids
        None,         ///< neither MX nor address
        NoSuchDomain, ///< NXDOMAIN
        Failed,       ///< the DNS did not say; `failure` tells why
    };

    DnsName domain;
    State state = State::Failed;
    std::vector<MxRecord> records;    ///< by preference, then by name; as in the zone, duplicates included
    std::optional<std::uint32_t> ttl; ///< of the MX records, in seconds
    std::size_t recordsLeftOut = 0;   ///< further ones that were not kept
    std::vector<DnsName> aliases;     ///< the domain is an alias: the chain
    bool authenticData = false;       ///< the resolver vouches for the MX answer by DNSSEC
    Endpoint resolver;                ///< who answered
    std::optional<Failure> failure;   ///< for Failed, NoSuchDomain and None: names the DNS server

    /// The exchanges to connect to, each once, best preference first; without the null one.
    std::vector<MxHost> hosts() const;
};

/// An address typed into a zone where the name of an exchange belongs: "192.0.2.25.". No sender connects to it
/// (RFC 5321 section 5.1).
bool isAddressLiteral(const DnsName& exchange);

/// Asks for MX, and for addresses where there is none: SERVFAIL and time-outs are no "none".
MxSet lookUpMx(DnsTransport& dns, const DnsName& domain, Deadline deadline);

/// The same as one of the look-ups, which must live until it has ended.
void lookUpMx(DnsLookups& lookups, const DnsName& domain, Deadline deadline, std::function<void(MxSet)> then);

} // namespace mpm
