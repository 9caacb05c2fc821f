// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/observation.hpp"
#include "check_dns_delegation/policy.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// How one address serves the zone.
struct Service {
    enum class State : std::uint8_t {
        Good,
        Alias, ///< with authority, but the zone's name is a CNAME, instead of all else or beside it
        Lame,  ///< it answers, but does not serve the zone
        Silent,
        Closed,      ///< nobody listens there
        Unreachable, ///< no way from this machine
        LocalFault,
    };

    State state = State::Silent;
    std::string words; ///< "answers REFUSED: it does not serve the zone"; empty for Good
};

/// "good", "lame", ... as a word for programs.
std::string_view toString(Service::State state);

/// By the answers to the SOA question, and to the others where they show that the zone's name is an alias.
Service serviceOf(const ServerAddressSeen& address);

/// What all the judges build on.
struct Assessment {
    const Observation& seen;
    const Policy& policy;
    std::map<IpAddress, Service> services;
    std::vector<const ServerAddressSeen*> good; ///< Good or Alias, in the order of the observation

    bool isGood(const IpAddress& address) const;

    /// Every address of the server that can be reached from here serves the zone, not as an alias, and there is one.
    bool isGood(const NameServerSeen& server) const;

    /// Nobody serves the zone, so that nothing can be said about its content.
    bool nobody() const { return good.empty(); }

    /// The command that shows what one server says: `dig +norec @192.0.2.1 example.org SOA`; without an
    /// address, of the first good one.
    std::string dig(const IpAddress& address, const std::string& what) const;
    std::string dig(const std::string& what) const;
};

/// Judges every address that was seen; `seen` and `policy` must outlive it.
Assessment assess(const Observation& seen, const Policy& policy);

/// The values of an answer with authority; nothing when there is no such answer.
template <class T>
std::optional<std::vector<T>> authoritative(const ServerAddressSeen& address, Topic topic)
{
    const auto* answer = address.at(topic);
    if (answer == nullptr || !answer->isConclusive() || !answer->message.authoritative) {
        return std::nullopt;
    }
    return answer->outcome == DnsOutcome::Answered ? answer->values<T>() : std::vector<T>();
}

} // namespace mpm::checkDnsDelegation
