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

/// Asks every list about 127.0.0.1, which none may list, and whether its zone exists.
std::vector<BlocklistHealth> askBlocklistHealth(DnsTransport& dns, const std::vector<DnsName>& zones,
                                                Deadline deadline);

} // namespace mpm::checkMx
