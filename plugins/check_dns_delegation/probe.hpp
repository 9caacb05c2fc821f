// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/observation.hpp"
#include "dns/transport.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace mpm::checkDnsDelegation {

/// What to look at.
struct Target {
    DnsName zone;
    std::vector<Endpoint> start; ///< the root's servers, or those of --parent-server
    std::vector<Endpoint> roots; ///< with --parent-server: for names that those servers know nothing about
    bool fromParent = false;
    FamilyChoice families = FamilyChoice::Any;
    std::uint16_t port = 53;
    bool tcp = true;
};

constexpr std::size_t mostServers = 40;   ///< name servers looked at in one run
constexpr std::size_t mostAddresses = 80; ///< of all of them

/// Asks the registry; at which time the run began comes with the deadline. Nothing when it is not to be asked.
using AskRegistry = std::function<std::optional<RegistrySeen>(std::int64_t now, KeptAnswers, Deadline)>;

/// Walks to the zone, then asks every address of every name server, the parent's and the zone's own, all at
/// the same time. The registry is asked beside that.
Observation observe(const Target& target, DnsTransport& dns, const AskRegistry& registry, Deadline deadline);

} // namespace mpm::checkDnsDelegation
