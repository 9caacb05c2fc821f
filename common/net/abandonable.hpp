// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace mpm {

/// Runs a call that obeys no deadline; nothing when it has not returned by then. The call then goes on
/// in its own thread, so it must own everything it touches; `runPlugin` ends the process over it. Where the
/// machine gives no more threads, the call runs in this one, and only the run's watchdog limits it.
template <class Call>
auto abandonAt(Deadline deadline, Call call) -> std::optional<decltype(call())>
{
    struct Shared {
        std::mutex mutex;
        std::condition_variable done;
        std::optional<decltype(call())> result;
    };
    const auto shared = std::make_shared<Shared>();
    try {
        std::thread([shared, call] {
            auto result = call();
            const std::lock_guard lock(shared->mutex);
            shared->result = std::move(result);
            shared->done.notify_all();
        }).detach();
    } catch (const std::system_error&) {
        return call();
    }
    std::unique_lock lock(shared->mutex);
    shared->done.wait_until(lock, deadline.at(), [&] { return shared->result.has_value(); });
    return std::move(shared->result);
}

} // namespace mpm
