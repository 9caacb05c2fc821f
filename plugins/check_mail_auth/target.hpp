// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/name.hpp"
#include "io/ip_address.hpp"
#include "tls/request.hpp"

#include <string>
#include <vector>

namespace mpm::checkMailAuth {

/// What to look at.
struct Target {
    DnsName domain;
    std::vector<DnsName> selectors; ///< relative: `mail` for mail._domainkey.DOMAIN
    std::vector<IpAddress> senders; ///< to be judged by SPF, each once
    std::string mailFrom;           ///< as typed; empty: the null sender, for which postmaster@HELO stands
    std::string helo;               ///< as typed
    bool takesPart = true;          ///< false: --sends-nothing, so that MTA-STS and TLS reporting are nobody's concern
    TrustAnchors anchors;           ///< of the web server with the MTA-STS policy
};

} // namespace mpm::checkMailAuth
