// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/transport.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mpm {

/// What the zone that holds a name says of its addresses.
struct FoundAddresses {
    enum class State : std::uint8_t {
        Found,
        NoAddress, ///< the name exists without A and AAAA
        NoSuchName,
        Circular, ///< the name's zone can only be found by knowing the name
        Failed,   ///< the servers of its zone don't say
    };

    DnsName name;
    State state = State::Failed;
    std::vector<IpAddress> addresses; ///< each once
    std::vector<DnsName> aliases;     ///< the name is a CNAME: the chain
    std::optional<std::uint32_t> ttl; ///< of the address records, in seconds, the least
    std::string detail;               ///< for every state but Found; safe to print
};

/// How name servers are asked.
struct HowToAsk {
    FamilyChoice families = FamilyChoice::Any;
    std::uint16_t port = 53; ///< of every name server
    bool tcp = true;         ///< what UDP may have left out is asked for again over TCP
};

/// Which servers to ask about the names of a zone, by zone.
using ZoneServers = std::map<DnsName, std::vector<Endpoint>>;

/// Finds the addresses of names the way a resolver without a cache does: from the deepest known zone down
/// along referrals. All names go on at the same time; names of name servers that are needed on the way are
/// looked for as well, within bounds, and circles are noticed.
class AddressSearch {
public:
    /// `known` must hold the root, or an ancestor of every name. Both families' addresses are looked for,
    /// whichever are asked.
    AddressSearch(DnsTransport& dns, ZoneServers known, const HowToAsk& how);

    /// In the order of the names.
    std::vector<FoundAddresses> find(const std::vector<DnsName>& names, Deadline deadline);

    /// The servers known so far, those found on the way included.
    const ZoneServers& known() const { return servers_; }

private:
    struct Job {
        FoundAddresses found;
        DnsName name; ///< where the aliases lead so far
        DnsName zone; ///< the deepest zone that is known to hold it
        bool done = false;
        bool overTcp = false; ///< as the zone's servers left glue out over UDP
    };

    Job& jobFor(const DnsName& name);
    DnsName deepestKnown(const DnsName& name) const;
    bool canAsk(Job& job);
    void askRound(const std::vector<DnsName>& ready, Deadline deadline);
    void take(Job& job, const std::vector<DnsAnswer>& v4, const std::vector<DnsAnswer>& v6);
    bool follow(Job& job, const DnsAnswer& answer);
    static void conclude(Job& job, const DnsAnswer& v4, const DnsAnswer& v6);

    DnsTransport& dns_;
    ZoneServers servers_;
    HowToAsk how_;
    std::map<DnsName, std::vector<DnsName>> namesOf_; ///< zones whose servers came without addresses
    std::map<DnsName, Job> jobs_;
};

/// The addresses of the families chosen as endpoints.
std::vector<Endpoint> endpointsOf(const std::vector<IpAddress>& addresses, FamilyChoice families, std::uint16_t port);

} // namespace mpm
