// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/same_reply.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <string>

namespace mpm::pasted {
namespace {

int statusOf(const PastedReply& reply)
{
    return reply.code ? *reply.code / 100 : reply.enhanced->status;
}

/// Letters and digits alone, in small letters: how lines were folded and quoted is no difference. The front is enough.
std::string essence(std::string_view text)
{
    std::string letters;
    for (const char c : text.substr(0, 400)) {
        if (isAlphanumeric(c)) {
            letters += toLower(c);
        }
    }
    return letters;
}

/// A reply with the essence of its text, which many others are compared with.
struct Known {
    PastedReply reply;
    std::string essence;
};

/// Whether no code says otherwise, where both give one, and something says that it is one reply.
bool haveSameCodes(const PastedReply& a, const PastedReply& b)
{
    const bool differ = statusOf(a) != statusOf(b) || (a.code && b.code && a.code != b.code) ||
                        (a.enhanced && b.enhanced && a.enhanced != b.enhanced && !a.isImplied && !b.isImplied);
    const bool share = (a.code && b.code) || (a.enhanced && b.enhanced);
    return !differ &&
           (share || (!a.text.empty() && !b.text.empty()) || (!a.recipients.empty() && !b.recipients.empty()));
}

bool saySame(const Known& a, const Known& b)
{
    return haveSameCodes(a.reply, b.reply) &&
           (a.essence.find(b.essence) != std::string::npos || b.essence.find(a.essence) != std::string::npos);
}

/// What the other one knows more of.
void enrich(PastedReply& reply, const PastedReply& more)
{
    if (reply.isImplied && !more.isImplied) { // codes that somebody wrote
        reply.code = more.code;
        reply.enhanced = more.enhanced;
        reply.isImplied = false;
    } else if (reply.isImplied || !more.isImplied) {
        reply.code = reply.code ? reply.code : more.code;
        reply.enhanced = reply.enhanced ? reply.enhanced : more.enhanced;
    }
    reply.text =
        reply.text.empty() || (reply.text.size() < more.text.size() && reply.host.empty()) ? more.text : reply.text;
    reply.step = reply.step ? reply.step : more.step;
    reply.host = reply.host.empty() ? more.host : reply.host;
    if (reply.recipients.empty()) {
        reply.recipients = more.recipients;
    }
}

} // namespace

bool areForSame(const PastedReply& a, const PastedReply& b)
{
    return a.recipients.empty() || b.recipients.empty() ||
           std::any_of(a.recipients.begin(), a.recipients.end(), [&](const std::string& each) {
               return std::any_of(b.recipients.begin(), b.recipients.end(),
                                  [&](const std::string& other) { return equalIgnoringCase(each, other); });
           });
}

bool isVague(const PastedReply& reply)
{
    return !reply.code && reply.text.empty();
}

std::vector<PastedReply> once(std::vector<PastedReply> all)
{
    std::vector<Known> replies;
    for (auto& reply : all) {
        Known known{std::move(reply), {}};
        known.essence = essence(known.reply.text);
        const auto same = std::find_if(replies.begin(), replies.end(), [&](const Known& each) {
            return saySame(each, known) && areForSame(each.reply, known.reply);
        });
        if (same == replies.end()) {
            replies.push_back(std::move(known));
        } else {
            enrich(same->reply, known.reply);
            same->essence = essence(same->reply.text);
        }
    }
    all.clear();
    for (auto& known : replies) {
        all.push_back(std::move(known.reply));
    }
    return all;
}

std::vector<PastedReply> joined(std::vector<PastedReply> told, const std::vector<PastedReply>& free)
{
    for (auto& reply : told) {
        const auto same = std::find_if(free.begin(), free.end(), [&](const PastedReply& each) {
            return areForSame(reply, each) && statusOf(reply) == statusOf(each) &&
                   (!reply.code || !each.code || reply.code == each.code) && (!isVague(each));
        });
        if (same == free.end()) {
            continue;
        }
        const bool wins = !reply.code && same->code; // Status alone: the words of the free text say more
        const auto recipients = reply.recipients;
        if (wins) {
            reply.code = same->code;
            reply.enhanced = same->enhanced;
            reply.text = same->text;
        }
        enrich(reply, *same);
        reply.recipients = recipients.empty() ? same->recipients : recipients;
    }
    return told;
}

} // namespace mpm::pasted
