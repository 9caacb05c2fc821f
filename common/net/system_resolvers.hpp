// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/resolv_conf.hpp"

#include <string>

namespace mpm {

/// Which resolvers this machine asks: /etc/resolv.conf as it is now, and the environment's LOCALDOMAIN.
struct SystemResolvers {
    ResolverConfig config; ///< a file that is missing or can't be read is an empty one, as to glibc
    std::string fault;     ///< why neither we nor glibc can use the file, a sentence; else empty
};

/// Reads 64 KiB at most, and no pipe, on which glibc would wait. It also ends the process
/// over a word of 256 octets or more in the search list, or in LOCALDOMAIN; that is a fault here. Throws MachineUnfit.
SystemResolvers systemResolvers();

} // namespace mpm
