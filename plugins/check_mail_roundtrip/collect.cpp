// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/collect.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "check_mail_roundtrip/authentication.hpp"
#include "check_mail_roundtrip/changes.hpp"
#include "check_mail_roundtrip/expected.hpp"
#include "check_mail_roundtrip/recognise.hpp"
#include "received/trusted_results.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace mpm::checkMailRoundtrip {
namespace {

/// What the mailbox says, or else the topmost server that does; when it was found only where neither does.
MailTime arrivalTime(const Sighting& sighting, const std::vector<TraceStamp>& trace)
{
    if (sighting.delivered) {
        return *sighting.delivered;
    }
    return trace.empty() || !trace.front().time ? sighting.found : *trace.front().time;
}

/// A sentence for each change. Where the plan has changed since, only that there are some is known.
std::vector<std::string> changesIn(const Sighting& sighting, const Entry& entry, const Context& context)
{
    const auto came = expectedOf(sighting.message);
    if (came.fingerprint() == entry.fingerprint) {
        return {};
    }
    const auto sent = expectedOf(composeMessage(context.plan, entry.token, context.owner, entry.begun));
    if (sent.fingerprint() != entry.fingerprint) {
        return {"it did not come as it was sent; the options have changed since, so how is not known"};
    }
    std::vector<std::string> sentences;
    for (const auto& change : changesOf(sent, came)) {
        if (sentences.size() < mostChangesKept) {
            sentences.push_back(change.sentence);
        }
    }
    if (sentences.empty()) {
        sentences.emplace_back("its parts came in another order");
    }
    return sentences;
}

Arrival readArrival(const Sighting& sighting, const Entry& entry, const Context& context)
{
    const auto header = ReceivedHeader::parse(sighting.message);
    const auto trace = traceOf(header);
    Arrival arrival;
    arrival.seen = sighting.found;
    // Clocks of several machines and whole seconds: what came before it was sent took no time.
    // Nothing arrives after it was found, whatever a clock says that is ahead.
    const auto arrived = std::min(arrivalTime(sighting, trace), sighting.found);
    arrival.delivery = std::max(Duration(arrived - entry.start()), Duration(0));
    arrival.changes = changesIn(sighting, entry, context);
    arrival.isWhole = arrival.changes.empty();
    const auto results = trustedResults(header, context.authservId);
    arrival.hasResults = context.authservId.empty() || !results.empty();
    arrival.authenticationFailure = authenticationFailure(
        results, context.plan.from.isNull() ? context.plan.clientName : context.plan.from.domain());
    arrival.hops = hopsOf(trace, entry.begun, sighting.found);
    arrival.hopCount = arrival.hops.size();
    if (arrival.hops.size() > mostHopsKept) { // the last ones are one's own
        arrival.hops.erase(arrival.hops.begin(), arrival.hops.end() - static_cast<std::ptrdiff_t>(mostHopsKept));
    }
    return arrival;
}

void addCopy(Entry& entry, const Sighting& sighting, const Context& context)
{
    if (std::find(entry.copies.begin(), entry.copies.end(), sighting.place) != entry.copies.end()) {
        return; // the same one as in an earlier run
    }
    std::erase_if(entry.copies, [&](const Place& copy) { // they lie there under new UIDs, if at all
        return copy.isInFolderOf(sighting.place) && copy.uidValidity() != sighting.place.uidValidity();
    });
    if (!entry.arrival) {
        entry.arrival = readArrival(sighting, entry, context);
    }
    if (entry.copies.size() < mostCopies) {
        entry.copies.push_back(sighting.place);
        entry.copySeen = sighting.found;
    }
    std::set<std::string> mailboxes;
    for (const auto& copy : entry.copies) {
        mailboxes.insert(copy.mailbox);
    }
    if (mailboxes.size() >= context.mailboxesWanted(entry.refused)) {
        entry.state = EntryState::Arrived; // a lost one may be late after all
    }
}

/// Only who got the message can name its token: where an answer is waited for, the recipient's mailbox need not be
/// read.
void addAnswer(Entry& entry, const Sighting& sighting, const Context& context)
{
    entry.answered = entry.answered.value_or(sighting.found);
    if (context.plan.asksForAnswer && context.mailboxesWanted(entry.refused) == 1 &&
        entry.state != EntryState::Bounced) {
        entry.state = EntryState::Arrived;
    }
}

/// Of a run that nobody remembers: old enough that none can still wait for it.
bool isForgotten(const Recognised& what, const Sighting& sighting, const Context& context)
{
    const auto time = what.sentAt ? what.sentAt : sighting.delivered;
    return time && sighting.found - *time > context.lostAfter + context.forgottenAfter;
}

} // namespace

std::size_t Context::mailboxesWanted(std::size_t refused) const
{
    return std::max<std::size_t>(1, std::min(mailboxes, plan.to.size() - std::min(refused, plan.to.size())));
}

std::size_t Context::copiesAllowed() const
{
    return std::max<std::size_t>(1, plan.to.size() + 1 - mailboxesWanted());
}

std::vector<Place> collect(State& state, const std::vector<Sighting>& sightings, const Context& context)
{
    std::vector<Place> ours;
    for (const auto& sighting : sightings) {
        const auto what = recognise(sighting.message, context.owner);
        auto* entry = what.kind == MessageKind::Foreign ? nullptr : state.find(what.token);
        if (entry == nullptr) {
            if (what.kind != MessageKind::Foreign && isForgotten(what, sighting, context)) {
                addOnce(ours, sighting.place);
            }
            continue;
        }
        addOnce(ours, sighting.place);
        switch (what.kind) {
        case MessageKind::Own: addCopy(*entry, sighting, context); break;
        case MessageKind::Answer: addAnswer(*entry, sighting, context); break;
        case MessageKind::Bounce:
            if (!entry->bounced) {
                entry->bounced = sighting.found;
                entry->reason = reasonOf(sighting.message);
            }
            entry->state = EntryState::Bounced;
            break;
        case MessageKind::Notice: entry->reason = entry->bounced ? entry->reason : reasonOf(sighting.message); break;
        case MessageKind::Foreign: break;
        }
    }
    return ours;
}

void settle(State& state, MailTime now, const Context& context)
{
    const auto before = std::exchange(state.settled, now);
    for (auto& entry : state.entries) {
        if (entry.state == EntryState::Pending && now - entry.start() > context.lostAfter) {
            entry.state = EntryState::Lost;
        }
    }
    std::erase_if(state.entries, [&](const Entry& entry) {
        auto last = entry.start();
        for (const auto& event : {entry.copySeen, entry.answered, entry.bounced}) {
            last = std::max(last, event.value_or(last));
        }
        return now - last > context.lostAfter + context.forgottenAfter && before &&
               *before - last > context.lostAfter; // overdue by then, and told
    });
}

std::optional<Duplicate> duplicateOf(const Entry& entry, const Context& context)
{
    for (const auto& one : entry.copies) {
        const auto there = static_cast<std::size_t>(std::count_if(
            entry.copies.begin(), entry.copies.end(), [&](const Place& each) { return each.mailbox == one.mailbox; }));
        if (there > context.copiesAllowed()) {
            return Duplicate{one, there};
        }
    }
    return std::nullopt;
}

} // namespace mpm::checkMailRoundtrip
