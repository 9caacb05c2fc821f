// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mx/observation.hpp"
#include "dns/transport.hpp"

#include <vector>

namespace mpm::checkMx {

/// The zones in their order, none twice.
std::vector<DnsName> eachOnce(const std::vector<DnsName>& zones);

/// Asks every list about the address at the same time, A and TXT together (RFC 5782).
std::vector<BlocklistAnswer> askBlocklists(DnsTransport& dns, const IpAddress& address,
                                           const std::vector<DnsName>& zones, Deadline deadline);

/// The same of the domain, for lists of names (RFC 5782 section 3).
std::vector<BlocklistAnswer> askNameLists(DnsTransport& dns, const DnsName& domain, const std::vector<DnsName>& zones,
                                          Deadline deadline);

/// Asks every list about its test entries, of which one must be listed and the other not (RFC 5782 section 5), and
/// whether its zone exists.
std::vector<BlocklistHealth> askBlocklistHealth(DnsTransport& dns, const std::vector<DnsName>& zones,
                                                BlocklistHealth::Of of, Deadline deadline);

} // namespace mpm::checkMx
