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
    startThreads(0);
}

void Crew::finish()
{
    startThreads(1);
    work();
    threads_.clear();
    if (const auto fault = std::exchange(fault_, nullptr)) {
        std::rethrow_exception(fault);
    }
}

/// Whether more wait than threads are on their way to them, beside those that are `kept` for the caller. A thread that
/// is wanted counts as on its way.
bool Crew::isThreadWanted(std::size_t kept)
{
    const std::lock_guard lock(mutex_);
    const bool wanted = waiting_.size() > starting_ + kept;
    starting_ += wanted ? 1 : 0;
    return wanted;
}

void Crew::startThreads(std::size_t kept)
{
    while (threads_.size() < mostThreads && isThreadWanted(kept)) {
        try {
            if (isThreadLeft(threads_.size())) {
                threads_.emplace_back([this] {
                    {
                        const std::lock_guard lock(mutex_);
                        --starting_;
                    }
                    work();
                });
                continue;
            }
        } catch (const std::system_error&) { // the machine gives no more threads
        } catch (const std::bad_alloc&) {
        }
        const std::lock_guard lock(mutex_);
        --starting_;
        lacking_ = true;
        return; // those that are there share the work
    }
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
