// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mx/observation.hpp"
#include "dns/lookups.hpp"

#include <functional>
#include <vector>

namespace mpm::checkMx {

/// The zones in their order, none twice.
std::vector<DnsName> eachOnce(const std::vector<DnsName>& zones);

/// Asks every list about the address at the same time, A and TXT together (RFC 5782).
void askBlocklists(DnsLookups& lookups, const IpAddress& address, const std::vector<DnsName>& zones, Deadline deadline,
                   std::function<void(std::vector<BlocklistAnswer>)> then);

/// The same of the domain, for lists of names (RFC 5782 section 3).
void askNameLists(DnsLookups& lookups, const DnsName& domain, const std::vector<DnsName>& zones, Deadline deadline,
                  std::function<void(std::vector<BlocklistAnswer>)> then);

/// Asks every list about its test entries, of which one must be listed and the other not (RFC 5782 section 5), and
/// whether its zone exists.
void askBlocklistHealth(DnsLookups& lookups, const std::vector<DnsName>& zones, BlocklistHealth::Of of,
                        Deadline deadline, std::function<void(std::vector<BlocklistHealth>)> then);

} // namespace mpm::checkMx
