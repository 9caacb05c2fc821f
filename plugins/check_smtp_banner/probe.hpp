// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_banner/observation.hpp"
#include "dns/transport.hpp"
#include "io/channel.hpp"
#include "io/resolver.hpp"
#include "smtp/visit.hpp"

#include <cstdint>
#include <string>

namespace mpm::checkSmtpBanner {

/// How to visit each address, and what to say.
struct Target {
    std::uint16_t port = 25;
    FamilyChoice families = FamilyChoice::Any;
    bool reverseDns = false;
    VisitPlan plan;
};

/// Visits every address of the host, a name or an address, at the same time.
Observation observeHost(const std::string& host, const Target& target, Resolver& resolver, Dialer& dialer,
                        Deadline deadline);

/// Visits every address of every MX host of the domain at the same time.
Observation observeDomain(const DnsName& domain, const Target& target, DnsTransport& dns, Dialer& dialer,
                          Deadline deadline);

} // namespace mpm::checkSmtpBanner
