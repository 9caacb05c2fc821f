// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/configured_resolver.hpp"

#include "net/configured_dns.hpp"

namespace mpm {
DnsClientConfig configureDns(const std::vector<Endpoint>& servers, const std::optional<IpAddress>& source)
{
    auto config = servers.empty() ? systemDnsConfig() : DnsClientConfig();
    if (!servers.empty()) {
        config.servers = servers;
    }
    config.source = source;
    return config;
}

ConfiguredResolver::ConfiguredResolver(const std::vector<Endpoint>& servers, const std::optional<IpAddress>& source)
    : named_(!servers.empty()), client_(servers.empty() ? DnsClientConfig() : configureDns(servers, source)),
      servers_(client_)
{
}

Resolver& ConfiguredResolver::chosen()
{
    return named_ ? static_cast<Resolver&>(servers_) : system_;
}

AddressLookup ConfiguredResolver::addresses(const std::string& name, FamilyChoice families, Deadline deadline)
{
    return chosen().addresses(name, families, deadline);
}

PointerLookup ConfiguredResolver::pointers(const IpAddress& address, Deadline deadline)
{
    return chosen().pointers(address, deadline);
}

} // namespace mpm
