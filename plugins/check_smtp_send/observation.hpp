// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "check_smtp_send/delivery.hpp"
#include "dns/mx.hpp"
#include "dns/tlsa.hpp"
#include "io/deadline.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm::checkSmtpSend {

/// One host in the order in which a sender tries them.
struct HostSeen {
    std::string host;
    std::optional<std::uint16_t> preference; ///< of the MX record; nothing for -H
    std::optional<Failure> lookupFailure;    ///< beside addresses where only one family failed
    std::optional<TlsaLookup> tlsa;          ///< with --dane, once its turn had come; not found: it was not visited
    std::vector<IpAddress> addresses;        ///< in the order of trying
    std::vector<Delivery> deliveries;        ///< one per address that was tried; none: its turn did not come
    bool literal = false;                    ///< an MX record holds an address where its name belongs
    bool tried = false;
};

/// Everything that one run saw.
struct Observation {
    std::string target;      ///< the host of -H or the domain of --mx
    std::optional<MxSet> mx; ///< for --mx
    std::string mxInsecure;  ///< with --dane: why no host was visited, since the MX records could be forged
    std::vector<HostSeen> hosts;
    std::string token; ///< of the message; empty where it has none of ours
    Seconds resolve{0};
    Seconds total{0};

    /// What the verdict rests on: the last address that was tried; null without any.
    const Delivery* last() const;

    /// The first address that was tried; null without any.
    const Delivery* first() const;
};

/// For programs and for -vv.
Observations describe(const Observation& seen);

} // namespace mpm::checkSmtpSend
