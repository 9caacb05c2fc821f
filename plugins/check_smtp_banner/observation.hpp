// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "dns/mx.hpp"
#include "dns/tlsa.hpp"
#include "io/deadline.hpp"
#include "survey/reverse_dns.hpp"
#include "survey/visit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkSmtpBanner {

/// One address: the visit, and its PTR records where --rdns asks for them.
struct AddressSeen {
    SmtpVisit visit;
    std::optional<ReverseDns> reverse;
};

/// One host and all its addresses.
struct HostSeen {
    std::string host;
    std::optional<Failure> lookupFailure; ///< beside addresses where only one family failed
    std::vector<AddressSeen> addresses;   ///< in the order in which a client would try them
    std::size_t addressesLeftOut = 0;     ///< beyond what one run visits
    bool literal = false;                 ///< an MX record holds an address where its name belongs
    Seconds resolve{0};
    std::optional<TlsaLookup> tlsa{}; ///< with --dane
};

/// Everything that one run saw.
struct Observation {
    std::string target;      ///< the host, or the domain of --mx
    std::optional<MxSet> mx; ///< with --mx: where the hosts come from
    std::string mxInsecure;  ///< with --dane: why DNSSEC does not secure the MX records; empty where it does
    std::vector<HostSeen> hosts;
    std::size_t hostsLeftOut = 0;
    Seconds resolve{0}; ///< MX and the slowest host's addresses
    Seconds total{0};

    /// Of all hosts, in their order.
    std::vector<const AddressSeen*> addresses() const;
};

/// For programs and for -vv.
Observations describe(const Observation& seen);

} // namespace mpm::checkSmtpBanner
