// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "survey/mail_hosts.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mpm::checkMx {

/// What a DNS blocklist says about one address, or of the domain (RFC 5782).
struct BlocklistAnswer {
    enum class State : std::uint8_t { NotListed, Listed, Refused, Failed };

    std::string zone;
    State state = State::NotListed;
    std::string code;   ///< the A record: "127.0.0.2"
    std::string reason; ///< the TXT record, or why the list gave no answer; safe to print
};

/// Whether a list can be believed, by its own test entries (RFC 5782 section 5).
struct BlocklistHealth {
    enum class State : std::uint8_t {
        Usable,
        ListsEverything, ///< it lists 127.0.0.1, or the name INVALID
        ListsNothing,    ///< it does not list 127.0.0.2, nor ::FFFF:127.0.0.2; or not the name TEST
        NoSuchZone,      ///< so nothing will ever be listed: a typing error, or the list is gone
    };
    enum class Of : std::uint8_t { Addresses, Names };

    std::string zone;
    State state = State::Usable;
    Of of = Of::Addresses;
};

/// Everything that one run saw of a domain.
struct Observation : MailHosts {
    std::map<IpAddress, std::vector<BlocklistAnswer>> listings; ///< what each list says of an address
    std::size_t notLookedUp = 0;                                ///< addresses that the lists were not asked about
    std::vector<IpAddress> furtherAddresses;   ///< of no MX host that is known, but to be looked up too
    std::vector<BlocklistAnswer> nameListings; ///< what each list of names says of the domain
    std::vector<BlocklistHealth> blocklists;

    /// None where no list was asked.
    std::vector<BlocklistAnswer> listingsOf(const IpAddress& address) const;
};

/// What a list says, and of whom.
struct Listing {
    std::string subject; ///< "mx1.example.com [192.0.2.25]", "[192.0.2.7]" or the domain
    std::optional<IpAddress> address;
    BlocklistAnswer answer;
};

/// All answers of all lists, those of each host's addresses first.
std::vector<Listing> listingsIn(const Observation& seen);

/// For programs and for -vv: the senders are those of the families that were looked at.
Observations describe(const Observation& seen, FamilyChoice families);

} // namespace mpm::checkMx
