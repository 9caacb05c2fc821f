// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/dnssec/signatures.hpp"
#include "dns/answer.hpp"

#include <cstdint>
#include <optional>

namespace mpm {

/// What a signed zone's "there is no such name" is worth (RFC 4035 section 5.4, RFC 5155 section 8), or an answer from
/// a wildcard, which must prove that there is no closer name (RFC 4035 section 5.3.4).
struct DenialCheck {
    enum class State : std::uint8_t {
        Proven,
        NotADenial,   ///< the name exists after all, and not by a wildcard; or there was no answer
        NoProof,      ///< neither NSEC nor NSEC3 came along
        Unsigned,     ///< a proof without a valid signature
        WrongProof,   ///< the records don't cover the name
        StrangeProof, ///< NSEC3 alone of a hash or with flags that are to be ignored
        NotComputed,  ///< a number of records or iterations that nobody should have to compute
    };

    State state = State::NotADenial;
    bool isExpansion = false;         ///< an answer from a wildcard
    std::optional<Nsec3Record> nsec3; ///< its parameters, where NSEC3 is used
};

/// Judges a NODATA or NXDOMAIN answer, or one from a wildcard, by the zone's keys.
DenialCheck checkDenial(const DnsAnswer& answer, const std::vector<DnsRecord>& keys, SignatureChecker& checker);

} // namespace mpm
