// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Has every name server a name that is one, and an address?
std::vector<Finding> judgeNames(const Assessment& assessment);

/// The command that shows what a server of the parent says: `dig +norec @192.0.2.1 example.org NS`.
std::string digParent(const Observation& seen, const std::string& type);

/// The same of one server.
std::string dig(const Endpoint& server, const DnsName& name, const std::string& type);

/// The command that shows the addresses of a name server.
std::string digAddresses(const NameServerSeen& server);

/// Whether the zone that holds the server's name gives an address for it.
bool isFound(const NameServerSeen& server);

/// "ns1.example.org, ns2.example.org and 7 more", for sentences; "nothing" without any.
std::string listed(const std::vector<std::string>& names);
std::string listed(const std::vector<IpAddress>& addresses);

} // namespace mpm::checkDnsDelegation
