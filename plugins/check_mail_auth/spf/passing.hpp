// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/spf/select.hpp"

#include <string>
#include <vector>

namespace mpm::checkMailAuth {

/// A network so wide that hardly all of it is the domain's: IPv4 /8, IPv6 /19, or wider.
struct WideRange {
    std::string domain; ///< in whose record it stands
    std::string term;   ///< safe to print
    bool own = false;   ///< in the domain's own record
};

/// Whom a record with all that it includes and redirects to lets pass.
struct SpfPassing {
    std::string everybody; ///< by what everybody passes: "+all", "include:x.example with its \"+all\""; empty: not so
    std::string ownTerm;   ///< which of the domain's own terms that is; octets of a stranger; empty: no single one
    std::vector<WideRange> wide;
};

SpfPassing whoPasses(const DnsName& domain, SpfRecords& records);

} // namespace mpm::checkMailAuth
