// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "io/failure.hpp"
#include "io/ip_address.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// The addresses of a name. Both may be filled: one family answered, the other failed.
struct AddressLookup {
    std::vector<IpAddress> addresses; ///< in the order in which they should be tried
    std::optional<Failure> failure;   ///< NoSuchName, DnsFailure or TimedOut; the detail names the server
    std::size_t leftOut = 0;          ///< how many more there are
};

/// The names behind an address.
struct PointerLookup {
    std::vector<std::string> names; ///< without final dot, lower case
    std::optional<Failure> failure; ///< NoSuchName when there is no PTR record
};

/// Turns host names into addresses and back. Real: the system's resolver or DNS servers that the
/// user named; in tests: a table. Nothing here outlives the deadline, and nothing throws.
class Resolver {
public:
    Resolver() = default;
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;
    virtual ~Resolver() = default;

    virtual AddressLookup addresses(const std::string& name, FamilyChoice families, Deadline deadline) = 0;
    virtual PointerLookup pointers(const IpAddress& address, Deadline deadline) = 0;
};

/// The addresses of a host that is a name or itself an address, which then is its only one.
AddressLookup lookUpHost(Resolver& resolver, const std::string& host, FamilyChoice families, Deadline deadline);

/// The same addresses with the families taking turns, the first one's family first (RFC 8305 section 4).
std::vector<IpAddress> interleaveFamilies(const std::vector<IpAddress>& addresses);

} // namespace mpm
