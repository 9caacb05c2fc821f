// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/record.hpp"
#include "tls/ask_server.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mpm {

/// Whom to ask about a domain.
struct RegistryPlan {
    DnsName domain; ///< or a zone below it
    bool whois = false;
    std::string whoisServer;  ///< begin there: HOST or HOST:PORT; empty: IANA's, which names the registry's
    std::string bootstrap;    ///< text of the file that lists RDAP servers; empty: none, or the URL's
    std::string bootstrapUrl; ///< where to get it; empty: nowhere
    std::string cacheFolder;  ///< empty: none

    bool wantsRdap() const { return !bootstrap.empty() || !bootstrapUrl.empty(); }
    bool isWanted() const { return whois || wantsRdap(); }
};

/// What came of it.
struct RegistrySeen {
    DnsName domain; ///< that the registry was asked about
    RegistryRecord record;
    std::string source;             ///< "whois.nic.example", or an URL; safe to print
    std::string expirySource;       ///< who says when the registration ends, if not the source; safe to print
    std::string registrarSilence;   ///< why the registrar's server, asked for that, was of no use; safe to print
    std::int64_t fetched = 0;       ///< seconds since 1970; before this run: from the cache
    std::optional<Failure> failure; ///< the last time that it was asked; the record may be an older one
    bool throttled = false;         ///< the failure: too many questions
    std::int64_t failedAt = 0;      ///< seconds since 1970; before this run: nobody was asked again
    std::string passedOver;         ///< why RDAP, which was asked first, was of no use; safe to print
    std::string cacheFault;         ///< why nothing could be kept; safe to print
    std::string failedState;        ///< registryStanding of what was answered where that is the failure
    std::string failedProof;        ///< the words for it; safe to print

    /// Of the record that is judged, or else of the answer that is of no use: registryStanding, or "no-answer".
    std::string state() const;

    /// The words that prove it; safe to print.
    const std::string& proof() const;
};

/// A kept answer is good for so long without asking again, for less when it tells of trouble that somebody may have
/// mended since, and for so much longer when asking fails.
constexpr std::int64_t freshSeconds = 12L * 3600;
constexpr std::int64_t troubledSeconds = 3600;
constexpr std::int64_t staleSeconds = 14L * 86400;

/// So long after it failed a registry is not asked again, and after it turned us away. (Only with a cache.)
constexpr std::int64_t failedSeconds = 300;
constexpr std::int64_t throttledSeconds = 3600;

/// When a registry that failed may be asked again.
std::int64_t askAgainAt(const RegistrySeen& seen);

/// Which kept answers will do.
enum class KeptAnswers : std::uint8_t {
    Fresh,
    Recent, ///< none that is older than one that tells of trouble may be
};

/// The names to ask a registry about, in turn: the zone's own, at most its last four labels, then without the first
/// label, since zones may be cut below the registered domain; down to two labels, but never a second level under
/// which a country's registry takes registrations (co.uk).
std::vector<DnsName> registrableNames(const DnsName& zone);

/// RDAP where the domain's registry has it, else WHOIS. RDAP gets no more than half of the time when WHOIS is there
/// to be asked then. The record of another domain counts as no answer. Nothing is thrown for what servers do.
RegistrySeen lookUpRegistry(const RegistryPlan& plan, const NetworkAccess& network, std::int64_t now,
                            KeptAnswers usable, Deadline deadline);

} // namespace mpm
