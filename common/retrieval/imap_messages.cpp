// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_messages.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "retrieval/imap_date.hpp"
#include "retrieval/imap_login.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t longestCriterion = 500;

std::optional<std::string> quoted(const std::string& text)
{
    const auto secret = imapQuoted(text);
    return secret && !text.empty() && text.size() <= longestCriterion ? std::optional<std::string>(secret->reveal())
                                                                      : std::nullopt;
}

/// A section may be named in whatever letter case, with where it begins behind it: "BODY[HEADER]<0>".
bool isSection(const ImapValue& value, std::string_view name)
{
    auto text = std::string_view(value.text);
    if (text.ends_with("<0>")) {
        text.remove_suffix(3);
    }
    return value.kind == ImapValue::Kind::Atom && equalIgnoringCase(text, name);
}

void keepText(const ImapValue& value, std::size_t most, PeerText& text, bool& cut)
{
    cut = value.omitted > 0 || value.text.size() > most;
    text = PeerText(value.text.substr(0, most));
}

/// Where the empty line between header and body is the header's end.
void dropEmptyLine(PeerText& header)
{
    auto text = header.raw();
    if (text.ends_with("\r\n\r\n") || text == "\r\n") {
        text.resize(text.size() - 2);
    }
    header = PeerText(std::move(text));
}

} // namespace

std::optional<std::string> searchCommand(const MessageCriteria& criteria)
{
    std::vector<std::string> keys;
    for (const auto& header : criteria.headers) {
        const auto value = quoted(header.value);
        if (value && !header.name.empty() && isAlphanumeric(header.name, "-_")) {
            keys.push_back("HEADER " + header.name + " " + *value);
        }
    }
    if (const auto text = quoted(criteria.text)) {
        keys.push_back("TEXT " + *text);
    }
    if (keys.empty()) {
        return std::nullopt;
    }
    std::string command = "UID SEARCH";
    if (criteria.since) {
        // A day earlier: the server's day is that of its own zone.
        command += " SINCE " + imapDate(*criteria.since - std::chrono::days(1));
    }
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
        command += " OR";
    }
    return command + " " + join(keys, " ");
}

std::vector<std::uint32_t> uidsIn(const std::vector<ImapResponse>& responses)
{
    std::vector<std::uint32_t> uids;
    for (const auto& response : responses) {
        if (response.name != "SEARCH") {
            continue;
        }
        for (const auto& value : response.values) {
            if (const auto uid = value.number(); uid && *uid > 0) {
                uids.push_back(*uid);
            }
        }
    }
    std::sort(uids.begin(), uids.end(), std::greater<>());
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    return uids;
}

std::string fetchCommand(std::uint32_t uid, std::size_t mostHeader, std::size_t mostBody)
{
    return "UID FETCH " + std::to_string(uid) + " (UID INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER]<0." +
           std::to_string(mostHeader) + "> BODY.PEEK[TEXT]<0." + std::to_string(mostBody) + ">)";
}

std::optional<FoundMessage> messageIn(const std::vector<ImapResponse>& responses, std::uint32_t uid,
                                      std::size_t mostHeader, std::size_t mostBody)
{
    for (const auto& response : responses) {
        if (response.name != "FETCH" || response.values.size() != 1 || !response.values.front().isList()) {
            continue;
        }
        const auto& items = response.values.front().items;
        FoundMessage message;
        bool same = false;
        bool hasHeader = false;
        for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
            const auto& value = items[i + 1];
            if (items[i].isAtom("UID")) {
                same = value.number() == uid;
            } else if (items[i].isAtom("INTERNALDATE")) {
                message.arrived = parseImapDateTime(value.text);
            } else if (items[i].isAtom("RFC822.SIZE")) {
                message.size = value.number().value_or(0);
            } else if (isSection(items[i], "BODY[HEADER]")) {
                hasHeader = true;
                keepText(value, mostHeader, message.header, message.headerCut);
            } else if (isSection(items[i], "BODY[TEXT]")) {
                keepText(value, mostBody, message.body, message.bodyCut);
            }
        }
        if (same && hasHeader) {
            const auto there = message.header.raw().size() + message.body.raw().size();
            message.headerCut = message.headerCut || message.header.raw().size() >= mostHeader;
            message.bodyCut = message.bodyCut || (message.body.raw().size() >= mostBody && there < message.size);
            dropEmptyLine(message.header);
            message.id.unique = std::to_string(uid);
            return message;
        }
    }
    return std::nullopt;
}

std::string uidSet(const std::vector<std::uint32_t>& uids)
{
    std::string set;
    for (const auto uid : uids) {
        set += (set.empty() ? "" : ",") + std::to_string(uid);
    }
    return set;
}

} // namespace mpm
