// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "sending/delivery.hpp"
#include "survey/mail_hosts.hpp"

#include <string>
#include <vector>

namespace mpm::sending {

/// Everything that one run saw: the hosts in the order in which a sender tries them. TLSA records were asked for once a
/// host's turn had come; not found: it was not visited.
struct Observation : MailHosts {
    std::string token;                ///< of the message; empty where it has none of ours
    std::size_t hostsTried = 0;       ///< the first ones
    std::vector<Delivery> deliveries; ///< one per address that was tried, in their order

    /// What the verdict rests on: the last address that was tried; null without any.
    const Delivery* last() const { return deliveries.empty() ? nullptr : &deliveries.back(); }
};

/// For programs and for -vv.
Observations describe(const Observation& seen);

} // namespace mpm::sending
