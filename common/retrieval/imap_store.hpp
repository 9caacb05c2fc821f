// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/connection.hpp"
#include "retrieval/imap_folders.hpp"
#include "retrieval/imap_session.hpp"
#include "retrieval/message_store.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mpm {

/// An account with folders. They are looked through with EXAMINE, which changes nothing, and opened for changes only
/// where something is to be removed.
class ImapStore : public MessageStore {
public:
    ImapStore(RetrievalPlan plan, const RetrievalWorld& world);

    SearchResult find(const MessageCriteria& criteria, Deadline deadline) override;

    /// Marks them as deleted, and expunges: these alone with UIDPLUS (RFC 4315), and without it only where no other
    /// message is marked. A folder whose UIDVALIDITY has changed is left alone, since the UIDs name others there.
    RemovalResult remove(const std::vector<MessageId>& ids, Deadline deadline) override;

    void close(Deadline deadline) override;
    StoreFacts facts() const override;
    std::string concealed(std::string_view text) const override;

private:
    std::optional<RetrievalFailure> demandSession(Deadline deadline);
    std::optional<RetrievalFailure> findFolders();
    std::optional<RetrievalFailure> search(const ImapFolder& folder, const std::string& command,
                                           const MessageCriteria& criteria, SearchResult& result);
    std::optional<RetrievalFailure> removeFrom(const ImapFolder& folder, const std::vector<MessageId>& ids,
                                               RemovalResult& result);
    std::optional<RetrievalFailure> expunge(const std::vector<std::uint32_t>& uids, bool& gone);
    void keepFacts();

    RetrievalPlan plan_;
    RetrievalWorld world_;
    std::unique_ptr<Channel> channel_;
    std::unique_ptr<ImapSession> session_;
    std::vector<ImapFolder> folders_;
    std::set<MessageId> given_;
    std::size_t retrieved_ = 0;               ///< octets in this search
    std::optional<RetrievalFailure> forGood_; ///< a login that was refused is not tried again
    StoreFacts facts_;                        ///< of connections that have ended
};

} // namespace mpm
