// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/observation.hpp"

#include "check/peer_text.hpp"

#include <algorithm>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t mostRows = 100;

std::string stateOf(const Entry& entry)
{
    return std::string(toString(entry.state == EntryState::Begun ? EntryState::Pending : entry.state));
}

Row rowOf(const Entry& entry)
{
    Row row{{"state", stateOf(entry)}};
    if (entry.arrival) {
        row.emplace_back("folder", harmless(entry.copies.front().folder));
        row.emplace_back("seconds", entry.arrival->delivery.count());
        row.emplace_back("whole", entry.arrival->isWhole);
    }
    return row;
}

Row rowOf(const MailboxSeen& mailbox)
{
    Row row{
        {"mailbox", mailbox.url},
        {"read", mailbox.wasRead()},
        {"failure", mailbox.failure ? mailbox.failure->detail : mailbox.loginRefused.value_or("")},
        {"mechanism", mailbox.loginMechanism},
        {"tls_version", std::string(mailbox.tls && mailbox.tls->established() ? toString(mailbox.tls->version) : "")}};
    if (mailbox.login) {
        row.emplace_back("login", mailbox.login->count());
    }
    return row;
}

} // namespace

bool Observation::allRead() const
{
    return std::all_of(mailboxes.begin(), mailboxes.end(), [](const MailboxSeen& each) { return each.wasRead(); });
}

std::vector<const Entry*> arrivalsTold(const Observation& seen)
{
    std::vector<const Entry*> told;
    const Entry* last = nullptr;
    for (const auto& entry : seen.state.entries) {
        if (!entry.arrival) {
            continue;
        }
        last = last == nullptr || entry.arrival->seen >= last->arrival->seen ? &entry : last;
    }
    for (const auto& entry : seen.state.entries) {
        if (last != nullptr && entry.arrival && entry.arrival->seen == last->arrival->seen) {
            told.push_back(&entry); // those of one run have one time
        }
    }
    return told;
}

const Entry* answeredElsewhere(const Observation& seen)
{
    const Entry* last = nullptr;
    for (const auto& entry : seen.state.entries) {
        last = entry.state == EntryState::Arrived && !entry.arrival && entry.answered ? &entry : last;
    }
    return last;
}

Observations describe(const Observation& seen)
{
    Observations all;
    if (seen.sending) {
        all = sending::describe(*seen.sending);
        std::erase_if(all.tables, [](const auto& table) { return table.first == "relay_attempts"; });
        std::erase_if(all.facts, [](const auto& fact) { return fact.first == "token"; });
    }
    if (!seen.token.empty()) {
        all.facts.emplace_back("token", seen.token);
    }
    for (const auto& mailbox : seen.mailboxes) {
        all.table("mailboxes").push_back(rowOf(mailbox));
    }
    auto& messages = all.table("messages");
    const auto& entries = seen.state.entries;
    for (auto i = entries.size() > mostRows ? entries.size() - mostRows : 0; i < entries.size(); ++i) {
        messages.push_back(rowOf(entries[i]));
    }
    auto& hops = all.table("hops");
    const auto told = arrivalsTold(seen);
    for (const auto& hop : told.empty() ? std::vector<Hop>() : told.back()->arrival->hops) {
        Row row{{"from", hop.from}, {"by", hop.by}};
        if (hop.seconds) {
            row.emplace_back("seconds", hop.seconds->count());
        }
        hops.push_back(std::move(row));
    }
    return all;
}

} // namespace mpm::checkMailRoundtrip
