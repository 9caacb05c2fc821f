// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/extended_error.hpp"

#include <array>
#include <string_view>

namespace mpm {
namespace {

/// The IANA registry "Extended DNS Error Codes", by number (RFC 8914 section 4, RFC 9563 and others).
constexpr std::array<std::string_view, 30> purposes{
    "other error",
    "unsupported DNSKEY algorithm",
    "unsupported DS digest type",
    "stale answer",
    "forged answer",
    "DNSSEC indeterminate",
    "DNSSEC bogus",
    "signature expired",
    "signature not yet valid",
    "DNSKEY missing",
    "RRSIGs missing",
    "no zone key bit set",
    "NSEC missing",
    "cached error",
    "not ready",
    "blocked",
    "censored",
    "filtered",
    "prohibited",
    "stale NXDOMAIN answer",
    "not authoritative",
    "not supported",
    "no reachable authority",
    "network error",
    "invalid data",
    "signature expired before valid",
    "too early",
    "unsupported NSEC3 iterations value",
    "unable to conform to policy",
    "synthesized",
};

} // namespace

std::string ExtendedError::toString() const
{
    std::string result = "EDE " + std::to_string(code);
    if (code < purposes.size()) {
        result += " (" + std::string(purposes.at(code)) + ")";
    }
    const auto words = text.shown();
    return words.empty() ? result : result + ": " + words;
}

bool ExtendedError::isBogus() const
{
    return (code >= 5 && code <= 12) || code == 25;
}

} // namespace mpm
