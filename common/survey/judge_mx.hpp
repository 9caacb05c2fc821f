// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "dns/mx.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What is wrong with where a domain's mail goes: no MX, a null MX, none that the DNS would tell.
/// A DNS time-out counts as `timeoutStatus`.
std::vector<Finding> judgeMxSet(const MxSet& set, Status timeoutStatus);

/// An address with the name that it was found under.
struct NamedAddress {
    std::string host;
    IpAddress address;
    bool takesMail = true; ///< false where a visit failed
};

/// Each address of the set that the Internet can't reach: WARNING, and CRITICAL when no global one that takes
/// mail is left.
std::vector<Finding> judgeReachability(const std::vector<NamedAddress>& addresses);

/// What one run left out of a hostile or careless zone: nothing, or one mx-too-many. `noun`: "exchanges" of a
/// domain, "addresses" of a host.
std::vector<Finding> judgeLeftOut(const std::string& subject, std::size_t visited, std::size_t leftOut,
                                  std::string_view noun);

} // namespace mpm
