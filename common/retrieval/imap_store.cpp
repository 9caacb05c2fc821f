// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_store.hpp"

#include "check/append.hpp"
#include "check/numbers.hpp"
#include "retrieval/imap_messages.hpp"
#include "retrieval/imap_opening.hpp"
#include "retrieval/message_match.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace mpm {
namespace {

std::vector<std::string> namesOf(const RetrievalPlan& plan)
{
    if (plan.folders.empty() && !plan.url.folder.empty()) {
        return {plan.url.folder};
    }
    return plan.folders;
}

RetrievalFailure refusal(RetrievalStep step, std::string sentence)
{
    return RetrievalFailure{step, {FailureKind::Protocol, std::move(sentence)}, {}, {}, false};
}

} // namespace

ImapStore::ImapStore(RetrievalPlan plan, const RetrievalWorld& world) : plan_(std::move(plan)), world_(world)
{
    facts_.subject = printable(plan_.url.toString());
}

std::optional<RetrievalFailure> ImapStore::demandSession(Deadline deadline)
{
    if (forGood_) {
        return forGood_;
    }
    if (session_ && session_->usable()) {
        session_->setDeadline(deadline);
        return std::nullopt;
    }
    keepFacts();
    auto connection = connectTo(plan_.url, plan_.families, world_, deadline);
    append(facts_.steps, std::move(connection.steps));
    facts_.endpoint = connection.endpoint;
    if (connection.failure) {
        return connection.failure;
    }
    channel_ = std::move(connection.channel);
    session_ = std::make_unique<ImapSession>(*channel_, deadline, std::max(plan_.mostBody, mostRetrievedHeader));
    auto opening = openSession(*session_, plan_, world_.digests);
    facts_.login = opening.login;
    if (!opening.failure) {
        opening.failure = findFolders();
    } else if (isForGood(*opening.failure)) {
        forGood_ = opening.failure;
    }
    if (opening.failure) {
        session_->logout();
    }
    return opening.failure;
}

/// Folders that can't be listed are opened by their names all the same.
std::optional<RetrievalFailure> ImapStore::findFolders()
{
    const auto listed = listFolders(*session_);
    if (listed.failure) {
        return failureOf(listed);
    }
    folders_ = chosenFolders(foldersIn(listed.data), namesOf(plan_));
    return std::nullopt;
}

SearchResult ImapStore::find(const MessageCriteria& criteria, Deadline deadline)
{
    SearchResult result;
    result.failure = demandSession(deadline);
    const auto command = searchCommand(criteria);
    retrieved_ = 0;
    if (result.failure) {
        return result;
    }
    for (const auto& folder : folders_) {
        auto failure = search(folder, command.value_or(""), criteria, result);
        if (failure && !result.failure) {
            result.failure = std::move(failure);
            result.failedFolder = folder.name;
        }
        if (!session_->usable()) {
            break;
        }
    }
    return result;
}

std::optional<RetrievalFailure> ImapStore::search(const ImapFolder& folder, const std::string& command,
                                                  const MessageCriteria& criteria, SearchResult& result)
{
    const auto opening = openFolder(*session_, folder, ImapAccess::Look);
    if (auto failure = failureOf(opening.exchange); failure || command.empty()) {
        return failure;
    }
    const auto found = session_->command(RetrievalStep::Search, command, {"SEARCH"});
    if (auto failure = failureOf(found)) {
        return failure;
    }
    std::size_t lookedAt = 0;
    for (const auto uid : uidsIn(found.data)) {
        const MessageId id{folder.name, opening.state.uidValidity, std::to_string(uid)};
        if (given_.contains(id)) {
            continue;
        }
        if (++lookedAt > mostLookedAt || retrieved_ > plan_.mostInAll()) {
            ++result.leftOut;
            continue;
        }
        const auto fetched =
            session_->command(RetrievalStep::Fetch, fetchCommand(uid, mostRetrievedHeader, plan_.mostBody), {"FETCH"});
        if (auto failure = failureOf(fetched)) {
            return failure;
        }
        auto message = messageIn(fetched.data, uid, mostRetrievedHeader, plan_.mostBody);
        if (!message) {
            continue;
        }
        retrieved_ += message->header.raw().size() + message->body.raw().size();
        if (fits(message->header.raw(), message->body.raw(), criteria)) {
            message->id = id;
            message->junk = folder.isJunk();
            given_.insert(id);
            result.messages.push_back(std::move(*message));
        }
    }
    return std::nullopt;
}

RemovalResult ImapStore::remove(const std::vector<MessageId>& ids, Deadline deadline)
{
    RemovalResult result;
    if (ids.empty()) {
        return result;
    }
    result.failure = demandSession(deadline);
    if (result.failure) {
        return result;
    }
    std::map<std::string, std::vector<MessageId>> byFolder;
    for (const auto& id : ids) {
        byFolder[id.folder].push_back(id);
    }
    for (const auto& folder : folders_) {
        const auto here = byFolder.find(folder.name);
        if (!session_->usable()) {
            break;
        }
        if (here != byFolder.end()) {
            if (auto failure = removeFrom(folder, here->second, result); failure && !result.failure) {
                result.failure = std::move(failure);
            }
        }
    }
    return result;
}

std::optional<RetrievalFailure> ImapStore::removeFrom(const ImapFolder& folder, const std::vector<MessageId>& ids,
                                                      RemovalResult& result)
{
    const auto opening = openFolder(*session_, folder, ImapAccess::Change);
    if (auto failure = failureOf(opening.exchange)) {
        return failure;
    }
    std::vector<std::uint32_t> uids;
    std::vector<MessageId> same;
    for (const auto& id : ids) {
        const auto uid = parseWhole<std::uint32_t>(id.unique);
        if (uid && *uid > 0 && id.uidValidity != 0 && id.uidValidity == opening.state.uidValidity) {
            uids.push_back(*uid);
            same.push_back(id);
        }
    }
    const auto shownFolder = "'" + printable(folder.name, 80) + "'";
    if (opening.state.readOnly) {
        return refusal(RetrievalStep::Remove, "folder " + shownFolder + " can only be read");
    }
    if (!uids.empty()) {
        const auto stored =
            session_->command(RetrievalStep::Remove, "UID STORE " + uidSet(uids) + " +FLAGS.SILENT (\\Deleted)");
        if (auto failure = failureOf(stored)) {
            return failure;
        }
        bool gone = false;
        auto failure = expunge(uids, gone);
        append(gone ? result.removed : result.marked, same);
        if (failure) {
            return failure;
        }
    }
    return same.size() == ids.size()
               ? std::nullopt
               : std::optional(refusal(RetrievalStep::Remove, "the UIDs of folder " + shownFolder + " have changed"));
}

std::optional<RetrievalFailure> ImapStore::expunge(const std::vector<std::uint32_t>& uids, bool& gone)
{
    const auto run = [&](const std::string& command) {
        auto failure = failureOf(session_->command(RetrievalStep::Remove, command));
        gone = !failure;
        return failure;
    };
    if (session_->has("UIDPLUS") || session_->has("IMAP4REV2")) {
        return run("UID EXPUNGE " + uidSet(uids));
    }
    const auto marked = session_->command(RetrievalStep::Remove, "UID SEARCH DELETED", {"SEARCH"});
    if (auto failure = failureOf(marked)) {
        return failure;
    }
    const auto all = uidsIn(marked.data);
    const bool oursAlone = std::all_of(all.begin(), all.end(), [&](std::uint32_t uid) {
        return std::find(uids.begin(), uids.end(), uid) != uids.end();
    });
    return oursAlone ? run("EXPUNGE") : std::nullopt;
}

void ImapStore::close(Deadline deadline)
{
    if (session_ && session_->usable()) {
        session_->setDeadline(deadline);
        session_->logout();
    }
}

/// Before the session goes that they are of.
void ImapStore::keepFacts()
{
    facts_ = facts();
    session_.reset();
    channel_.reset();
}

StoreFacts ImapStore::facts() const
{
    return factsWith(facts_, session_.get(), plan_.url);
}

std::string ImapStore::concealed(std::string_view text) const
{
    return concealedFrom(plan_, text);
}

} // namespace mpm
