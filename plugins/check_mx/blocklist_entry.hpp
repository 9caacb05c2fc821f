// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/name.hpp"
#include "io/ip_address.hpp"

#include <optional>

namespace mpm::checkMx {

/// The name to ask a blocklist for (RFC 5782 section 2.1): the address's reverse form without in-addr.arpa, under the
/// zone; nothing where that is too long.
std::optional<DnsName> entryName(const IpAddress& address, const DnsName& zone);

} // namespace mpm::checkMx
