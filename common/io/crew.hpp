// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mpm {

/// Tasks that each wait for somebody, at the same time: one in the caller's thread, every other in one that is started
/// for it, unless one is free that has ended another. Of many tasks those beyond the first few get theirs within
/// milliseconds, and none while those there are get on: what answers at once needs no thread of its own. Where the
/// machine gives too few threads those there are share the work.
class Crew {
public:
    Crew() = default;
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    /// Waits for what has begun; what has not is left undone.
    ~Crew();

    /// It begins with `begin` or `finish`.
    void add(std::function<void()> task);

    /// For a caller who has something else to do: threads for all that wait.
    void begin();

    /// Does one of those that wait, and returns when all have ended. The first exception that a task let out is
    /// thrown here; MachineUnfit where the machine gave so few threads that it told on the results.
    void finish();

private:
    struct Task {
        std::function<void()> work;
        Clock::time_point since;
    };

    bool isThreadWanted(std::size_t kept) const;
    void startThreads(std::size_t kept, std::size_t most);
    void startAll(std::size_t kept);
    void startRest();
    void work();
    void run(const Task& task);

    std::mutex mutex_; ///< of all that follows but the starter
    std::condition_variable emptied_;
    std::deque<Task> waiting_;
    std::size_t starting_ = 0; ///< threads that have yet to take their first task
    std::size_t added_ = 0;
    std::size_t taken_ = 0;
    bool lacking_ = false;
    std::exception_ptr fault_;
    bool isStarting_ = false; ///< the starter runs
    std::vector<std::jthread> threads_;
    std::jthread starter_; ///< of the threads for many tasks
};

} // namespace mpm
