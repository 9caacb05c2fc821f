// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/implied_reply.hpp"

#include "check/ascii.hpp"
#include "explain/context_words.hpp"
#include "explain/line_kinds.hpp"
#include "explain/tidy_text.hpp"

#include <algorithm>
#include <array>

namespace mpm::pasted {
namespace {

/// Words in small letters, and the code that a server or a bounce would give for them.
struct Trouble {
    std::string_view words;
    EnhancedCode code;
    std::optional<Step> step = {};
};

/// Told by the sending side about itself.
constexpr std::array troubles{Trouble{"retry timeout exceeded", {5, 4, 7}},
                              Trouble{"retry time not reached", {4, 4, 1}},
                              Trouble{"unrouteable address", {5, 0, 0}},
                              Trouble{"unroutable address", {5, 0, 0}},
                              Trouble{"host or domain name not found", {5, 4, 4}},
                              Trouble{"domain does not exist", {5, 1, 2}},
                              Trouble{"loops back to myself", {5, 4, 6}},
                              Trouble{"connection refused", {4, 4, 1}, Step::Connect},
                              Trouble{"connection timed out", {4, 4, 1}, Step::Connect},
                              Trouble{"operation timed out", {4, 4, 1}, Step::Connect},
                              Trouble{"no route to host", {4, 4, 1}, Step::Connect},
                              Trouble{"network is unreachable", {4, 4, 1}, Step::Connect},
                              Trouble{"network error on destination mx", {4, 4, 1}, Step::Connect},
                              Trouble{"lost connection with ", {4, 4, 2}},
                              Trouble{"server certificate not trusted", {4, 7, 5}, Step::StartTls}};

/// What bounces and people write without the code that the server gave.
constexpr std::array refusals{
    Trouble{"user unknown", {5, 1, 1}},   Trouble{"unknown user", {5, 1, 1}},
    Trouble{"no such user", {5, 1, 1}},   Trouble{"not listed in domino directory", {5, 1, 1}},
    Trouble{"mailbox full", {5, 2, 2}},   Trouble{"mailbox is full", {5, 2, 2}},
    Trouble{"quota exceeded", {5, 2, 2}}, Trouble{"relay access denied", {5, 7, 1}},
    Trouble{"relaying denied", {5, 7, 1}}};

template <class Table>
const Trouble* find(const Table& table, std::string_view lower)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const Trouble& each) {
        return lower.find(each.words) != std::string_view::npos;
    });
    return found == table.end() ? nullptr : &*found;
}

PastedReply replyFor(const Trouble& trouble, std::string_view text)
{
    return {.enhanced = trouble.code, .text = std::string(tidy(text)), .step = trouble.step, .isImplied = true};
}

std::string_view behindFirst(std::string_view text, std::string_view divider, std::size_t from = 0)
{
    const auto at = text.find(divider, from);
    return at == std::string_view::npos ? std::string_view() : text.substr(at + divider.size());
}

/// Exim's log lines that quote no reply: its own refusals as a server, and what it could not deliver.
std::optional<ImpliedReply> exims(std::string_view entry)
{
    const auto rejected = entry.find(" rejected ");
    if (rejected != std::string_view::npos && (entry.find("F=<") < rejected || entry.find(" H=") < rejected)) {
        const bool transient = entry.substr(0, rejected).ends_with(" temporarily"); // what Exim says unless told
        return ImpliedReply{{.code = transient ? 451 : 550,
                             .text = std::string(tidy(behindFirst(entry, ": ", rejected))),
                             .isImplied = true},
                            true};
    }
    const auto failed = entry.find(" ** ");
    const auto mark = std::min(failed, entry.find(" == "));
    if (mark == std::string_view::npos ||
        addressAlone(entry.substr(mark + 4, entry.find(' ', mark + 4) - mark - 4)).empty()) {
        return std::nullopt;
    }
    const auto words = behindFirst(entry, ": ", mark);
    if (const auto* trouble = find(troubles, toLower(words.substr(0, 400)))) {
        return ImpliedReply{replyFor(*trouble, words)};
    }
    return ImpliedReply{
        {.enhanced = EnhancedCode{mark == failed ? 5 : 4, 0, 0}, .text = std::string(tidy(words)), .isImplied = true}};
}

/// The words of an entry that tell the trouble found at `at`: those of a field, else the last clause.
std::string_view wordsOf(std::string_view entry, std::string_view lower, std::size_t at)
{
    for (const std::string_view field : {"stat=\"", "stat="}) {
        if (const auto stat = entry.find(field); stat < at) {
            const auto words = entry.substr(stat + field.size());
            return field.ends_with('"') ? words.substr(0, words.find('"')) : words;
        }
    }
    if (const auto status = entry.find("status="); status < at) {
        return behindFirst(entry, "(", status);
    }
    const auto connect = lower.rfind("connect to ", at);
    return entry.substr(connect < at ? connect : at);
}

} // namespace

std::optional<ImpliedReply> impliedByEntry(std::string_view entry)
{
    if (auto reply = exims(entry)) {
        return reply;
    }
    if (!isLogEntry(entry)) {
        return std::nullopt;
    }
    entry = entry.substr(0, 4000);
    const auto lower = toLower(entry);
    const auto sasl = lower.find(" sasl ");
    if (sasl != std::string::npos && lower.find(" authentication failed", sasl) != std::string::npos) {
        return ImpliedReply{replyFor({"", {5, 7, 8}, Step::Auth}, entry.substr(sasl)), true};
    }
    const bool isSending = lower.find("to=<") != std::string::npos || lower.find("connect to ") != std::string::npos ||
                           lower.find(" h=") != std::string::npos;
    const bool isOfClient = lower.find("connection from") != std::string::npos;
    const auto* trouble = isSending && !isOfClient ? find(troubles, lower) : nullptr;
    if (trouble == nullptr) {
        return std::nullopt;
    }
    return ImpliedReply{replyFor(*trouble, wordsOf(entry, lower, lower.find(trouble->words)))};
}

std::optional<PastedReply> impliedByWords(std::string_view words)
{
    words = words.substr(0, 400);
    if (const auto address = words.find(">: "); words.starts_with('<') && address != std::string_view::npos) {
        words.remove_prefix(address + 3);
    }
    if (const auto reason = words.find("Delay reason: "); reason != std::string_view::npos) {
        words = behindFirst(words, ": ", reason);
    }
    const auto lower = toLower(words);
    const auto* trouble = find(troubles, lower);
    trouble = trouble == nullptr ? find(refusals, lower) : trouble;
    return trouble == nullptr ? std::nullopt : std::optional(replyFor(*trouble, words));
}

} // namespace mpm::pasted
