// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookups.hpp"
#include "dns/transport.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// The TLSA records of a mail host, as a sender finds them (RFC 7672 section 2.2).
struct TlsaLookup {
    enum class State : std::uint8_t {
        Found,
        None,     ///< the DNS vouches that there are none, or has none: the host is not for DANE
        Insecure, ///< DNSSEC does not secure the answers, so nobody heeds them
        Failed,   ///< the question failed: senders keep the mail
    };
    State state = State::None;
    DnsName base; ///< the host's name, or where its aliases end: _25._tcp is put in front of it
    std::vector<TlsaRecord> records;
    std::string detail;  ///< why Insecure or Failed, safe to print
    bool silent = false; ///< Failed: no answer came while there was time
};

/// "found", "none", "insecure" or "failed", for programs.
std::string_view toString(TlsaLookup::State state);

/// Whose word counts for DNSSEC: any resolver's, or only one's on this machine, since the AD bit can be
/// forged on the way.
enum class ResolverTrust : std::uint8_t { Loopback, Any };

/// Whether DNSSEC secures an answer, as far as this machine can know.
bool isSecured(bool authenticData, const Endpoint& resolver, ResolverTrust trust);

/// Why it is not, for a sentence.
std::string whyNotSecured(bool authenticData, const Endpoint& resolver);

/// Asks for the addresses, which must be secured, then for TLSA where the host's aliases end, then at the host's
/// own name.
TlsaLookup lookUpTlsa(DnsTransport& dns, const DnsName& host, std::uint16_t port, ResolverTrust trust,
                      Deadline deadline);

/// The same as one of the look-ups, which must live until it has ended.
void lookUpTlsa(DnsLookups& lookups, const DnsName& host, std::uint16_t port, ResolverTrust trust, Deadline deadline,
                std::function<void(TlsaLookup)> then);

} // namespace mpm
