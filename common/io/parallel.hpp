// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <type_traits>
#include <vector>

namespace mpm {

/// Runs task(0) to task(count - 1) at the same time and returns when all have ended. One of them
/// runs in the caller's thread. The first exception that a task lets out is thrown again here. Where the machine gives
/// too few threads those there are share the work; throws MachineUnfit once that takes so long that it tells on the
/// results.
void runParallel(std::size_t count, const std::function<void(std::size_t)>& task);

/// function(item) for every item at the same time; the results in the items' order.
template <class Item, class Function>
auto mapParallel(const std::vector<Item>& items, Function function)
{
    std::vector<std::invoke_result_t<Function, const Item&>> results(items.size());
    runParallel(items.size(), [&](std::size_t i) { results[i] = function(items[i]); });
    return results;
}

} // namespace mpm
