// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/make_store.hpp"

#include "retrieval/imap_store.hpp"
#include "retrieval/maildir_store.hpp"
#include "retrieval/pop3_store.hpp"

#include <utility>

namespace mpm {

std::unique_ptr<MessageStore> makeMessageStore(RetrievalPlan plan, const RetrievalWorld& world)
{
    if (plan.url.protocol == RetrievalProtocol::Pop3) {
        return std::make_unique<Pop3Store>(std::move(plan), world);
    }
    if (plan.url.protocol == RetrievalProtocol::Maildir) {
        return std::make_unique<MaildirStore>(std::move(plan));
    }
    return std::make_unique<ImapStore>(std::move(plan), world);
}

} // namespace mpm
