// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mx/observation.hpp"
#include "dns/transport.hpp"
#include "tls/channel.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mpm::checkMx {

/// What to look at.
struct Target {
    DnsName domain;
    std::uint16_t port = 25;
    FamilyChoice families = FamilyChoice::Any;
    bool connect = true; ///< false: --dns-only
    bool hello = false;  ///< EHLO too, for its capabilities
    bool reverseDns = false;
    std::vector<DnsName> blocklists;
    std::string clientName; ///< for EHLO
};

/// Looks up the MX set, then every exchange on its own at the same time, so that a dead name server or
/// host delays nobody but itself.
Observation observe(const Target& target, DnsTransport& dns, Dialer& dialer, Deadline deadline);

} // namespace mpm::checkMx
