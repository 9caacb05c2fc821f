// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

#include <string_view>
#include <vector>

namespace mpm {

/// One of several parts that can stand in for each other: an address, a host, a name server.
struct RedundantPart {
    bool works = false;
    std::vector<Finding> findings;
};

/// All the parts' findings. Where at least one part works, what is wrong with another is WARNING at most
/// (a time-out exactly that, whatever the user's status for it), and its headline says what remains:
/// "...; 1 of 2 addresses works". `noun` is the plural of what a part is.
std::vector<Finding> judgeRedundancy(std::vector<RedundantPart> parts, std::string_view noun);

/// What is wrong with a part that another stands in for: WARNING at most, a time-out exactly that.
void degrade(Finding& finding);

} // namespace mpm
