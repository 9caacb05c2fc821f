// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/parallel.hpp"

#include "io/crew.hpp"

namespace mpm {

void runParallel(std::size_t count, const std::function<void(std::size_t)>& task)
{
    if (count == 1) {
        task(0);
        return;
    }
    Crew crew;
    for (std::size_t i = 0; i < count; ++i) {
        crew.add([&task, i] { task(i); });
    }
    crew.finish();
}

} // namespace mpm
