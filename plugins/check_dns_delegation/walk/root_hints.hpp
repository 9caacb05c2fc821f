// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/ip_address.hpp"

#include <string_view>
#include <vector>

namespace mpm {

/// The addresses of the root name servers, as IANA publishes them (named.root).
std::vector<IpAddress> builtInRootHints();

/// The addresses in a hints file: every A and AAAA record of a master file. Throws UsageError, naming the
/// line, for an address that is none, and when there is no address at all.
std::vector<IpAddress> parseRootHints(std::string_view text);

} // namespace mpm
