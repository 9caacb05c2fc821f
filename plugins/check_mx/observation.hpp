// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "survey/mail_hosts.hpp"

#include <map>
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

/// Everything that one run saw of a domain.
struct Observation : MailHosts {
    std::map<IpAddress, std::vector<BlocklistAnswer>> listings; ///< what each list says of an address
    std::vector<BlocklistHealth> blocklists;

    /// None where no list was asked.
    std::vector<BlocklistAnswer> listingsOf(const AddressSeen& address) const;
};

/// For programs and for -vv: the senders are those of the families that were looked at.
Observations describe(const Observation& seen, FamilyChoice families);

} // namespace mpm::checkMx
