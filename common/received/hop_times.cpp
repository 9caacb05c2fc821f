// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/hop_times.hpp"

#include "check/peer_text.hpp"

#include <algorithm>

namespace mpm {
namespace {

using Time = std::chrono::duration<double>;

constexpr Time wholeSecond{1};

template <class Value>
const Hop* greatestOf(const std::vector<Hop>& hops, Value value)
{
    const Hop* greatest = nullptr;
    for (const auto& hop : hops) {
        if (value(hop) && (greatest == nullptr || *value(hop) > *value(*greatest))) {
            greatest = &hop;
        }
    }
    return greatest;
}

} // namespace

std::vector<Hop> hopsOf(const std::vector<TraceStamp>& latestFirst, std::optional<MailTime> sent,
                        std::optional<MailTime> found)
{
    std::vector<Hop> hops;
    auto before = sent;
    std::string serverBefore;
    for (auto stamp = latestFirst.rbegin(); stamp != latestFirst.rend(); ++stamp) {
        Hop hop{stamp->from.empty() ? serverBefore : harmless(stamp->from), harmless(stamp->by), {}, {}};
        if (stamp->time && before) {
            const Time taken = *stamp->time - *before;
            if (taken < -wholeSecond) {
                hop.backwards = -taken;
            } else if (!sent || !found || taken <= *found - *sent + wholeSecond) {
                hop.seconds = std::max(taken, Time(0));
            }
        }
        before = stamp->time; // a hop without a time leaves two of unknown length
        serverBefore = hop.by;
        hops.push_back(std::move(hop));
    }
    return hops;
}

const Hop* slowestOf(const std::vector<Hop>& hops)
{
    return greatestOf(hops, [](const Hop& hop) { return hop.seconds; });
}

const Hop* worstSkewOf(const std::vector<Hop>& hops)
{
    return greatestOf(hops, [](const Hop& hop) { return hop.backwards; });
}

} // namespace mpm
