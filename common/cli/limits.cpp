// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/limits.hpp"

#include "io/failure.hpp"
#include "io/resources.hpp"

#include <malloc.h>
#include <pthread.h>
#include <sys/resource.h>

#include <algorithm>
#include <string>

namespace mpm {
namespace {

constexpr rlim_t mebi = 1024UL * 1024;
constexpr rlim_t enoughStack = 8 * mebi; ///< what Linux gives by default
constexpr rlim_t leastStack = mebi / 2;
constexpr std::size_t leastMemory = 16; ///< MiB: twice what TLS and its libraries take

rlim_t raised(int which, rlim_t enough)
{
    rlimit limit{};
    if (getrlimit(which, &limit) != 0) {
        return RLIM_INFINITY;
    }
    if (limit.rlim_cur < enough) {
        limit.rlim_cur = std::min(enough, limit.rlim_max);
        setrlimit(which, &limit);
    }
    return limit.rlim_cur;
}

} // namespace

void raiseLimits()
{
    // The soft limit that is usual, 1024, is there for the sake of select(2), which nothing here uses.
    raised(RLIMIT_NOFILE, 4096);
    raised(RLIMIT_STACK, enoughStack);
    if (raised(RLIMIT_AS, 0) != RLIM_INFINITY) {
        mallopt(M_ARENA_MAX, 1); // each further heap takes 64 MiB of addresses
    }
    pthread_attr_t threads;
    if (pthread_attr_init(&threads) == 0) {
        pthread_attr_setstacksize(&threads, threadStack);
        pthread_setattr_default_np(&threads);
        pthread_attr_destroy(&threads);
    }
}

void demandMemory()
{
    if (!isMemoryLeft(leastMemory * mebi)) {
        throw MachineUnfit("this machine gives the check less than " + std::to_string(leastMemory) +
                           " MiB of memory to work with (ulimit -v)");
    }
    if (raised(RLIMIT_STACK, leastStack) < leastStack) {
        throw MachineUnfit("this machine gives the check less than 512 KiB of stack (ulimit -s)");
    }
}

} // namespace mpm
