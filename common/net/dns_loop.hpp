// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "net/dns_task.hpp"

#include <poll.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <optional>
#include <vector>

namespace mpm {

/// Questions that are asked together.
struct DnsGroup {
    /// Whether an answer is what the group waits for.
    using Suffices = bool (*)(const DnsAnswer&);

    /// How much of the time that is left the others of the group may use once there is such an answer.
    enum class Rest : std::uint8_t { Whole, Half };

    std::deque<DnsTask> tasks;
    Deadline deadline;
    Suffices suffices = nullptr; ///< once one of the group has such an answer, the others get as long again and the
    Seconds grace{0};            ///< grace; without it nobody is hurried
    Rest rest = Rest::Whole;
    std::function<void(std::vector<DnsAnswer>)> done; ///< called once; the answers in the tasks' order
};

/// Asks any number of groups by poll(2), in one thread.
class DnsLoop {
public:
    /// Returns when every group is done, at the last one's deadline at the latest. `more` is called over and over: it
    /// may add groups, and so may what is called for a group that is done.
    void run(const std::function<void()>& more = {});

    void add(DnsGroup group);

private:
    struct Active {
        DnsGroup group;
        std::vector<DnsTask*> open;             ///< started, and not done
        std::size_t next = 0;                   ///< of the tasks: the first that is not started
        std::optional<Clock::time_point> end{}; ///< for those that are hurried
    };

    void start(Active& active);
    void settle(Active& active, Clock::time_point now);
    bool isOver(const Active& active) const;
    std::optional<Clock::time_point> watch();
    bool finish();

    std::list<Active> groups_;
    std::size_t sockets_ = 0; ///< at the last look
    std::vector<pollfd> watched_;
    std::vector<DnsTask*> owners_;
};

} // namespace mpm
