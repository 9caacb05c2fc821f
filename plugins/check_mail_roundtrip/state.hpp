// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/bounce.hpp"
#include "check_mail_roundtrip/sighting.hpp"
#include "received/hop_times.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailRoundtrip {

using Duration = std::chrono::duration<double>;

/// What is known of a message that was sent, or was to be.
enum class EntryState : std::uint8_t {
    Begun,   ///< the run that was about to send it did not say how that went: it may arrive, or never was sent
    Pending, ///< taken by the server
    Arrived, ///< it was seen, or an answer to it that was waited for
    Lost,    ///< overdue
    Bounced,
};

/// "begun", "pending", "arrived", "lost", "bounced"; nothing for another word.
std::string_view toString(EntryState state);
std::optional<EntryState> parseEntryState(std::string_view word);

/// The bounds of one entry and of a state.
constexpr std::size_t mostCopies = 100;
constexpr std::size_t mostChangesKept = 10;
constexpr std::size_t mostHopsKept = 30;
constexpr std::size_t mostEntries = 1000;

/// How a message arrived: its first copy. Texts are safe to print.
struct Arrival {
    MailTime seen;        ///< by the run that collected it
    Duration delivery{0}; ///< from the end of the data, or from the beginning of the run that was killed
    bool isWhole = true;
    std::vector<std::string> changes;  ///< a sentence each
    std::string authenticationFailure; ///< empty where nothing failed
    bool hasResults = true;            ///< the trusted server wrote some, or none is trusted
    std::vector<Hop> hops;             ///< the last `mostHopsKept`
    std::size_t hopCount = 0;          ///< of all
};

/// One message.
struct Entry {
    std::string token;
    MailTime begun;
    std::optional<MailTime> sent; ///< the end of the data
    std::string queueId;          ///< at the server that took it; safe to print, empty where it named none
    std::string fingerprint;      ///< of what must come
    std::size_t refused = 0;      ///< recipients that the server did not take it for
    EntryState state = EntryState::Begun;
    std::vector<Place> copies;        ///< all that were ever seen, at most `mostCopies`
    std::optional<MailTime> copySeen; ///< when the last of them was
    std::optional<Arrival> arrival;   ///< of the first of them
    std::optional<MailTime> answered; ///< when an answer was seen
    std::optional<MailTime> bounced;  ///< when a bounce was seen
    BounceReason reason;              ///< why, or why it is late, where that was said

    /// From when it is on its way.
    MailTime start() const { return sent.value_or(begun); }
};

/// All that is known of earlier messages, oldest first.
struct State {
    std::vector<Entry> entries;
    std::optional<MailTime> settled; ///< when all mailboxes were last read, and what was overdue was told

    /// Null where there is no such message.
    Entry* find(std::string_view token);
    const Entry* find(std::string_view token) const;

    /// To be kept before the message is sent, so that none is sent that nobody knows of. Where there are too many the
    /// oldest of those that came is forgotten; where none came, the oldest, and the next one counts as lost.
    void begin(const std::string& token, MailTime now, const std::string& fingerprint);

    /// The server took it, for all recipients but so many. One that was seen already stays what it is.
    void markSent(std::string_view token, MailTime endOfData, const std::string& queueId = {}, std::size_t refused = 0);

    /// The server did not take it.
    void abandon(std::string_view token);

    std::size_t count(EntryState state) const;

    /// A clock that was ahead and was set right: what lies in the future happened now, or it would be the newest until
    /// that time comes.
    void endAt(MailTime now);

    /// Of all but so many of the newest only what is needed to know them again.
    void shorten(std::size_t newest);
};

} // namespace mpm::checkMailRoundtrip
