// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_banner/observation.hpp"
#include "dns/tlsa.hpp"
#include "dns/transport.hpp"
#include "tls/channel.hpp"
#include "io/resolver.hpp"
#include "survey/visit.hpp"

#include <cstdint>
#include <string>

namespace mpm::checkSmtpBanner {

/// How to visit each address, and what to say.
struct Target {
    std::uint16_t port = 25;
    FamilyChoice families = FamilyChoice::Any;
    bool reverseDns = false;
    VisitPlan plan;
    bool dane = false; ///< ask for TLSA
    ResolverTrust trust = ResolverTrust::Loopback;
};

/// The ways to the outside.
struct World {
    Resolver& resolver; ///< for the addresses of hosts that are not an MX record's
    DnsTransport& dns;
    Dialer& dialer;
};

/// Visits every address of the host, a name or an address, at the same time.
Observation observeHost(const std::string& host, const Target& target, const World& world, Deadline deadline);

/// Visits every address of every MX host of the domain at the same time. The hosts' addresses come from the DNS alone.
Observation observeDomain(const DnsName& domain, const Target& target, const World& world, Deadline deadline);

} // namespace mpm::checkSmtpBanner
