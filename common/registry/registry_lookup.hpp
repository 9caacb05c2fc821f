// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registry/http_get.hpp"
#include "registry/registry_record.hpp"

#include <optional>
#include <string>

namespace mpm {

/// Whom to ask about a domain.
struct RegistryPlan {
    DnsName domain; ///< or a zone below it
    bool whois = false;
    std::string whoisServer; ///< begin there: HOST or HOST:PORT; empty: IANA's, which names the registry's
    std::string bootstrap;   ///< where RDAP servers are listed, file or URL; empty: no RDAP
    std::string cacheFolder; ///< empty: none

    bool isWanted() const { return whois || !bootstrap.empty(); }
};

/// What came of it.
struct RegistrySeen {
    DnsName domain; ///< that the registry was asked about
    RegistryRecord record;
    std::string source;             ///< "whois.nic.example", or an URL
    std::int64_t fetched = 0;       ///< seconds since 1970; before this run: from the cache
    std::optional<Failure> failure; ///< of this run; the record may be an older one, from the cache
    std::string cacheFault;         ///< why nothing could be kept; safe to print
};

/// A kept answer is good for so long without asking again, and for so much longer when asking fails.
constexpr std::int64_t freshSeconds = 12L * 3600;
constexpr std::int64_t staleSeconds = 14L * 86400;

/// RDAP where the domain's registry has it, else WHOIS. A name that is not registered is tried without its
/// first label, since zones may be cut below the registered domain. Nothing is thrown for what servers do.
RegistrySeen lookUpRegistry(const RegistryPlan& plan, const NetworkAccess& network, std::int64_t now,
                            Deadline deadline);

} // namespace mpm
