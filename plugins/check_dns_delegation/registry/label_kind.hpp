// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What the label of a WHOIS line is about, by its words as plainWords has them, in the languages that plainText's
/// readers meet: English, French, German, Italian, Polish, Portuguese, Russian, Spanish.
namespace mpm {

enum class LabelKind : std::uint8_t {
    Unknown,
    Domain,   ///< the domain's name
    Server,   ///< name servers, or the first of them
    Address,  ///< those of the name server on the line above
    Handle,   ///< of a name server's host object
    Expiry,   ///< the end of the registration
    Creation, ///< its beginning
    Status,   ///< of the domain
    Verdict,  ///< what came of the question: "error", "result"
    Other,    ///< a block about somebody or something else begins: "registrant", "nsset"
};

LabelKind labelKind(const std::vector<std::string>& words);

/// "record expires on", "paid-till", "gueltig bis"; not "last renewed on", nor "certificate expires".
bool isExpiryLabel(const std::vector<std::string>& words);

/// The name server of a host record ("Server Name"), which in a domain's record is nobody's.
bool isHostRecordLabel(const std::vector<std::string>& words);

/// "1", "primary", "host": of one server in a block of them.
bool isListItemLabel(const std::vector<std::string>& words);

} // namespace mpm
