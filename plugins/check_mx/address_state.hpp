// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mx/observation.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm::checkMx {

/// What a sender experiences at one address.
enum class AddressState : std::uint8_t {
    Works,   ///< greets with 2yz
    Busy,    ///< 4yz: there, and the sender tries again
    Refuses, ///< 5yz or no SMTP: the sender gets no further here
    Silent,  ///< the time ran out
    Down,    ///< refused, closed, unreachable
    NoRoute, ///< this machine has no route to a global address
    Untried, ///< this machine could not even try
    Unseen,  ///< not connected to (--dns-only)
};

AddressState stateOf(const AddressSeen& address);

/// Mail can be delivered there, now or soon; with --dns-only an address is as good as a server.
bool takesMail(AddressState state);
bool takesMail(const HostSeen& host);

/// One of its addresses answered connection and EHLO, or HELO, with 2yz.
bool accepts(const HostSeen& host);

/// The time ran out at each of its addresses, or while they were asked for.
bool isSilent(const HostSeen& host);

/// Someone was tried and could be: without that, nothing is known of who takes mail.
bool wasTried(const HostSeen& host);

/// A word for programs: "works", "busy", ...
std::string_view toString(AddressState state);

/// What became of an address, for sentences: `[192.0.2.25]:25 connection refused`.
std::string outcome(const AddressSeen& address);

/// Why an address takes no mail: as above, or that nobody has a route to it.
std::string whyNot(const AddressSeen& address);

/// What the senders of one or both families experience, walking the hosts by preference (RFC 5321 section 5.1).
struct SendersByFamily {
    std::string name; ///< "IPv4-only", "IPv6-only", "dual-stack"
    std::optional<Family> family;
    std::size_t addresses = 0;         ///< of this family
    std::size_t untried = 0;           ///< of those, the ones that this machine could not try
    std::size_t noRoute = 0;           ///< of those, the ones that this machine has no route to
    const HostSeen* reaches = nullptr; ///< the first host that takes its mail; null: none
    const AddressSeen* via = nullptr;
    std::vector<std::string> failures; ///< what it met on the way, in order
};

/// Those that the choice of families leaves.
std::vector<SendersByFamily> walkAsSenders(const std::vector<HostSeen>& hosts, FamilyChoice families);

} // namespace mpm::checkMx
