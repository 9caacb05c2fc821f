// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/maildir_store.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "retrieval/folder_kind.hpp"
#include "retrieval/maildir_files.hpp"
#include "retrieval/message_match.hpp"
#include "retrieval/modified_utf7.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t mostFilesRead = 2000; ///< in one search of one folder
constexpr std::string_view inbox = "INBOX";

RetrievalFailure localFault(RetrievalStep step, std::string detail)
{
    return {step, {FailureKind::LocalFault, std::move(detail)}, {}, {}, false};
}

/// ".Archive.2026" of "Archive/2026", in Maildir++'s names; nothing where there can't be such a folder.
std::optional<std::string> folderNameOnDisk(std::string name)
{
    if (name.starts_with('.')) {
        name.erase(0, 1);
    }
    auto wire = toModifiedUtf7(name);
    if (!wire || wire->empty()) {
        return std::nullopt;
    }
    std::replace(wire->begin(), wire->end(), '/', '.');
    if (wire->find("..") != std::string::npos || wire->starts_with('.') || wire->ends_with('.')) {
        return std::nullopt;
    }
    return "." + *wire;
}

/// When the name says that it was delivered ("1769684400.M1P2.host"); 0 where it does not.
unsigned long long deliveredAt(const MaildirFile& file)
{
    return parseWhole<unsigned long long>(file.name.substr(0, file.name.find('.'))).value_or(0);
}

} // namespace

MaildirStore::MaildirStore(RetrievalPlan plan) : plan_(std::move(plan))
{
    facts_.subject = printable(plan_.url.toString());
}

/// Without names the one at the path and those for spam that are there.
std::vector<MaildirStore::Folder> MaildirStore::folders() const
{
    const auto& path = plan_.url.path;
    if (plan_.folders.empty()) {
        std::vector<Folder> all{{std::string(inbox), path, false}};
        for (const auto* name : {"Junk", "Spam"}) {
            const auto beside = path + "/." + name;
            if (listMaildir(beside).fault.empty()) {
                all.push_back({name, beside, true});
            }
        }
        return all;
    }
    std::vector<Folder> named;
    for (const auto& name : plan_.folders) {
        const auto onDisk = folderNameOnDisk(name);
        named.push_back({name,
                         equalIgnoringCase(name, inbox) ? path
                         : onDisk                       ? path + "/" + *onDisk
                                                        : std::string(),
                         isJunkName(name)});
    }
    return named;
}

SearchResult MaildirStore::find(const MessageCriteria& criteria, Deadline deadline)
{
    const auto start = Clock::now();
    SearchResult result;
    if (!(criteria == criteria_)) {
        unfit_.clear();
        criteria_ = criteria;
    }
    for (const auto& folder : folders()) {
        auto failure = search(folder, criteria, deadline, result);
        if (failure && !result.failure) {
            result.failure = std::move(failure);
            result.failedFolder = folder.name;
        }
    }
    facts_.steps.push_back({RetrievalStep::Search, since(start)});
    return result;
}

std::optional<RetrievalFailure> MaildirStore::search(const Folder& folder, const MessageCriteria& criteria,
                                                     Deadline deadline, SearchResult& result)
{
    if (folder.path.empty()) {
        return localFault(RetrievalStep::Open, "there can't be a folder '" + printable(folder.name, 80) + "'");
    }
    auto listing = listMaildir(folder.path);
    if (!listing.fault.empty()) {
        return localFault(RetrievalStep::Open, listing.fault);
    }
    std::sort(listing.files.begin(), listing.files.end(),
              [](const MaildirFile& a, const MaildirFile& b) { return deliveredAt(a) > deliveredAt(b); });
    std::size_t read = 0;
    std::size_t kept = 0;
    std::string unreadable;
    for (const auto& file : listing.files) {
        MessageId id{folder.name, 0, file.unique()};
        if (given_.contains(id) || unfit_.contains(id)) {
            continue;
        }
        if (deadline.passed()) {
            return RetrievalFailure{
                RetrievalStep::Search, {FailureKind::TimedOut, "not all files could be read in time"}, {}, {}, false};
        }
        if (++read > mostFilesRead || kept > plan_.mostInAll()) {
            ++result.leftOut;
            continue;
        }
        const auto [content, fault] = readMaildirFile(folder.path, file, mostRetrievedHeader + plan_.mostBody);
        if (!content) {
            unreadable = unreadable.empty() ? fault : unreadable;
            continue;
        }
        const bool earlier = criteria.since && content->written < *criteria.since - std::chrono::days(1);
        const auto [header, body] = splitMessage(content->octets);
        FoundMessage message;
        message.header = PeerText(std::string(header.substr(0, mostRetrievedHeader)));
        message.headerCut = header.size() > mostRetrievedHeader;
        message.body = PeerText(std::string(body.substr(0, plan_.mostBody)));
        message.bodyCut = content->octets.size() < content->size || body.size() > plan_.mostBody;
        if (earlier || !fits(message.header.raw(), message.body.raw(), criteria)) {
            unfit_.insert(std::move(id));
            continue;
        }
        kept += content->octets.size();
        message.id = id;
        message.junk = folder.junk;
        message.arrived = content->written;
        message.size = content->size;
        given_.insert(std::move(id));
        result.messages.push_back(std::move(message));
    }
    if (!unreadable.empty() && result.messages.empty()) { // the one that is looked for may be among those
        return localFault(RetrievalStep::Search, unreadable);
    }
    return std::nullopt;
}

RemovalResult MaildirStore::remove(const std::vector<MessageId>& ids, Deadline /*deadline*/)
{
    const auto start = Clock::now();
    RemovalResult result;
    for (const auto& folder : folders()) {
        std::vector<MessageId> here;
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(here),
                     [&](const MessageId& id) { return id.folder == folder.name; });
        if (!here.empty()) {
            if (auto failure = removeFrom(folder, here, result); failure && !result.failure) {
                result.failure = std::move(failure);
            }
        }
    }
    facts_.steps.push_back({RetrievalStep::Remove, since(start)});
    return result;
}

std::optional<RetrievalFailure> MaildirStore::removeFrom(const Folder& folder, const std::vector<MessageId>& ids,
                                                         RemovalResult& result)
{
    const auto listing = listMaildir(folder.path);
    if (!listing.fault.empty()) {
        return localFault(RetrievalStep::Remove, listing.fault);
    }
    std::optional<RetrievalFailure> failure;
    for (const auto& id : ids) {
        const auto isIt = [&](const MaildirFile& file) { return file.unique() == id.unique; };
        if (std::count_if(listing.files.begin(), listing.files.end(), isIt) != 1) {
            continue; // gone already, or a name that two files share
        }
        const auto file = std::find_if(listing.files.begin(), listing.files.end(), isIt);
        if (auto fault = deleteMaildirFile(folder.path, *file); fault.empty()) {
            result.removed.push_back(id);
        } else {
            failure = localFault(RetrievalStep::Remove, std::move(fault));
        }
    }
    return failure;
}

void MaildirStore::close(Deadline /*deadline*/) {}

StoreFacts MaildirStore::facts() const
{
    return facts_;
}

std::string MaildirStore::concealed(std::string_view text) const
{
    return std::string(text); // there are no credentials
}

} // namespace mpm
