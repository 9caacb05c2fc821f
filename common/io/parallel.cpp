// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/parallel.hpp"

#include "io/deadline.hpp"
#include "io/failure.hpp"
#include "io/resources.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>

namespace mpm {
namespace {

/// More threads than this gain nothing: a domain has tens of addresses, and each thread waits.
constexpr std::size_t mostThreads = 256;

/// Tasks wait for each other where threads are lacking. One that waited longer may find its time used up by another,
/// and what it was to look at would be called silent.
constexpr Seconds longestWait{1};

} // namespace

void runParallel(std::size_t count, const std::function<void(std::size_t)>& task)
{
    if (count == 1) {
        task(0);
        return;
    }
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr firstFault;
    std::atomic<bool> lacking = false;
    const auto start = Clock::now();
    const auto work = [&] {
        for (auto i = next++; i < count; i = next++) {
            try {
                if (lacking && since(start) > longestWait) {
                    next = count;
                    throw MachineUnfit("this machine gives the check too few threads to look at " +
                                       std::to_string(count) + " things at the same time");
                }
                task(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (!firstFault) {
                    firstFault = std::current_exception();
                }
            }
        }
    };
    std::vector<std::jthread> threads;
    const auto wanted = std::min(count, mostThreads);
    threads.reserve(wanted);
    try {
        while (threads.size() < wanted && isThreadLeft(threads.size())) {
            threads.emplace_back(work);
        }
    } catch (const std::system_error&) { // the machine gives no more threads
    } catch (const std::bad_alloc&) {
    }
    if (threads.size() < wanted) {
        lacking = true;
        work(); // those that are there share the work
    }
    threads.clear();
    if (firstFault) {
        std::rethrow_exception(firstFault);
    }
}

} // namespace mpm
