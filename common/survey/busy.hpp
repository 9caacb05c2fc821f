// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "survey/visit.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mpm {

/// Of the addresses that could take mail, how many put everybody off for now and how many give no answer.
struct Load {
    std::size_t addresses = 0;
    std::size_t busy = 0; ///< they answered the connection, EHLO or HELO with 4yz (RFC 5321 section 4.2.1)
    std::size_t down = 0; ///< no connection, or nothing but silence or garbage on it

    /// There are two or more, and each that was reached is busy.
    bool isAllBusy() const { return addresses > 1 && busy > 0 && busy + down == addresses; }
};

Load loadOf(const std::vector<const SmtpVisit*>& visits);

/// Puts all-busy in front where it is so, and says on the lines of busy servers how many of how many are busy.
void tellLoad(std::vector<Finding>& findings, const std::string& target, const Load& load);

} // namespace mpm
