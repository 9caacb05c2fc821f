// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sending/delivery.hpp"

#include <string>
#include <vector>

namespace mpm::sending {

/// Envelope of one attempt to relay.
struct RelayEnvelope {
    Spoofed spoofed = Spoofed::None;
    std::string sender; ///< "" is the null sender
    std::string recipient;
};

/// Foreign senders and recipients in every dress that has ever opened a server. `visit` is one that got to EHLO: the
/// server's own domain is the name that it gives itself there or in its greeting, else its address.
std::vector<RelayEnvelope> relayEnvelopes(const Plan& plan, const SmtpVisit& visit);

} // namespace mpm::sending
