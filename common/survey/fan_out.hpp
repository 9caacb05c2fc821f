// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

#include <cstddef>

namespace mpm {

/// How far one run spreads over the hosts of a domain, so that no zone can make it open more than a few
/// hundred connections.
constexpr std::size_t mostHostsPerRun = 50;

/// Fewer addresses of each host where there are many hosts.
std::size_t mostAddressesPerHost(std::size_t hosts);

/// An earlier deadline: hundreds of connections that run out of time at the same moment take a while to be
/// gathered and told.
Deadline leaveTimeToGather(Deadline deadline, std::size_t connections);

} // namespace mpm
