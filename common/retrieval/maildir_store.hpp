// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/connection.hpp"
#include "retrieval/message_store.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mpm {

/// Messages as files in new/ and cur/ of a folder of this machine, and of the folders beside them (".Junk", Maildir++).
/// What is no regular file is passed over: a symbolic link could lead anywhere, a pipe would be waited for.
class MaildirStore : public MessageStore {
public:
    explicit MaildirStore(RetrievalPlan plan);

    /// Reads each file once as long as the criteria are the same, those first whose names say that they are the newest.
    SearchResult find(const MessageCriteria& criteria, Deadline deadline) override;

    /// Whatever flags they have got meanwhile, and whether they lie in new/ or cur/ by now.
    RemovalResult remove(const std::vector<MessageId>& ids, Deadline deadline) override;

    void close(Deadline deadline) override;
    StoreFacts facts() const override;
    std::string concealed(std::string_view text) const override;

private:
    struct Folder {
        std::string name; ///< as the user reads it
        std::string path;
        bool junk = false;
    };

    std::vector<Folder> folders() const;
    std::optional<RetrievalFailure> search(const Folder& folder, const MessageCriteria& criteria, Deadline deadline,
                                           SearchResult& result);
    std::optional<RetrievalFailure> removeFrom(const Folder& folder, const std::vector<MessageId>& ids,
                                               RemovalResult& result);

    RetrievalPlan plan_;
    std::set<MessageId> given_;
    std::set<MessageId> unfit_; ///< for these criteria:
    MessageCriteria criteria_;
    StoreFacts facts_;
};

} // namespace mpm
