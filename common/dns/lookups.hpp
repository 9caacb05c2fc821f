// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/answer.hpp"
#include "io/deadline.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace mpm {

/// Questions to the configured resolvers that are asked together, and what follows from their answers.
struct DnsLookup {
    std::vector<DnsQuestion> questions;
    Deadline until;
    std::optional<Seconds> grace = {}; ///< as of DnsTransport::askForAddresses, where the questions are for addresses
    /// Called once, in the thread of whoever follows the look-ups; it may add further ones. The answers are in the
    /// questions' order.
    std::function<void(std::vector<DnsAnswer>)> then;
};

/// Look-ups that are under way at the same time, in one thread: none waits for the answers of another. See
/// DnsTransport::follow.
class DnsLookups {
public:
    void add(DnsLookup lookup);

    /// The next that is to be asked, for who asks it, and calls its `then`.
    std::optional<DnsLookup> next();

    /// How many have yet to end; one has when its `then` is called.
    std::size_t pending() const { return waiting_.size() + underWay_; }

private:
    std::deque<DnsLookup> waiting_;
    std::size_t underWay_ = 0;
};

} // namespace mpm
