// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_tls/observation.hpp"
#include "dns/transport.hpp"
#include "tls/channel.hpp"
#include "io/resolver.hpp"

#include <cstdint>
#include <optional>
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
    std::optional<DnsName> stsDomain; ///< of --mta-sts
};

/// The ways to the outside.
struct World {
    Resolver& resolver; ///< for the addresses of hosts that are not an MX record's
    DnsTransport& dns;
    Dialer& dialer;
};

/// Visits every address of the host, and looks up MTA-STS where the target names a domain, all at the same time.
Observation observeHost(const std::string& host, const Target& target, const World& world, Deadline deadline);

/// Visits every address of every exchange of the domain, and looks up MTA-STS, all at the same time. The exchanges'
/// addresses come from the DNS alone.
Observation observeDomain(const DnsName& domain, const Target& target, const World& world, Deadline deadline);

} // namespace mpm::checkSmtpTls
