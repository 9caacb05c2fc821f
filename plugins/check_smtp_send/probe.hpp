// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_send/observation.hpp"
#include "check_smtp_send/plan.hpp"
#include "dns/name.hpp"
#include "dns/tlsa.hpp"
#include "dns/transport.hpp"
#include "tls/channel.hpp"
#include "io/resolver.hpp"
#include "submission/digests.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mpm::checkSmtpSend {

/// Whom to visit, and what to say.
struct Target {
    std::string host;              ///< -H: a name or an address
    std::optional<DnsName> domain; ///< --mx: its exchanges instead
    std::uint16_t port = 25;
    FamilyChoice families = FamilyChoice::Any;
    std::string token; ///< the one in the message; empty where it has none of ours
    bool dane = false; ///< hosts without secured TLSA records are not visited
    ResolverTrust trust = ResolverTrust::Loopback;
    Plan plan;
};

/// The world outside, as a probe needs it.
struct World {
    Resolver& resolver; ///< for the host of -H
    DnsTransport& dns;  ///< for --mx and for TLSA
    Dialer& dialer;
    Digests& digests;
};

/// Walks hosts and addresses as a sender does, in order of preference and the families in turns, until one has
/// answered for good; each gets its share of the time. The relay test visits every host.
Observation observe(const Target& target, const World& world, Deadline deadline);

} // namespace mpm::checkSmtpSend
