// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/fan_out.hpp"

#include <algorithm>
#include <chrono>

namespace mpm {

std::size_t mostAddressesPerHost(std::size_t hosts)
{
    constexpr std::size_t mostConnections = 256;
    constexpr std::size_t mostOfOneHost = 32;
    return std::min(mostConnections / std::max<std::size_t>(hosts, 1), mostOfOneHost);
}

Deadline leaveTimeToGather(Deadline deadline, std::size_t connections)
{
    constexpr std::chrono::microseconds each{500};
    return Deadline(deadline.at() - each * connections);
}

} // namespace mpm
