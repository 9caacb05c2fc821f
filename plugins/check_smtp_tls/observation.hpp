// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "dns/mx.hpp"
#include "dns/tlsa.hpp"
#include "check_smtp_tls/injection.hpp"
#include "survey/visit.hpp"
#include "mta_sts/lookup.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkSmtpTls {

/// One address: the visit that every sender makes, and those that try what no honest sender does.
struct AddressSeen {
    SmtpVisit visit;
    std::optional<SmtpVisit> oldVersions;   ///< --check-old-tls: nothing newer was offered
    std::optional<InjectionTest> injection; ///< --check-injection
};

/// One host and all its addresses.
struct HostSeen {
    std::string host;
    std::string name; ///< what senders know it by: --verify-name where `host` is an address, else `host`
    std::optional<Failure> lookupFailure; ///< beside addresses where only one family failed
    std::optional<TlsaLookup> tlsa;       ///< where the DNS was asked for it
    std::vector<AddressSeen> addresses;   ///< in the order in which a client would try them
    std::size_t addressesLeftOut = 0;     ///< beyond what one run visits
    bool literal = false;                 ///< an MX record holds an address where its name belongs
    Seconds resolve{0};
};

/// Everything that one run saw.
struct Observation {
    std::string target;      ///< the host, or the domain of --mx
    std::optional<MxSet> mx; ///< with --mx: where the hosts come from
    std::string mxInsecure;  ///< why DNSSEC does not secure the MX records; empty where it does
    std::vector<HostSeen> hosts;
    std::size_t hostsLeftOut = 0;
    std::optional<StsSeen> sts;
    std::optional<MxSet> stsMx; ///< with --mta-sts and a host: where the policy's domain sends mail
    Seconds resolve{0};         ///< MX and the slowest host's addresses
    Seconds total{0};

    /// Of all hosts, in their order.
    std::vector<const AddressSeen*> addresses() const;
};

/// For programs and for -vv.
Observations describe(const Observation& seen);

} // namespace mpm::checkSmtpTls
