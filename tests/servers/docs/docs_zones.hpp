// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/dns_servers.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// A root server's real address, where every check begins that is not told otherwise.
inline const std::string rootServerAddress = "198.41.0.4";

/// The name servers of the pages.
inline const std::vector<std::string> nameServerAddresses{"192.0.2.53", "198.51.100.53", "203.0.113.53"};

/// The root with all that is delegated from it, for the root server.
std::vector<DnsZone> parentZones();

/// example.net, which is signed, with this TLSA record of its mail host: "3 1 1 0A1B...".
DnsZone signedZone(const std::string& tlsa);

/// The zones that the first or second of the name servers has, or the third; addresses are the pages'.
std::vector<DnsZone> zonesOfServer(std::size_t number);

} // namespace mpm::test
