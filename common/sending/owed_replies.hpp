// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "sending/delivery.hpp"

#include <string>
#include <vector>

namespace mpm::sending {

/// What LMTP owes after a message: a reply of its own for each recipient that was taken (RFC 2033 section 4.2).
struct OwedReplies {
    std::size_t owed = 0;
    std::size_t given = 0;
    const Exchange* farewell = nullptr; ///< 221 in the place of one
    const Exchange* last = nullptr;     ///< of those given

    bool someMissing() const { return given > 0 && given < owed; }

    /// `1 of 2 replies that LMTP owes after the message, the last 250 "ok"`.
    std::string told() const;
};

OwedReplies owedReplies(const Delivery& delivery);

/// LMTP's farewell in the place of a recipient's reply.
bool isFarewell(const Exchange& exchange);

/// Where the farewell came in the place of a reply, nobody knows whose mail was kept.
std::vector<Finding> judgeOwedReplies(const Delivery& delivery);

} // namespace mpm::sending
