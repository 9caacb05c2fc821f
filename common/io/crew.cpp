// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/crew.hpp"

#include "io/failure.hpp"
#include "io/resources.hpp"

#include <new>
#include <string>
#include <system_error>
#include <utility>

namespace mpm {
namespace {

/// More threads than this gain nothing: a domain has tens of addresses, and each thread waits.
constexpr std::size_t mostThreads = 256;

/// So many are started at a time, and after this pause the next ones. A thread costs as much as a dialogue with a
/// server that is near.
constexpr std::size_t atATime = 16;
constexpr std::chrono::milliseconds pauseBetween{1};

/// No more are started while those there are take all that wait within so many pauses.
constexpr std::size_t soon = 40;

/// Tasks wait for each other where threads are lacking. One that waited longer may find its time used up by another,
/// and what it was to look at would be called silent.
constexpr Seconds longestWait{1};

} // namespace

Crew::~Crew()
{
    {
        const std::lock_guard lock(mutex_);
        waiting_.clear();
    }
    emptied_.notify_all();
    starter_ = {};
    threads_.clear();
}

void Crew::add(std::function<void()> task)
{
    const std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(task), Clock::now()});
    ++added_;
}

void Crew::begin()
{
    startAll(0);
}

void Crew::finish()
{
    startAll(1);
    work();
    starter_ = {}; // there is nothing left to start any for
    threads_.clear();
    if (const auto fault = std::exchange(fault_, nullptr)) {
        std::rethrow_exception(fault);
    }
}

/// Whether more wait than threads are on their way to them, beside those that are `kept` for the caller. For who holds
/// the lock.
bool Crew::isThreadWanted(std::size_t kept) const
{
    return waiting_.size() > starting_ + kept && threads_.size() < mostThreads;
}

/// Those that are wanted, until there are `most`. For who holds the lock.
void Crew::startThreads(std::size_t kept, std::size_t most)
{
    while (threads_.size() < most && isThreadWanted(kept)) {
        try {
            if (isThreadLeft(threads_.size())) {
                threads_.emplace_back([this] {
                    {
                        const std::lock_guard lock(mutex_);
                        --starting_;
                    }
                    work();
                });
                ++starting_;
                continue;
            }
        } catch (const std::system_error&) { // the machine gives no more threads
        } catch (const std::bad_alloc&) {
        }
        lacking_ = true;
        return; // those that are there share the work
    }
}

void Crew::startAll(std::size_t kept)
{
    const std::lock_guard lock(mutex_);
    startThreads(kept, atATime);
    if (isStarting_ || lacking_ || !isThreadWanted(kept)) {
        return;
    }
    try {
        starter_ = std::jthread([this] { startRest(); }); // the one before has ended, or is about to
        isStarting_ = true;
    } catch (const std::system_error&) {
        lacking_ = true;
    } catch (const std::bad_alloc&) {
        lacking_ = true;
    }
}

void Crew::startRest()
{
    std::unique_lock lock(mutex_);
    auto before = taken_;
    while (!emptied_.wait_for(lock, pauseBetween, [this] { return waiting_.empty(); }) && !lacking_ &&
           isThreadWanted(0)) {
        if ((taken_ - std::exchange(before, taken_)) * soon < waiting_.size()) {
            startThreads(0, threads_.size() + atATime);
        }
    }
    isStarting_ = false;
}

void Crew::work()
{
    while (true) {
        Task task;
        {
            const std::lock_guard lock(mutex_);
            if (waiting_.empty()) {
                return;
            }
            task = std::move(waiting_.front());
            waiting_.pop_front();
            ++taken_;
            if (waiting_.empty()) {
                emptied_.notify_all();
            }
        }
        try {
            run(task);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!fault_) {
                fault_ = std::current_exception();
            }
        }
    }
}

void Crew::run(const Task& task)
{
    {
        const std::lock_guard lock(mutex_);
        if (lacking_ && since(task.since) > longestWait) {
            waiting_.clear();
            throw MachineUnfit("this machine gives the check too few threads to look at " + std::to_string(added_) +
                               " things at the same time");
        }
    }
    task.work();
}

} // namespace mpm
