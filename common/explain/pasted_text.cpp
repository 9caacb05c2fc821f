// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/pasted_text.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "explain/context_words.hpp"
#include "explain/delivery_status.hpp"
#include "explain/implied_reply.hpp"
#include "explain/line_kinds.hpp"
#include "explain/message_parts.hpp"
#include "explain/own_output.hpp"
#include "explain/pasted_encoding.hpp"
#include "explain/replies_in_text.hpp"
#include "explain/same_reply.hpp"

#include <algorithm>

namespace mpm {
namespace {

using Replies = std::vector<PastedReply>;

int statusOf(const PastedReply& reply)
{
    return reply.code ? *reply.code / 100 : reply.enhanced->status;
}

/// The free text of a bounce says more than "Status: 5.0.0".
void addWords(PastedReply& reply, const std::vector<pasted::Saying>& sayings)
{
    const auto said = std::find_if(sayings.begin(), sayings.end(), [&](const pasted::Saying& saying) {
        return !reply.recipients.empty() && pasted::areForSame(reply, {.recipients = saying.recipients});
    });
    if (pasted::isVague(reply) && said != sayings.end()) {
        reply.text = said->words;
    }
}

Replies repliesInFreeText(std::string_view text)
{
    if (!pasted::hasDeliveryStatus(text)) {
        return pasted::repliesInText(text);
    }
    const auto told = pasted::repliesInStatus(text);
    return told.empty() ? pasted::repliesInText(text) : told;
}

Replies repliesInMessage(std::string_view message)
{
    Replies told;
    Replies plain;
    Replies html;
    std::vector<pasted::Saying> sayings;
    for (const auto& part : pasted::partsOf(message)) {
        switch (part.kind) {
        case pasted::PartKind::DeliveryStatus: append(told, pasted::repliesInStatus(part.text)); break;
        case pasted::PartKind::Plain: {
            auto text = pasted::readFreeText(part.text, part.reading);
            append(plain, std::move(text.replies));
            append(sayings, std::move(text.sayings));
            break;
        }
        case pasted::PartKind::Html: append(html, pasted::repliesInText(part.text, part.reading)); break;
        }
    }
    const auto free = pasted::once(plain.empty() ? html : plain);
    auto replies = told.empty() ? free : pasted::joined(told, free);
    for (auto& reply : replies) {
        addWords(reply, sayings);
    }
    const auto failed =
        pasted::recipientsIn(" to=" + std::string(pasted::Fields::parse(message).value("x-failed-recipients")));
    for (auto& reply : replies) {
        reply.recipients = reply.recipients.empty() ? failed : reply.recipients;
    }
    return replies;
}

/// "510/511".
Replies codesWithSlashes(std::string_view text)
{
    Replies replies;
    for (const auto& each : split(text, '/')) {
        const auto found = pasted::repliesInText(each, pasted::Reading::Alone);
        const bool isCode = found.size() == 1 && found[0].text.empty();
        if (!isCode || replies.size() >= mostPastedReplies) {
            return {};
        }
        replies.push_back(found[0]);
    }
    return replies;
}

/// Whether the text is one reply: each line begins with a code, as the first does.
bool isReplyAlone(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n'\"(#");
    if (first == std::string_view::npos || !isDigit(text[first])) {
        return false;
    }
    auto rest = text.substr(0, 20000);
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        rest.remove_prefix(end + 1);
        const auto next = trim(rest);
        if (!next.empty() && next.front() != '\r' && next.front() != '\n' && !isDigit(next.front())) {
            return false;
        }
    }
    return true;
}

} // namespace

PastedText readPasted(std::string_view pasted)
{
    PastedText result;
    result.tooLong = pasted.size() > mostPastedOctets;
    result.isEnd = result.tooLong && isReadFromEnd(pasted);
    const auto whole = pasted::asUtf8(result.isEnd ? pasted.substr(pasted.size() - mostPastedOctets)
                                                   : pasted.substr(0, mostPastedOctets));
    std::string_view text = whole;
    if (result.isEnd) { // the first line is the rest of one
        text.remove_prefix(std::min(text.find('\n'), text.size()));
    }
    const auto begin = text.find_first_not_of(" \t\r\n");
    text.remove_prefix(begin == std::string_view::npos ? text.size() : begin);
    auto replies = pasted::repliesInOwnOutput(text);
    if (replies.empty() && text.size() < 200 && text.find('/') != std::string_view::npos) {
        replies = codesWithSlashes(text);
    }
    if (replies.empty() && isReplyAlone(text)) {
        replies = pasted::repliesInText(text, pasted::Reading::Alone);
    }
    if (replies.empty()) {
        replies = pasted::isMessage(text) ? repliesInMessage(text) : repliesInFreeText(text);
    }
    constexpr std::size_t fewWords = 120;
    if (replies.empty() && text.size() < fewWords) {
        if (auto implied = pasted::impliedByWords(text)) {
            replies.push_back(std::move(*implied));
        }
    }
    result.tooMany = replies.size() >= pasted::mostCollected;
    result.replies = pasted::once(std::move(replies));
    result.tooMany = result.tooMany || result.replies.size() > mostPastedReplies;
    std::stable_partition(result.replies.begin(), result.replies.end(), [](const PastedReply& reply) {
        return statusOf(reply) > 3;
    }); // what went well can be left out
    result.replies.resize(std::min(result.replies.size(), mostPastedReplies));
    return result;
}

bool isReadFromEnd(std::string_view pasted)
{
    return pasted::isLog(pasted::asUtf8(pasted.substr(0, 8192)));
}

} // namespace mpm
