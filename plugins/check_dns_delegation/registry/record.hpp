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
        Throttled,  ///< too many questions: nothing is known
        Unreadable, ///< an answer in which nothing was recognised
    };

    State state = State::Unreadable;
    std::optional<DnsName> domain;           ///< whose record it is; none: it doesn't say
    std::vector<RegistryHost> hosts;         ///< by name, at most mostRegistryHosts
    bool showsAddresses = false;             ///< those of hosts within the domain are in answers of this form
    std::vector<std::string> handles;        ///< of host objects that are to be asked for one by one (.no)
    std::optional<std::int64_t> expires;     ///< seconds since 1970
    std::vector<std::string> statuses;       ///< as RDAP writes them: "client hold"; letters and blanks only
    std::optional<std::vector<DsRecord>> ds; ///< none: not said
    std::string referral;                    ///< the registrar's WHOIS server, as written; empty: not said
    std::string detail;                      ///< for all states but Registered; safe to print

    /// A host, or more addresses of one that is known already.
    void add(const RegistryHost& host);

    /// To be called when all is read: hosts by name, and too many of them are none; one address shows that the form
    /// has them.
    void finish();

    /// A status that takes the domain out of the DNS, or announces its end; empty without.
    std::string hold() const;
};

/// "clientHold", "client hold", "CLIENT-HOLD" as "client hold".
std::string registryStatus(std::string_view word);

/// A domain's name in A-labels, from UTF-8 or Latin-1, in any case; nothing for what is none.
std::optional<DnsName> registryName(std::string_view text);

} // namespace mpm
