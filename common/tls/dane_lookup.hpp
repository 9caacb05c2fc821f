// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "dns/tlsa.hpp"
#include "tls/request.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mpm {

/// Whether a host must have TLSA records, or may.
enum class DaneDemand : std::uint8_t { Optional, Required };

/// The request for one host with what was found for it, if it was looked for: its records, and the names that DANE-TA
/// demands one of (RFC 7672 section 3.2.2), which are the TLSA base domain, the host, and the domain that the mail is
/// for. A name to verify that was given takes the first one's place. `domain` may be empty.
TlsRequest forDane(TlsRequest request, const std::string& host, const std::optional<TlsaLookup>& lookup,
                   const std::string& domain);

/// What the DNS says of the host's TLSA records, before any server is looked at; nothing where that is in order. Where
/// they are not demanded, a question that fails is WARNING at most: DANE senders wait, all others deliver (RFC 7672
/// section 2.1.2). `timeoutStatus` is what silence counts as.
std::optional<Finding> judgeTlsaLookup(const TlsaLookup& lookup, const std::string& host, DaneDemand demand,
                                       Status timeoutStatus = Status::Critical);

/// Behind an MX record that could be forged TLSA records prove nothing (RFC 7672 section 2.2.1); `why` it could.
Finding judgeInsecureMx(const std::string& domain, const std::string& why);

} // namespace mpm
