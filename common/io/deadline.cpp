// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/deadline.hpp"

#include <algorithm>
#include <limits>

namespace mpm {

Deadline Deadline::in(Seconds fromNow)
{
    return Deadline{Clock::now() + std::chrono::duration_cast<Clock::duration>(fromNow)};
}

Clock::duration Deadline::remaining() const
{
    return std::max(at_ - Clock::now(), Clock::duration::zero());
}

int Deadline::pollTimeout() const
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(remaining()).count();
    return static_cast<int>(std::min<decltype(left)>(left, std::numeric_limits<int>::max()));
}

Deadline Deadline::share(std::size_t peers) const
{
    return Deadline{Clock::now() + remaining() / static_cast<Clock::rep>(std::max<std::size_t>(peers, 1))};
}

Deadline Deadline::fairShare(std::size_t peers) const
{
    constexpr std::chrono::seconds enough{3};
    const auto floor = std::min<Clock::duration>(remaining() / 2, enough);
    return Deadline{std::max(share(peers).at_, Clock::now() + floor)};
}

Deadline Deadline::mostOf() const
{
    return Deadline{Clock::now() + remaining() * 2 / 3};
}

Deadline Deadline::orEarlier(Seconds fromNow) const
{
    return Deadline{std::min(at_, in(fromNow).at_)};
}

Seconds since(Clock::time_point start)
{
    return Clock::now() - start;
}

} // namespace mpm
