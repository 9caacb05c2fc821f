// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// One name server as a registry has it.
struct RegistryHost {
    DnsName name;
    std::vector<IpAddress> addresses; ///< often left out
    bool unclear = false;             ///< more of them were told than could be read
};

/// More are no domain's name servers: the answer counts as unreadable.
constexpr std::size_t mostRegistryHosts = 64;

/// Of one domain, and addresses of one host; more are left out.
constexpr std::size_t mostRegistryItems = 32;

/// What a registry or registrar says of a domain, by WHOIS or RDAP. Whatever it doesn't say is empty.
struct RegistryRecord {
    enum class State : std::uint8_t {
        Registered,
        NotRegistered,
        Throttled,  ///< it turns us away: nothing is known
        Unreadable, ///< an answer in which nothing is proof of anything
        Another,    ///< the record of another name or level: it says nothing of the domain
    };

    State state = State::Unreadable;
    std::optional<DnsName> domain;           ///< whose record it is; none: it doesn't say
    std::vector<RegistryHost> hosts;         ///< by name, at most mostRegistryHosts
    bool hostsUnclear = false;               ///< more hosts were told than could be read
    bool showsAddresses = false;             ///< those of hosts within the domain are in answers of this form
    std::vector<std::string> handles;        ///< of host objects that are to be asked for one by one (.no)
    std::optional<std::int64_t> expires;     ///< seconds since 1970; of several days the earliest
    std::optional<std::int64_t> laterEnd;    ///< the latest of them, where they are more than a day apart
    bool created = false;                    ///< it says when the domain was registered
    std::vector<std::string> statuses;       ///< as RDAP writes them: "client hold"; letters and blanks only
    std::optional<std::vector<DsRecord>> ds; ///< none: not said
    std::string referral;                    ///< the registrar's WHOIS server, as written; empty: not said
    std::string evidence;                    ///< the words that prove the state; safe to print
    std::string detail;                      ///< for all states but Registered; safe to print

    /// A host, or more addresses of one that is known already.
    void add(const RegistryHost& host);

    /// The end of the registration, or another one.
    void addEnd(std::int64_t moment);

    /// What a status line says, with commas and strokes between its parts, an explanation or its address behind it.
    void addStatuses(std::string_view value);

    /// Whether anything in it proves that somebody registered the domain: hosts, an end, a beginning, DS, or a status
    /// that is known to be said of registered domains only.
    bool provesRegistration() const;

    /// To be called when all is read: hosts by name, and too many of them are none; one address shows that the form
    /// has them.
    void finish();

    /// A status that announces the domain's deletion, or takes it out of the DNS; empty without.
    std::string hold() const;
    bool isBeingDeleted() const;
};

/// "registered", "on-hold", "being-deleted", "free", "turned-away", "not-understood", "another".
std::string_view registryStanding(const RegistryRecord& record);

/// "clientHold", "client hold", "CLIENT-HOLD" as "client hold": plain letters and single blanks.
std::string registryStatus(std::string_view word);

/// A domain's name in A-labels, from UTF-8 or Latin-1, in any case; nothing for what is none.
std::optional<DnsName> registryName(std::string_view text);

} // namespace mpm
