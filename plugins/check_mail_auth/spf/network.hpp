// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/ip_address.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailAuth {

/// Addresses that begin with the same bits.
struct Network {
    IpAddress address; ///< any one of them
    unsigned bits = 0; ///< 0 to 32, or to 128

    /// "192.0.2.0/24" or an address alone; nothing for any other text. The length has no leading zero
    /// (RFC 7208 section 12, ip4-cidr-length).
    static std::optional<Network> parse(std::string_view text, Family family);

    /// An address of the other family is in none.
    bool contains(const IpAddress& address) const;
};

/// Whether the networks together hold every address of the family; for IPv6 every global unicast one (2000::/3).
bool coverAll(const std::vector<Network>& networks, Family family);

/// The IPv4 address that an IPv4-mapped one stands for (RFC 7208 section 5); any other address as it is.
IpAddress withoutMapping(const IpAddress& address);

} // namespace mpm::checkMailAuth
