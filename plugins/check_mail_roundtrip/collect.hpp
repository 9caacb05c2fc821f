// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/sighting.hpp"
#include "check_mail_roundtrip/state.hpp"
#include "check_mail_roundtrip/test_message.hpp"

#include <cstddef>
#include <optional>
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

    /// In how many mailboxes a message must be seen: one for each recipient that was not refused, as far as there are
    /// mailboxes.
    std::size_t mailboxesWanted(std::size_t refused = 0) const;

    /// How many copies of a message may lie in one mailbox: all for the recipients that have none of their own.
    std::size_t copiesAllowed() const;
};

/// Writes what was seen into the state. What of it is this check's own, and so may be deleted once the state is kept:
/// all about messages that the state knows, and whatever is old enough to be of a run that was forgotten; never what
/// another run that is under way may be waiting for.
std::vector<Place> collect(State& state, const std::vector<Sighting>& sightings, const Context& context);

/// What is overdue is lost, and what was told long enough, and once at least, is forgotten. Only to be done once all
/// mailboxes were read.
void settle(State& state, MailTime now, const Context& context);

/// The first copy in a mailbox that holds more of them than it should, and how many it holds; nothing where none does.
struct Duplicate {
    Place first;
    std::size_t copies = 0;
};
std::optional<Duplicate> duplicateOf(const Entry& entry, const Context& context);

} // namespace mpm::checkMailRoundtrip
