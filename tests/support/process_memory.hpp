// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// Octets to look for, by a name that a failed test can show.
struct Needle {
    std::string name;
    std::string octets;
};

/// One place where a needle stood.
struct Sighting {
    std::string needle;
    std::string mapping; ///< the line of /proc/PID/maps, and how far behind its beginning
};

/// Whether this test may look into processes that let nobody but root do so, and root only with CAP_SYS_PTRACE.
bool mayReadMemory();

/// Every place in the memory of that process, stack, heap, libraries and all, where a needle stands. The process runs
/// on meanwhile. Throws std::runtime_error when it can't be looked at. Mappings of over 128 MiB are passed over,
/// which are a sanitizer's own: no check has so much.
std::vector<Sighting> search(pid_t process, const std::vector<Needle>& needles);

/// Whether the process waits for something, as for a peer.
bool sleeps(pid_t process);

} // namespace mpm::test
