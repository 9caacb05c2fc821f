// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/dns_servers.hpp"

#include <string>
#include <vector>

/// The same real name servers on port 53 of one address, for tests in a network of their own. Knot DNS comes
/// from Debian's package knot.
namespace mpm::test {

DnsDaemon startNsdAt(const std::string& address, const std::vector<DnsZone>& zones);
DnsDaemon startKnotAt(const std::string& address, const std::vector<DnsZone>& zones);

enum class Recursion { No, ForAll };

/// With recursion it needs to know a root server's address.
DnsDaemon startBindAt(const std::string& address, const std::vector<DnsZone>& zones,
                      Recursion recursion = Recursion::No, const std::string& rootServer = {});

} // namespace mpm::test
