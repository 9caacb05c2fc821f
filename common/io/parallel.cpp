// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/parallel.hpp"

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
    const auto work = [&] {
        for (auto i = next++; i < count; i = next++) {
            try {
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
        while (threads.size() < wanted && isThreadLeft()) {
            threads.emplace_back(work);
        }
    } catch (const std::system_error&) { // the machine gives no more threads
    } catch (const std::bad_alloc&) {
    }
    if (threads.size() < wanted) {
        work(); // those that are there share the work
    }
    threads.clear();
    if (firstFault) {
        std::rethrow_exception(firstFault);
    }
}

} // namespace mpm
