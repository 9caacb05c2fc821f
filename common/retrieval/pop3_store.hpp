// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/connection.hpp"
#include "retrieval/message_store.hpp"
#include "retrieval/pop3_session.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mpm {

/// One line of UIDL: which message of this session has which name for good.
struct Pop3Listing {
    unsigned number = 0;
    std::string unique;
    std::size_t size = 0; ///< octets, as LIST has it; 0: not told
};

/// From the lines of UIDL and of LIST, in order; what is none of theirs is passed over.
std::vector<Pop3Listing> listingsIn(std::string_view uidl, std::string_view list);

/// A maildrop, which each search and each removal opens anew, since no session sees what comes after its beginning.
class Pop3Store : public MessageStore {
public:
    Pop3Store(RetrievalPlan plan, const RetrievalWorld& world);

    /// Reads each header once as long as the criteria are the same; whole messages only where they may fit.
    SearchResult find(const MessageCriteria& criteria, Deadline deadline) override;

    /// Deletes those that have their name for themselves. They are gone only where QUIT is answered with +OK.
    RemovalResult remove(const std::vector<MessageId>& ids, Deadline deadline) override;

    /// Each search has ended its connection already.
    void close(Deadline deadline) override;

    StoreFacts facts() const override;
    std::string concealed(std::string_view text) const override;

private:
    std::optional<RetrievalFailure> begin(Deadline deadline);
    std::optional<RetrievalFailure> list(std::vector<Pop3Listing>& listings);
    std::optional<RetrievalFailure> look(const Pop3Listing& listing, const MessageCriteria& criteria,
                                         SearchResult& result);
    std::optional<RetrievalFailure> retrieve(const Pop3Listing& listing, const MessageCriteria& criteria,
                                             SearchResult& result);
    std::optional<Pop3Exchange> end(Seconds longest);

    RetrievalPlan plan_;
    RetrievalWorld world_;
    std::unique_ptr<Channel> channel_;
    std::unique_ptr<Pop3Session> session_;
    std::set<std::string> given_;
    std::set<std::string> unfit_; ///< for these criteria:
    MessageCriteria criteria_;
    std::size_t retrieved_ = 0; ///< octets in this search
    std::optional<RetrievalFailure> forGood_;
    StoreFacts facts_;
};

} // namespace mpm
