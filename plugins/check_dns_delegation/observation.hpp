// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "check_dns_delegation/registry/lookup.hpp"
#include "check_dns_delegation/walk/walk.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace mpm::checkDnsDelegation {

/// What every address of a name server is asked.
enum class Topic : std::uint8_t {
    Soa, ///< over UDP, with EDNS and DO, as all but one
    SoaTcp,
    Ns,
    Dnskey,
    Alias,     ///< a CNAME at the zone's own name, which may stand beside all the others
    Recursion, ///< something that is not its own, with RD
    Denial,    ///< a name that is not there; only where the parent has a DS, as the two below
    Cds,
    Cdnskey,
};

/// "SOA over UDP".
std::string_view toString(Topic topic);

/// Everything that one address answered.
struct ServerAddressSeen {
    IpAddress address;
    std::map<Topic, DnsAnswer> answers;
    std::vector<DnsAnswer> hosts;   ///< A and AAAA of name servers within the zone
    std::vector<Topic> onSecondTry; ///< answered only when asked once more, after several lost packets

    /// Null when it was not asked.
    const DnsAnswer* at(Topic topic) const;
};

/// One name server, from the parent's list, the zone's own, or both.
struct NameServerSeen {
    DnsName name;
    bool atParent = false;
    bool inChild = false;                ///< at least one server of the zone lists it
    std::vector<IpAddress> glue;         ///< what the parent's referral gives
    std::optional<FoundAddresses> found; ///< what the zone that holds the name says; none when it could not be asked
    std::vector<IpAddress> addresses;    ///< all of them, of the families chosen, that were asked
};

/// Everything that one run saw of a zone.
struct Observation {
    DnsName zone;
    std::uint16_t port = 53;
    Walk walk;
    bool fromParent = false;                  ///< the walk began with --parent-server
    bool hurried = false;                     ///< the deadline left too little time to tell silence from loss
    std::vector<NameServerSeen> servers;      ///< by name; empty when the walk did not arrive
    std::set<DnsName> leftOut;                ///< further name servers, for which there was no room
    std::set<IpAddress> leftOutAddresses;     ///< further addresses of those above
    std::vector<ServerAddressSeen> addresses; ///< each once
    std::vector<DnsAnswer> parentDs;          ///< what each of the parent's servers says of the zone's DS
    std::vector<DnsAnswer> parentSoa;         ///< of the parent zone, where its servers contradict each other
    std::optional<RegistrySeen> registry;     ///< where it was to be asked
    std::int64_t now = 0;                     ///< seconds since 1970, for the dates of signatures
    Seconds total{0};

    /// That the registry was asked about; the zone where it was not.
    const DnsName& domain() const { return registry ? registry->domain : zone; }

    /// Null for an address that was not asked.
    const ServerAddressSeen* at(const IpAddress& address) const;

    /// The name servers that have the address.
    std::vector<const NameServerSeen*> serversAt(const IpAddress& address) const;

    /// "ns1.example.org [192.0.2.1]:53", as findings name it.
    std::string subjectOf(const IpAddress& address) const;
};

/// For programs and for -vv.
Observations describe(const Observation& seen);

/// What was asked and answered, a line each, for -vvv.
std::vector<std::string> transcriptOf(const Observation& seen);

} // namespace mpm::checkDnsDelegation
