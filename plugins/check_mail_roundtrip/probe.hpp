// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/collect.hpp"
#include "check_mail_roundtrip/observation.hpp"
#include "retrieval/connection.hpp"
#include "sending/walk.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// What to send, and where to look for it.
struct Target {
    sending::Target sending; ///< without the message, which the probe composes
    Context context;
    std::vector<RetrievalPlan> mailboxes;
    std::string stateFile; ///< empty: the run waits for its own message
    Seconds poll{2};       ///< between two looks
    bool keep = false;     ///< leave all messages where they are
};

/// What a run needs of its machine; in tests: tables and scripts.
struct Outside {
    const World& world;
    Digests& digests;
    std::function<MailTime()> now;                  ///< the time of day
    std::function<std::string(std::size_t)> random; ///< so many octets
    std::function<void(Seconds)> pause;
};

/// With a state file: reads the mailboxes for what earlier runs sent, and sends the next. Without one: sends, and looks
/// until the message, and the answer where it waits for one, is there, came back, or the time is up. What the state
/// file holds never knows less than was done, wherever a run is killed.
Observation observe(const Target& target, const Outside& outside, Deadline deadline);

} // namespace mpm::checkMailRoundtrip
