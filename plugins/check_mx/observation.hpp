// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "dns/mx.hpp"
#include "survey/reverse_dns.hpp"
#include "survey/visit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkMx {

/// What a DNS blocklist says about one address (RFC 5782).
struct BlocklistAnswer {
    enum class State : std::uint8_t { NotListed, Listed, Refused, Failed };

    std::string zone;
    State state = State::NotListed;
    std::string code;   ///< the A record: "127.0.0.2"
    std::string reason; ///< the TXT record, or why the list gave no answer; safe to print
};

/// Whether a list can be believed.
struct BlocklistHealth {
    enum class State : std::uint8_t {
        Usable,
        ListsEverything, ///< it answers for 127.0.0.1, which RFC 5782 section 5 forbids
        NoSuchZone,      ///< so nothing will ever be listed: a typing error, or the list is gone
    };

    std::string zone;
    State state = State::Usable;
};

struct AddressSeen {
    IpAddress address;
    std::optional<SmtpVisit> visit; ///< none with --dns-only
    std::optional<ReverseDns> reverse;
    std::vector<BlocklistAnswer> blocklists;
};

struct HostSeen {
    MxHost host;
    bool literal = false;                 ///< the exchange is an address written as a name
    std::vector<DnsName> aliases;         ///< the exchange is a CNAME: the chain
    std::optional<Failure> lookupFailure; ///< beside addresses where only one family failed
    std::vector<AddressSeen> addresses;
    std::size_t addressesLeftOut = 0; ///< beyond what one run visits
    Seconds resolve{0};
};

/// Everything that one run saw of a domain.
struct Observation {
    MxSet mx;
    std::vector<HostSeen> hosts;  ///< by preference
    std::size_t hostsLeftOut = 0; ///< beyond what one run visits
    std::vector<BlocklistHealth> blocklists;
    Seconds resolve{0}; ///< MX and the slowest exchange's addresses
    Seconds total{0};
};

/// For programs and for -vv: the senders are those of the families that were looked at.
Observations describe(const Observation& seen, FamilyChoice families);

} // namespace mpm::checkMx
