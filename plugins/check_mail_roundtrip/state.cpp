// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/state.hpp"

#include <algorithm>
#include <array>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::array<std::string_view, 5> words{"begun", "pending", "arrived", "lost", "bounced"};

} // namespace

std::string_view toString(EntryState state)
{
    return words.at(static_cast<std::size_t>(state));
}

std::optional<EntryState> parseEntryState(std::string_view word)
{
    const auto* found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt : std::optional(static_cast<EntryState>(found - words.begin()));
}

Entry* State::find(std::string_view token)
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.token == token; });
    return found == entries.end() ? nullptr : &*found;
}

const Entry* State::find(std::string_view token) const
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.token == token; });
    return found == entries.end() ? nullptr : &*found;
}

void State::begin(const std::string& token, MailTime now, const std::string& fingerprint)
{
    while (entries.size() >= mostEntries) {
        const auto isOver = [](const Entry& entry) {
            return entry.state == EntryState::Arrived || entry.state == EntryState::Bounced;
        };
        const auto over = std::find_if(entries.begin(), entries.end(), isOver);
        entries.erase(over == entries.end() ? entries.begin() : over);
        const auto pending = std::find_if(entries.begin(), entries.end(), [](const Entry& entry) {
            return entry.state == EntryState::Pending || entry.state == EntryState::Lost;
        });
        if (std::none_of(entries.begin(), entries.end(), isOver) && pending != entries.end()) {
            pending->state = EntryState::Lost;
        }
    }
    Entry entry;
    entry.token = token;
    entry.begun = now;
    entry.fingerprint = fingerprint;
    entries.push_back(std::move(entry));
}

void State::markSent(std::string_view token, MailTime endOfData, const std::string& queueId, std::size_t refused)
{
    if (auto* entry = find(token)) {
        entry->sent = endOfData;
        entry->queueId = queueId;
        entry->refused = refused;
        entry->state = entry->state == EntryState::Begun ? EntryState::Pending : entry->state;
    }
}

void State::abandon(std::string_view token)
{
    std::erase_if(entries, [&](const Entry& entry) { return entry.token == token && entry.copies.empty(); });
}

std::size_t State::count(EntryState state) const
{
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.state == state; }));
}

void State::endAt(MailTime now)
{
    settled = settled ? std::optional(std::min(*settled, now)) : std::nullopt;
    for (auto& entry : entries) {
        if (entry.begun > now || entry.sent.value_or(now) > now) {
            entry.sent = now;
        }
        for (auto* event : {&entry.copySeen, &entry.answered, &entry.bounced}) {
            *event = *event ? std::optional(std::min(**event, now)) : std::nullopt;
        }
        if (entry.arrival) {
            entry.arrival->seen = std::min(entry.arrival->seen, now);
        }
    }
}

void State::shorten(std::size_t newest)
{
    for (std::size_t i = 0; i + newest < entries.size(); ++i) {
        auto& entry = entries[i];
        entry.copies.resize(std::min<std::size_t>(entry.copies.size(), 1));
        if (entry.arrival) {
            entry.arrival->hops.clear();
            entry.arrival->changes.clear();
        }
    }
}

} // namespace mpm::checkMailRoundtrip
