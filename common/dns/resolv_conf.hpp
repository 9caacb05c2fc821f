// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "io/ip_address.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What resolv.conf(5) says, with glibc's defaults and limits.
struct ResolverConfig {
    std::vector<Endpoint> servers; ///< at most 3; 127.0.0.1 when the file names none
    bool named = false;            ///< those servers are the file's
    Seconds timeout{5};            ///< for one try, at most 30
    unsigned attempts = 2;         ///< rounds over all servers, at most 5
    bool rotate = false;
    std::vector<std::string> search; ///< as written
    unsigned ndots = 1;
};

/// Reads the text of a resolv.conf. Lines and options that glibc would not understand are passed
/// over, as glibc does.
ResolverConfig parseResolvConf(std::string_view text);

} // namespace mpm
