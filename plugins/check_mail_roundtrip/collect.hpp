// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/sighting.hpp"
#include "check_mail_roundtrip/state.hpp"
#include "check_mail_roundtrip/test_message.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// What the messages of a check are known by, and measured against.
struct Context {
    std::string owner;
    MessagePlan plan;
    std::string authservId;        ///< whose Authentication-Results count; empty: nobody's
    std::size_t mailboxes = 1;     ///< how many are read
    Duration lostAfter{3600};      ///< from when on a message that isn't there is lost
    Duration forgottenAfter{3600}; ///< how much longer a message is remembered, and told

    /// In how many mailboxes a message must be seen: one for each recipient, as far as there are mailboxes.
    std::size_t mailboxesWanted() const;

    /// How many copies of a message may lie in one mailbox: all for the recipients that have none of their own.
    std::size_t copiesAllowed() const;
};

/// Writes what was seen into the state. What of it is this check's own, and so may be deleted once the state is kept:
/// all about messages that the state knows, and whatever is old enough to be of a run that was forgotten; never what
/// another run that is under way may be waiting for.
std::vector<Place> collect(State& state, const std::vector<Sighting>& sightings, const Context& context);

/// What is overdue is lost, and what was told long enough is forgotten. Only to be done once all mailboxes were read.
void settle(State& state, MailTime now, const Context& context);

/// Whether one mailbox holds more copies of a message than it should.
bool isDuplicated(const Entry& entry, const Context& context);

} // namespace mpm::checkMailRoundtrip
