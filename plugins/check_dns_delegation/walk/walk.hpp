// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/walk/address_search.hpp"
#include "check_dns_delegation/walk/referral.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mpm {

/// What the servers of one zone on the way said.
struct WalkStep {
    DnsName zone;
    std::vector<ParentAnswer> answers; ///< in the order of the servers
    Seconds seconds{0};
    std::vector<ParentAnswer> overUdp = {}; ///< of those that said more over TCP: what UDP left out, TC not being set
};

/// The way from the root to a zone.
struct Walk {
    enum class End : std::uint8_t {
        Delegated,     ///< the last step's zone delegates the name
        SharedServers, ///< the servers of the last step's zone serve the name's zone too, so that the delegation
                       ///< itself can't be seen
        Alias,
        NotACut,
        NoSuchName,
        Intercepted,
        NoAnswer, ///< nobody of the last step's zone gave an answer of use
        NoServer, ///< no server of `zone` has an address that can be found
    };

    DnsName target;
    End end = End::NoAnswer;
    DnsName zone;                         ///< the parent; for Alias, NotACut and NoSuchName the zone that says so
    bool hurried = false;                 ///< the deadline left the last step less than a silent server gets
    std::string detail;                   ///< for every end but Delegated and SharedServers; safe to print
    std::vector<WalkStep> steps;          ///< from the start down; the last one is the parent
    std::vector<DelegatedServer> servers; ///< what the parents say together
    ZoneServers known;                    ///< for looking up other names

    /// What the servers of the parent zone said; empty before the first step.
    const std::vector<ParentAnswer>& parents() const;
};

/// Where a walk starts.
struct WalkStart {
    std::vector<Endpoint> servers; ///< of the root, or of any zone above the target
    HowToAsk how = {};
};

/// What all the servers that delegate the zone say together, each name once; those that serve it themselves
/// (`kind` is OwnZone) count only where no other says anything.
std::vector<DelegatedServer> merged(const std::vector<ParentAnswer>& answers, const DnsName& zone,
                                    ParentAnswer::Kind kind);

/// Adds what a server of the step said over TCP to what it said before.
void takeTcp(WalkStep& step, const ParentAnswer& overTcp);

/// Goes from zone to zone, asking all the servers of each at the same time. A silent server costs a moment,
/// not its time-out. Where they all say nothing, or delegate without any address, they are asked over TCP.
Walk walkTo(DnsTransport& dns, const DnsName& target, const WalkStart& start, Deadline deadline);

} // namespace mpm
