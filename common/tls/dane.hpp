// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// Whether an SMTP client may use a record (RFC 7672 section 3.1).
enum class TlsaUsability : std::uint8_t {
    Usable,
    PkixUsage,   ///< usage 0 or 1: unusable for SMTP (RFC 7672 section 3.1.3)
    Unassigned,  ///< a number that nothing stands behind
    WrongLength, ///< the data is no digest of its kind, or empty
};

/// By the record's numbers and the length of its data.
TlsaUsability usabilityOf(const TlsaRecord& record);

/// Why it can't be used; empty for a usable one.
std::string_view explain(TlsaUsability usability);

/// What became of one record.
struct TlsaResult {
    TlsaRecord record;
    TlsaUsability usability = TlsaUsability::Usable;
    bool matches = false;
    std::string detail;    ///< why not, in OpenSSL's words
    bool heldBack = false; ///< its authority signed the chain, but the certificate is out of date or for another name
    std::string notSent = {}; ///< what it names and the server does not send: for one that does not match, a trusted
                              ///< authority; for one that does, what the record itself holds
};

/// A server's chain held against TLSA records.
struct DaneFacts {
    std::vector<TlsaResult> records;
    bool authenticated = false; ///< by all of the records together, as a sender would see it
    bool byEndEntity = false;   ///< a DANE-EE record matched: names and dates don't count (RFC 7672 section 3.1.1)

    bool anyUsable() const;

    /// Nothing but a date or a name keeps the chain from being authenticated by DANE-TA.
    bool heldBack() const;
};

} // namespace mpm
