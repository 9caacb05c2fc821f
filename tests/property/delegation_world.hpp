// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/options.hpp"
#include "property/scripted_peers.hpp"
#include "support/scripted_answer.hpp"

#include <list>
#include <string>

namespace mpm::property {

/// The zone example.com, delegated by the server 20.9.0.1: the names of its servers and in its SOA record, the errors
/// that they explain, and what its registry says, by WHOIS and by RDAP, are hostile.
class DelegationWorld {
public:
    DelegationWorld(PeerWords& words, bool registry);

    /// A run with these options.
    Report run(checkDnsDelegation::Options options);

private:
    void addZones(PeerWords& words);
    void serve(const std::string& address, std::vector<const test::ZoneData*> zones, unsigned rcode, PeerWords& words);
    void addWhois(PeerWords& words);
    void addRdap(PeerWords& words);

    SharedDns dns_;
    ScriptedPeers peers_;
    DnsResolver resolver_{dns_};
    std::list<test::ZoneData> zones_;
    std::string bootstrap_; ///< that lists RDAP servers
};

} // namespace mpm::property
