// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/mx.hpp"
#include "dns/tlsa.hpp"
#include "survey/reverse_dns.hpp"
#include "survey/visit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// One address of a host, and what was seen there.
struct AddressSeen {
    IpAddress address;
    std::optional<SmtpVisit> visit;    ///< none where nobody was to connect
    std::optional<ReverseDns> reverse; ///< where its PTR records were asked for
};

/// One mail host and all its addresses.
struct HostSeen {
    std::string host;                     ///< a name, or an address that the user gave
    std::string name;                     ///< what senders know it by: the name to verify where `host` is an address
    std::optional<MxHost> exchange;       ///< of the MX record; nothing for a host that the user named
    bool literal = false;                 ///< an MX record holds an address where its name belongs: it was not visited
    std::vector<DnsName> aliases;         ///< the exchange is a CNAME: the chain
    std::optional<Failure> lookupFailure; ///< beside addresses where only one family failed
    std::optional<TlsaLookup> tlsa;       ///< where the DNS was asked for it
    std::vector<AddressSeen> addresses;   ///< in the order in which a client would try them
    FamilyChoice families = FamilyChoice::Any; ///< of the addresses that were asked for
    std::size_t addressesLeftOut = 0;          ///< beyond what one run visits
    std::optional<std::uint32_t> ttl;          ///< the least of an exchange's addresses, in seconds
    Seconds resolve{0};
};

/// The address as the subject of a finding: "mx1.example.com [192.0.2.25]".
std::string subjectOf(const HostSeen& host, const AddressSeen& address);

/// The mail hosts of one target, and everything that one run saw of them.
struct MailHosts {
    std::string target;      ///< the host, or the domain
    std::optional<MxSet> mx; ///< of a domain: where the hosts come from
    std::string mxInsecure;  ///< where TLSA was wanted: why DNSSEC does not secure the MX records; empty where it does
    std::vector<HostSeen> hosts; ///< best preference first
    std::size_t hostsLeftOut = 0;
    Seconds resolve{0}; ///< MX and the slowest host's addresses
    Seconds total{0};

    /// Those that were made, in the order of hosts and addresses.
    std::vector<const SmtpVisit*> visits() const;
};

} // namespace mpm
