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
    if (entries.size() >= mostEntries) {
        entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(entries.size() - mostEntries + 1));
    }
    Entry entry;
    entry.token = token;
    entry.begun = now;
    entry.fingerprint = fingerprint;
    entries.push_back(std::move(entry));
}

void State::markSent(std::string_view token, MailTime endOfData)
{
    if (auto* entry = find(token)) {
        entry->sent = endOfData;
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

} // namespace mpm::checkMailRoundtrip
