// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dns_client.hpp"

#include <optional>
#include <vector>

namespace mpm {

/// The DNS servers that the user named, or without any those of /etc/resolv.conf.
DnsClientConfig configureDns(const std::vector<Endpoint>& servers, const std::optional<IpAddress>& source);

} // namespace mpm
