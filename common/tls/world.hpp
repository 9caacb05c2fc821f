// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/transport.hpp"
#include "io/resolver.hpp"
#include "tls/channel.hpp"

#include <functional>
#include <string>

namespace mpm {

/// The ways to the outside, as a probe needs them. Real: net/network.hpp; in tests: tables and scripts. What it refers
/// to lives longer.
struct World {
    Resolver& resolver; ///< for the addresses of hosts that the user named: /etc/hosts counts
    DnsTransport& dns;
    Dialer& dialer;
    std::function<std::string(Deadline)> localHostName; ///< this machine's, fully qualified where that is known
};

} // namespace mpm
