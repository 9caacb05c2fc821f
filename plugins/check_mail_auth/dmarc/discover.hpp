// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/dmarc/record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkMailAuth {

/// What stands at _dmarc of one domain.
struct DmarcPlace {
    DnsName domain;
    const DnsAnswer* answer = nullptr; ///< null: not asked
    std::vector<std::string> records;  ///< texts that begin with v=DMARC1; octets of a stranger
    std::vector<std::string> others;   ///< what looks like one, and is none

    /// There is one record, and receivers heed it.
    bool counts() const { return records.size() == 1; }
};

/// Where the records for a domain are: its own name, and those above it (the tree walk of RFC 7489's successor, section
/// "DNS Tree Walk": at most eight names).
struct DmarcWalk {
    std::vector<DmarcPlace> places; ///< the domain's own first
    std::optional<std::size_t> at;  ///< the place whose record is in force; nothing: none
    DnsName organisation;           ///< the domain at which the organisation begins
    bool complete = true;           ///< false: a name that matters could not be asked

    const DmarcPlace& own() const { return places.front(); }

    /// Whose record is in force; null without.
    const DmarcPlace* found() const { return at ? &places[*at] : nullptr; }
};

DmarcWalk walkDmarc(const DnsName& domain, Reading& reading);

} // namespace mpm::checkMailAuth
