// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/probe.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"
#include "check_mail_roundtrip/expected.hpp"
#include "check_mail_roundtrip/mailboxes.hpp"
#include "check_mail_roundtrip/state_file.hpp"
#include "check_mail_roundtrip/test_message.hpp"
#include "check_mail_roundtrip/token.hpp"
#include "io/locked_file.hpp"
#include "sending/expectation.hpp"

#include <algorithm>
#include <utility>

namespace mpm::checkMailRoundtrip {
namespace {

/// What became of the message at the server that it was handed to.
enum class Handover : std::uint8_t {
    Taken,
    NotTaken,
    Unknown, ///< the connection ended between the message and the reply to it: it may arrive
};

Handover handoverOf(const sending::Observation& seen)
{
    const auto* last = seen.last();
    if (last == nullptr) {
        return Handover::NotTaken;
    }
    bool unanswered = false;
    for (const auto& recipient : last->recipients) {
        if (recipient.message) {
            const auto& exchange = last->exchange(*recipient.message);
            if (sending::accepts(exchange)) {
                return Handover::Taken;
            }
            unanswered = unanswered || !exchange.reply;
        }
    }
    return last->messageBegun && unanswered ? Handover::Unknown : Handover::NotTaken;
}

/// Recipients that the server did not take the message for.
std::size_t refusedBy(const sending::Observation& seen)
{
    const auto& last = *seen.last();
    return static_cast<std::size_t>(
        std::count_if(last.recipients.begin(), last.recipients.end(), [&](const auto& recipient) {
            return !recipient.message || !sending::accepts(last.exchange(*recipient.message));
        }));
}

/// The check's own messages, answers to them and bounces of them. The server's search need not be right: each message
/// is looked at here, too.
MessageCriteria criteriaFor(const std::string& owner)
{
    const auto inMessageId = "." + owner + "@";
    MessageCriteria criteria;
    criteria.headers = {{std::string(ownerField), owner}, {"In-Reply-To", inMessageId}, {"References", inMessageId}};
    criteria.text = inMessageId; // a bounce names it somewhere in its text
    return criteria;
}

/// Leaves time to delete what was found, and to take leave.
Deadline forLooking(Deadline deadline)
{
    const Seconds remaining = deadline.remaining();
    return deadline.orEarlier(remaining - std::min(Seconds(1), remaining / 10));
}

class Run {
public:
    Run(const Target& target, const Outside& outside, Deadline deadline)
        : target_(target), outside_(outside), deadline_(deadline),
          mailboxes_(target.mailboxes, RetrievalWorld{outside.world.resolver, outside.world.dialer, outside.digests}),
          criteria_(criteriaFor(target.context.owner))
    {
        seen_.target = target.sending.mail.name();
        seen_.withStateFile = !target.stateFile.empty();
        if (target.keep) { // what stays there grows; nothing that is older is remembered, and there is none to delete
            criteria_.since = std::chrono::floor<std::chrono::seconds>(outside.now() - target.context.lostAfter -
                                                                       target.context.forgottenAfter);
        }
    }

    Observation carryOut()
    {
        const auto start = Clock::now();
        try {
            if (seen_.withStateFile) {
                collectAndSend();
            } else {
                sendAndWait();
            }
        } catch (const FileUnusable& unusable) {
            seen_.stateUnusable = unusable.what();
        }
        mailboxes_.close(deadline_);
        if (wasLooked_) {
            seen_.mailboxes = mailboxes_.seen();
        }
        seen_.now = outside_.now();
        seen_.total = since(start);
        return std::move(seen_);
    }

private:
    void sendAndWait()
    {
        const auto message = begin(seen_.state);
        handOver(message, deadline_.mostOf());
        conclude(seen_.state);
        if (handover_ == Handover::Taken) {
            wait(forLooking(deadline_));
        }
        if (!target_.keep) {
            mailboxes_.remove(ours_, deadline_);
        }
    }

    /// No look begins that can't be expected to end in time: it would find an unreachable mailbox in place of an empty
    /// one.
    void wait(Deadline until)
    {
        const auto least = std::min(Seconds(1), Seconds(until.remaining()) / 10);
        bool wasAnswered = false;
        for (;;) {
            const auto began = Clock::now();
            look(until);
            const auto left = Seconds(until.remaining()) - std::max(least, 2 * since(began));
            append(ours_, collect(seen_.state, sightings_, target_.context));
            if (isOver(std::exchange(wasAnswered, seen_.own()->answered.has_value())) || !mailboxes_.isWorthALook() ||
                left <= Seconds(0)) {
                return;
            }
            outside_.pause(std::min(target_.poll, left));
        }
    }

    /// The message is where it belongs, and answered where it must be; or came back. One that was answered is in its
    /// mailbox by the look after that, if that is among those that are read.
    bool isOver(bool wasAnswered) const
    {
        const auto* own = seen_.own();
        if (own->bounced || !target_.context.plan.asksForAnswer) {
            return own->bounced || own->state == EntryState::Arrived;
        }
        return own->answered && own->state == EntryState::Arrived && (own->arrival || wasAnswered);
    }

    /// The state is locked for moments only, never while a server is waited for.
    void collectAndSend()
    {
        const StateFile file{target_.stateFile, target_.context.owner};
        look(deadline_.share(2));
        const bool allRead = mailboxes_.isWorthALook() && readAll();
        std::string message;
        auto changed = changeState(file, deadline_, [&](State& state) {
            state.endAt(outside_.now());
            ours_ = collect(state, sightings_, target_.context);
            if (allRead) {
                settle(state, outside_.now(), target_.context);
            }
            message = begin(state);
        });
        seen_.isFirst = changed.isFirst;
        seen_.stateSetAside = changed.setAside;
        seen_.state = std::move(changed.state);
        if (!target_.keep) {
            mailboxes_.remove(ours_, deadline_.share(2));
        }
        handOver(message, deadline_.mostOf());
        changed = changeState(file, deadline_, [&](State& state) { conclude(state); });
        seen_.stateSetAside = changed.setAside.empty() ? seen_.stateSetAside : std::move(changed.setAside);
        seen_.state = std::move(changed.state);
    }

    bool readAll() const
    {
        const auto all = mailboxes_.seen();
        return std::all_of(all.begin(), all.end(), [](const MailboxSeen& each) { return each.wasRead(); });
    }

    void look(Deadline until)
    {
        wasLooked_ = true;
        sightings_ = mailboxes_.look(criteria_, outside_.now(), until);
    }

    /// Notes the message that is about to be sent; its text.
    std::string begin(State& state)
    {
        const auto& context = target_.context;
        const auto token = makeToken(outside_.random(tokenOctets));
        const auto now = outside_.now();
        auto message = composeMessage(context.plan, token, context.owner, now);
        state.begin(token, now, expectedOf(message).fingerprint());
        seen_.token = token;
        return message;
    }

    void handOver(const std::string& message, Deadline until)
    {
        auto target = target_.sending;
        target.token = seen_.token;
        target.plan.message = message;
        auto& sending = seen_.sending.emplace(sending::observe(target, outside_.world, outside_.digests, until));
        handover_ = handoverOf(sending);
        endOfData_ = outside_.now();
        if (handover_ == Handover::Taken) {
            seen_.send = sending.total - sending.resolve;
        }
    }

    std::string queueId() const { return harmless(seen_.sending->last()->queueId, 80); }

    /// Notes what became of it.
    void conclude(State& state)
    {
        switch (handover_) {
        case Handover::Taken: state.markSent(seen_.token, endOfData_, queueId(), refusedBy(*seen_.sending)); break;
        case Handover::NotTaken: state.abandon(seen_.token); break;
        case Handover::Unknown: break;
        }
        if (handover_ == Handover::NotTaken) {
            seen_.token.clear();
        }
    }

    const Target& target_;
    const Outside& outside_;
    Deadline deadline_;
    Mailboxes mailboxes_;
    MessageCriteria criteria_;
    Observation seen_;
    bool wasLooked_ = false;
    std::vector<Sighting> sightings_;
    std::vector<Place> ours_;
    Handover handover_ = Handover::NotTaken;
    MailTime endOfData_;
};

} // namespace

Observation observe(const Target& target, const Outside& outside, Deadline deadline)
{
    return Run(target, outside, deadline).carryOut();
}

} // namespace mpm::checkMailRoundtrip
