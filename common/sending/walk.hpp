// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sending/observation.hpp"
#include "sending/plan.hpp"
#include "submission/digests.hpp"
#include "survey/survey.hpp"

#include <string>

namespace mpm::sending {

/// Whom to visit, and what to say.
struct Target {
    MailTarget mail;   ///< with `dane`: hosts without secured TLSA records are not visited
    std::string token; ///< the one in the message; empty where it has none of ours
    Plan plan;
};

/// Walks hosts and addresses as a sender does, in order of preference and the families in turns, until one has
/// answered for good; each gets its share of the time. The relay test visits every host.
Observation observe(const Target& target, const World& world, Digests& digests, Deadline deadline);

} // namespace mpm::sending
