// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_tls/observation.hpp"
#include "dns/transport.hpp"
#include "io/channel.hpp"
#include "io/resolver.hpp"

#include <cstdint>
#include <string>

namespace mpm::checkSmtpTls {

/// What to do at each address.
struct Target {
    std::uint16_t port = 25;
    FamilyChoice families = FamilyChoice::Any;
    VisitPlan plan;                       ///< its `tls` is set; names in it that are empty become the host's
    bool injection = false;               ///< --check-injection
    TlsVersion oldest = TlsVersion::None; ///< --check-old-tls: versions below this must be refused
    bool dane = false;                    ///< ask for TLSA
    ResolverTrust trust = ResolverTrust::Loopback;
};

constexpr std::size_t mostHosts = 100; ///< exchanges visited in one run
constexpr std::size_t mostAddressesPerHost = 16;

/// Visits every address of the host at the same time. `dns` is asked for TLSA alone.
Observation observeHost(const std::string& host, const Target& target, Resolver& resolver, DnsTransport& dns,
                        Dialer& dialer, Deadline deadline);

/// Visits every address of every exchange of the domain at the same time.
Observation observeDomain(const DnsName& domain, const Target& target, DnsTransport& dns, Dialer& dialer,
                          Deadline deadline);

} // namespace mpm::checkSmtpTls
