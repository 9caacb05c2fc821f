// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/timeouts.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

constexpr Seconds allFirstTries{1.4}; ///< since the run's start
constexpr Seconds longestFirstTry{0.9};
constexpr Seconds shortestFirstTry{0.3};
constexpr Seconds allTries{2.3}; ///< since the run's start
constexpr Seconds longestLastTry{1.2};
constexpr Seconds shortestLastTry{0.9};
constexpr double firstShare = 0.25; ///< of the time that --timeout leaves
constexpr double lastShare = 0.8;   ///< of the time that is left then

} // namespace

Deadline Timeouts::firstTry() const
{
    const auto own = std::clamp(allFirstTries - since(start_), shortestFirstTry, longestFirstTry) + 2 * roundTrip_;
    return deadline_.orEarlier(std::min(own, left() * firstShare));
}

Deadline Timeouts::lastTry(Seconds atLeast) const
{
    const auto own = std::clamp(allTries - since(start_), shortestLastTry, longestLastTry) + 2 * roundTrip_;
    return deadline_.orEarlier(std::min(std::max(own, atLeast), left() * lastShare));
}

bool Timeouts::isCut() const
{
    return left() * lastShare < longestLastTry;
}

} // namespace mpm::checkDnsDelegation
