// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookups.hpp"
#include "http/response.hpp"
#include "io/crew.hpp"
#include "io/resolver.hpp"
#include "mta_sts/policy.hpp"
#include "tls/channel.hpp"

#include <functional>
#include <optional>

namespace mpm {

/// How fetching a policy went.
struct StsFetch {
    std::string url;                ///< "https://mta-sts.example.com/.well-known/mta-sts.txt"
    std::optional<Failure> failure; ///< there is no answer: name, connection, TLS, HTTP
    HttpResponse response;
};

/// What a domain says of MTA-STS and TLSRPT.
struct StsSeen {
    DnsName domain;
    PolicyRecord record;
    std::optional<StsFetch> fetch;         ///< where there is a record
    std::optional<StsPolicy> policy;       ///< the fetched one, if it is valid
    std::string fault;                     ///< why there is no policy though there is a record; safe to print
    std::string_view remedy;               ///< for that fault, where its cause is known
    PolicyRecord report;                   ///< TLSRPT
    std::optional<DnsAnswer> recordAnswer; ///< what was said to the questions for both, for those who tell it
    std::optional<DnsAnswer> reportAnswer;
};

/// Where to fetch a policy.
struct StsSources {
    Resolver& resolver;
    Dialer& dialer;
    TrustAnchors anchors;
};

/// Asks for both records at the same time, and fetches the policy over HTTPS where there is a record for it: the
/// certificate verified, no redirects followed, bounded in size (RFC 8461 section 3.3). The web server's addresses are
/// tried in turn, each with its share of the time. The fetch is one of the crew's tasks, and `then` is called at its
/// end; without a fetch as the look-ups' are. Both must live until then.
void lookUpSts(DnsLookups& lookups, Crew& crew, const DnsName& domain, const StsSources& sources, Deadline deadline,
               std::function<void(StsSeen)> then);

} // namespace mpm
