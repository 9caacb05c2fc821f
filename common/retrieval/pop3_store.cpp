// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/pop3_store.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "retrieval/message_match.hpp"
#include "retrieval/pop3_opening.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t mostListOctets = 2UL << 20U;
constexpr std::size_t mostListed = 100000;
constexpr std::size_t longestUnique = 70;        // RFC 1939 section 7
constexpr std::size_t largestWhole = 1UL << 20U; // what is larger is read in part, by lines
constexpr Seconds longestFarewell{1};
constexpr Seconds longestUpdate{3600}; // what is marked is deleted now: all the time there is
constexpr std::string_view linesOfLarge = " 5000";

bool isUnique(std::string_view text)
{
    return !text.empty() && text.size() <= longestUnique &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

} // namespace

std::vector<Pop3Listing> listingsIn(std::string_view uidl, std::string_view list)
{
    std::map<unsigned, std::size_t> sizes;
    for (const auto& line : splitLines(list)) {
        const auto words = splitWords(line);
        if (words.size() >= 2 && sizes.size() < mostListed) {
            sizes[parseWhole<unsigned>(words[0]).value_or(0)] = parseWhole<std::size_t>(words[1]).value_or(0);
        }
    }
    std::vector<Pop3Listing> listings;
    for (const auto& line : splitLines(uidl)) {
        const auto words = splitWords(line);
        const auto number = words.size() == 2 ? parseWhole<unsigned>(words[0]) : std::nullopt;
        if (number && *number > 0 && isUnique(words[1]) && listings.size() < mostListed) {
            const auto size = sizes.find(*number);
            listings.push_back({*number, words[1], size == sizes.end() ? 0 : size->second});
        }
    }
    return listings;
}

Pop3Store::Pop3Store(RetrievalPlan plan, const RetrievalWorld& world) : plan_(std::move(plan)), world_(world)
{
    facts_.subject = printable(plan_.url.toString());
}

std::optional<RetrievalFailure> Pop3Store::begin(Deadline deadline)
{
    if (forGood_) {
        return forGood_;
    }
    auto connection = connectTo(plan_.url, plan_.families, world_, deadline);
    append(facts_.steps, std::move(connection.steps));
    facts_.endpoint = connection.endpoint;
    if (connection.failure) {
        return connection.failure;
    }
    channel_ = std::move(connection.channel);
    session_ = std::make_unique<Pop3Session>(*channel_, deadline);
    auto opening = openSession(*session_, plan_, world_.digests);
    facts_.login = opening.login;
    if (opening.failure) {
        if (isForGood(*opening.failure)) {
            forGood_ = opening.failure;
        }
        end(longestFarewell);
    }
    return opening.failure;
}

/// QUIT is waited for, since a server that has not ended holds the maildrop against the next session.
std::optional<Pop3Exchange> Pop3Store::end(Seconds longest)
{
    auto left = session_->quit(longest);
    facts_ = facts();
    session_.reset();
    channel_.reset();
    return left;
}

std::optional<RetrievalFailure> Pop3Store::list(std::vector<Pop3Listing>& listings)
{
    const auto named = session_->multiLine(RetrievalStep::Folders, "UIDL", mostListOctets);
    if (auto failure = failureOf(named)) {
        return failure;
    }
    const auto sized = session_->multiLine(RetrievalStep::Folders, "LIST", mostListOctets);
    if (sized.failure) {
        return failureOf(sized);
    }
    listings = listingsIn(named.reply->lines, sized.ok() ? sized.reply->lines : "");
    return std::nullopt;
}

SearchResult Pop3Store::find(const MessageCriteria& criteria, Deadline deadline)
{
    SearchResult result;
    result.failure = begin(deadline);
    if (result.failure) {
        return result;
    }
    if (!(criteria == criteria_)) {
        unfit_.clear();
        criteria_ = criteria;
    }
    retrieved_ = 0;
    const bool asks = !criteria.headers.empty() || !criteria.text.empty();
    std::vector<Pop3Listing> listings;
    if (asks) {
        result.failure = list(listings);
    }
    std::size_t lookedAt = 0;
    for (auto listing = listings.rbegin(); listing != listings.rend() && !result.failure; ++listing) {
        if (given_.contains(listing->unique) || unfit_.contains(listing->unique)) {
            continue;
        }
        if (++lookedAt > mostLookedAt || retrieved_ > plan_.mostInAll()) {
            ++result.leftOut;
        } else {
            result.failure = look(*listing, criteria, result);
        }
    }
    end(longestFarewell);
    return result;
}

std::optional<RetrievalFailure> Pop3Store::look(const Pop3Listing& listing, const MessageCriteria& criteria,
                                                SearchResult& result)
{
    const auto top =
        session_->multiLine(RetrievalStep::Search, "TOP " + std::to_string(listing.number) + " 0", mostRetrievedHeader);
    if (top.failure) {
        return failureOf(top);
    }
    // TOP is optional (RFC 1939 section 7); without it the whole has to be read.
    const bool mayFit = !top.ok() || !criteria.text.empty() || fits(splitMessage(top.reply->lines).first, "", criteria);
    if (mayFit) {
        return retrieve(listing, criteria, result);
    }
    retrieved_ += top.reply->lines.size();
    unfit_.insert(listing.unique);
    return std::nullopt;
}

std::optional<RetrievalFailure> Pop3Store::retrieve(const Pop3Listing& listing, const MessageCriteria& criteria,
                                                    SearchResult& result)
{
    const auto number = std::to_string(listing.number);
    const bool large = listing.size > std::max(largestWhole, plan_.mostBody);
    const auto got = session_->multiLine(RetrievalStep::Fetch,
                                         large ? "TOP " + number + std::string(linesOfLarge) : "RETR " + number,
                                         mostRetrievedHeader + plan_.mostBody);
    if (got.failure) {
        return failureOf(got);
    }
    if (!got.ok()) {
        return std::nullopt; // deleted by another session meanwhile
    }
    retrieved_ += got.reply->lines.size();
    const auto [header, body] = splitMessage(got.reply->lines);
    FoundMessage message;
    message.id.unique = listing.unique;
    message.size = listing.size == 0 ? got.reply->lines.size() + got.reply->omitted : listing.size;
    message.header = PeerText(std::string(header.substr(0, mostRetrievedHeader)));
    message.headerCut = header.size() > mostRetrievedHeader;
    message.body = PeerText(std::string(body.substr(0, plan_.mostBody)));
    message.bodyCut = large || got.reply->omitted > 0 || body.size() > plan_.mostBody;
    if (fits(message.header.raw(), message.body.raw(), criteria)) {
        given_.insert(listing.unique);
        result.messages.push_back(std::move(message));
    } else {
        unfit_.insert(listing.unique);
    }
    return std::nullopt;
}

RemovalResult Pop3Store::remove(const std::vector<MessageId>& ids, Deadline deadline)
{
    RemovalResult result;
    if (ids.empty()) {
        return result;
    }
    result.failure = begin(deadline);
    if (result.failure) {
        return result;
    }
    std::vector<Pop3Listing> listings;
    result.failure = list(listings);
    std::vector<MessageId> deleted;
    for (const auto& id : ids) {
        const auto isIt = [&](const Pop3Listing& listing) { return listing.unique == id.unique; };
        if (result.failure || std::count_if(listings.begin(), listings.end(), isIt) != 1) {
            continue; // gone already, or a name that two messages share
        }
        const auto listing = std::find_if(listings.begin(), listings.end(), isIt);
        const auto done = session_->command(RetrievalStep::Remove, "DELE " + std::to_string(listing->number));
        if (auto failure = failureOf(done)) {
            result.failure = std::move(failure);
        } else {
            deleted.push_back(id);
        }
    }
    const auto left = end(deleted.empty() ? longestFarewell : longestUpdate);
    if (left && left->ok()) {
        result.removed = std::move(deleted);
    } else if (left && !result.failure && !deleted.empty()) {
        result.failure = failureOf(*left);
    }
    return result;
}

void Pop3Store::close(Deadline /*deadline*/) {}

StoreFacts Pop3Store::facts() const
{
    return factsWith(facts_, session_.get(), plan_.url);
}

std::string Pop3Store::concealed(std::string_view text) const
{
    return concealedFrom(plan_, text);
}

} // namespace mpm
