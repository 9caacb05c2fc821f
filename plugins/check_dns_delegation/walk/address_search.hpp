// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/transport.hpp"

#include <cstdint>
#include <map>
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
    std::string detail;               ///< for every state but Found; safe to print
};

/// Which servers to ask about the names of a zone, by zone.
using ZoneServers = std::map<DnsName, std::vector<Endpoint>>;

/// Finds the addresses of names the way a resolver without a cache does: from the deepest known zone down
/// along referrals. All names go on at the same time; names of name servers that are needed on the way are
/// looked for as well, within bounds, and circles are noticed.
class AddressSearch {
public:
    /// `known` must hold the root, or an ancestor of every name. Name servers are asked at `port`, of the
    /// families chosen; both families' addresses are looked for.
    AddressSearch(DnsTransport& dns, ZoneServers known, FamilyChoice families, std::uint16_t port);

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
    FamilyChoice families_;
    std::uint16_t port_;
    std::map<DnsName, std::vector<DnsName>> namesOf_; ///< zones whose servers came without addresses
    std::map<DnsName, Job> jobs_;
};

/// The addresses of the families chosen as endpoints.
std::vector<Endpoint> endpointsOf(const std::vector<IpAddress>& addresses, FamilyChoice families, std::uint16_t port);

} // namespace mpm
