// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookup.hpp"
#include "io/resolver.hpp"
#include "net/dns_client.hpp"
#include "net/system_resolver.hpp"

#include <optional>
#include <vector>

namespace mpm {

/// The DNS servers that the user named, or without any the system's resolver, so that /etc/hosts works.
class ConfiguredResolver : public Resolver {
public:
    ConfiguredResolver(const std::vector<Endpoint>& servers, const std::optional<IpAddress>& source);

    AddressLookup addresses(const std::string& name, FamilyChoice families, Deadline deadline) override;
    PointerLookup pointers(const IpAddress& address, Deadline deadline) override;

private:
    Resolver& chosen();

    bool named_;
    DnsClient client_;
    DnsResolver servers_;
    SystemResolver system_;
};

} // namespace mpm
