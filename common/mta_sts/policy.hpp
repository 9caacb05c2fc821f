// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/name.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpm {

/// A text record of the form "v=...; name=value; ..." that a domain may have once.
struct PolicyRecord {
    enum class State : std::uint8_t {
        Missing,
        Valid,
        Several, ///< more than one: senders act as if there were none
        Invalid,
        Failed, ///< the DNS did not say
    };
    State state = State::Missing;
    std::string value;   ///< MTA-STS: the id; TLSRPT: the addresses for reports; safe to print
    std::string detail;  ///< what is wrong, safe to print
    bool silent = false; ///< Failed: no answer came while there was time
};

/// The MTA-STS record among the TXT records of _mta-sts.DOMAIN (RFC 8461 section 3.1).
PolicyRecord readStsRecord(const std::vector<std::string>& texts);

/// The TLSRPT record among the TXT records of _smtp._tls.DOMAIN (RFC 8460 section 3).
PolicyRecord readReportRecord(const std::vector<std::string>& texts);

enum class StsMode : std::uint8_t { None, Testing, Enforce };

/// "enforce".
std::string_view toString(StsMode mode);

/// A policy as the domain serves it.
struct StsPolicy {
    StsMode mode = StsMode::None;
    std::uint64_t maxAge = 0;    ///< seconds
    std::vector<std::string> mx; ///< patterns in lower case: "mail.example.com", "*.example.com"

    /// Whether mail may go to this host (RFC 8461 section 4.1).
    bool allows(const DnsName& host) const;
};

/// Why a text is no policy; safe to print.
struct StsFault {
    std::string sentence;
    std::string_view remedy{}; ///< where the cause is known
};

/// Reads a policy (RFC 8461 section 3.2): lines that end with LF or CRLF. Keys that are unknown are passed over,
/// of those that stand twice the first counts.
std::variant<StsPolicy, StsFault> parseStsPolicy(std::string_view text);

constexpr std::size_t longestStsPolicy = 64UL * 1024; ///< RFC 8461 section 3.3

} // namespace mpm
