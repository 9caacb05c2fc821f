// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "io/resources.hpp"

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace mpm {

/// Runs a call that obeys no deadline; nothing when it has not returned by then. The call then goes on
/// in its own thread, so it must own everything it touches; `runPlugin` ends the process over it. Where the
/// machine gives no more threads, the call runs in this one, and only the run's watchdog limits it. What the call
/// throws is thrown here.
template <class Call>
auto abandonAt(Deadline deadline, Call call) -> std::optional<decltype(call())>
{
    struct Shared {
        std::mutex mutex;
        std::condition_variable done;
        std::optional<decltype(call())> result;
        std::exception_ptr fault;
    };
    if (!isThreadLeft(0)) {
        return call();
    }
    const auto shared = std::make_shared<Shared>();
    try {
        std::thread([shared, call] {
            std::optional<decltype(call())> result;
            std::exception_ptr fault;
            try {
                result = call();
            } catch (...) {
                fault = std::current_exception();
            }
            const std::lock_guard lock(shared->mutex);
            shared->result = std::move(result);
            shared->fault = fault;
            shared->done.notify_all();
        }).detach();
    } catch (const std::system_error&) {
        return call();
    }
    std::unique_lock lock(shared->mutex);
    shared->done.wait_until(lock, deadline.at(), [&] { return shared->result.has_value() || shared->fault; });
    if (shared->fault) {
        std::rethrow_exception(shared->fault);
    }
    return std::move(shared->result);
}

} // namespace mpm
