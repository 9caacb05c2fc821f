// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/observation.hpp"
#include "retrieval/make_store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// The mailboxes of a run, all read at the same time.
class Mailboxes {
public:
    /// `world` lives longer, and may be used by many threads at the same time.
    Mailboxes(const std::vector<RetrievalPlan>& plans, const RetrievalWorld& world);

    /// What lies there and was not given before. `found`: the time that all of it is said to be seen at.
    std::vector<Sighting> look(const MessageCriteria& criteria, MailTime found, Deadline deadline);

    /// Whether a further look may show more: false once a mailbox could not be read, unless its server says that it is
    /// otherwise later.
    bool isWorthALook() const;

    /// Deletes the messages that lie at these places, and no others.
    void remove(const std::vector<Place>& places, Deadline deadline);

    /// Takes leave of all servers.
    void close(Deadline deadline);

    std::vector<MailboxSeen> seen() const;

private:
    struct Mailbox {
        std::string url;
        std::unique_ptr<MessageStore> store;
        bool wasAsked = false;
        SearchResult last;
        std::vector<std::pair<Place, MessageId>> found;
        std::string removalFailure;
    };

    MailboxSeen seenOf(const Mailbox& mailbox) const;

    std::vector<Mailbox> mailboxes_;
};

} // namespace mpm::checkMailRoundtrip
