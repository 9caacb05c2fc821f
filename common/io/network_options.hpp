// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/ip_address.hpp"

#include <optional>
#include <vector>

namespace mpm {

/// How to reach the network.
struct NetworkOptions {
    FamilyChoice families = FamilyChoice::Any;
    std::optional<IpAddress> source;
    std::vector<Endpoint> resolvers; ///< empty: the system's
};

} // namespace mpm
