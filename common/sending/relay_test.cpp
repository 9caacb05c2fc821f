// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/relay_test.hpp"

#include "sending/relay_answer.hpp"
#include "sending/relay_attempts.hpp"
#include "sending/transaction.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace mpm::sending {
namespace {

/// The attempts that are still to be made, and what became of the others; shared by all connections.
class RelayRun {
public:
    RelayRun(std::vector<RelayEnvelope> envelopes, const Reconnect& reconnect, Deadline deadline)
        : envelopes_(std::move(envelopes)), made_(envelopes_.size()), reconnect_(reconnect), deadline_(deadline)
    {
        for (std::size_t i = 0; i < envelopes_.size(); ++i) {
            waiting_.push_back(i);
        }
    }

    void carryOut(SmtpSession& session, Delivery& delivery)
    {
        {
            std::jthread watcher;
            try {
                watcher = std::jthread([this] { guarded([this] { hasten(); }); });
            } catch (const std::system_error&) {
                over_ = true; // the machine gives no more threads: one connection after the other, then
            }
            guarded([&] {
                talk(session, delivery.visit.exchanges);
                callAgain();
            });
            const std::lock_guard lock(mutex_);
            over_ = true;
            changed_.notify_all();
        }
        if (fault_) {
            std::rethrow_exception(fault_);
        }
        delivery.faultyReset = std::move(faultyReset_);
        auto& test = *delivery.relay;
        for (auto& attempt : made_) {
            if (attempt) {
                test.attempts.push_back(std::move(*attempt));
            }
        }
        test.connections = std::move(connections_);
        test.interruptions = std::move(interruptions_);
    }

private:
    /// What an answer is worth by its place. Behind others it may be the answer to something else, where a server says
    /// more than it was asked; what was accepted first on a connection shows that the server relays in earnest.
    enum class Trust : std::uint8_t { First, Later, Proven };

    /// More connections, twice as many each time that none of those there are has had an answer for so long that the
    /// attempts would take up more than half of what time is left.
    void hasten()
    {
        std::vector<std::jthread> more;
        std::unique_lock lock(mutex_);
        while (!over_ && !waiting_.empty() && !deadline_.passed()) {
            const auto before = answered_;
            const auto enough = deadline_.remaining() / (2 * (envelopes_.size() - answered_));
            if (changed_.wait_for(lock, enough, [&] { return over_ || answered_ != before; })) {
                continue;
            }
            const auto open = more.size() + 1;
            const auto wanted = std::min({open, waiting_.size(), envelopes_.size() - open});
            try {
                for (std::size_t i = 0; i < wanted; ++i) {
                    more.emplace_back([this] { guarded([this] { callAgain(); }); });
                }
            } catch (const std::system_error&) {
                return; // those there are do the work
            }
            if (wanted == 0) {
                return;
            }
        }
    }

    /// What must not leave a thread is thrown where the test was asked for.
    template <class Function>
    void guarded(Function function)
    {
        try {
            function();
        } catch (...) {
            const std::lock_guard lock(mutex_);
            fault_ = std::current_exception();
        }
    }

    /// Until nothing is left to do, or a connection does not open. Each one settles at least the attempt that it begins
    /// with, so that they come to an end.
    void callAgain()
    {
        for (bool opened = true; opened && !isDone();) {
            opened = false;
            auto visit = reconnect_([&](SmtpSession& session, std::vector<Exchange>& exchanges) {
                opened = true;
                talk(session, exchanges);
            });
            const std::lock_guard lock(mutex_);
            connections_.push_back(std::move(visit));
        }
    }

    bool isDone()
    {
        const std::lock_guard lock(mutex_);
        return waiting_.empty() && forFront_.empty();
    }

    bool hasMore()
    {
        const std::lock_guard lock(mutex_);
        return !waiting_.empty();
    }

    /// As many attempts as the session lasts.
    void talk(SmtpSession& session, std::vector<Exchange>& exchanges)
    {
        Trust trust = Trust::First;
        while (session.usable()) {
            auto attempt = take(trust);
            if (!attempt) {
                break;
            }
            const auto answer = make(session, attempt->second, exchanges);
            const bool begun = attempt->second.rcpt.has_value();
            trust = keep(attempt->first, std::move(attempt->second), answer, trust);
            if (begun && hasMore()) {
                reset(session);
            }
        }
    }

    std::optional<std::pair<std::size_t, RelayAttempt>> take(Trust trust)
    {
        const std::lock_guard lock(mutex_);
        auto& queue = waiting_.empty() && trust == Trust::First ? forFront_ : waiting_;
        if (queue.empty()) {
            return std::nullopt;
        }
        const auto place = queue.front();
        queue.pop_front();
        const auto& envelope = envelopes_[place];
        RelayAttempt attempt;
        attempt.spoofed = envelope.spoofed;
        // Where the stranger is refused as a sender, only one who is not lets RCPT be heard.
        attempt.sender = senderRefused_ && envelope.spoofed == Spoofed::Recipient ? "" : envelope.sender;
        attempt.recipient = envelope.recipient;
        return std::pair(place, std::move(attempt));
    }

    static RelayAnswer make(SmtpSession& session, RelayAttempt& attempt, std::vector<Exchange>& exchanges)
    {
        attempt.mail = session.command(Step::Mail, "MAIL FROM:<" + attempt.sender + ">");
        exchanges.push_back(attempt.mail);
        if (accepts(attempt.mail) && session.usable()) {
            attempt.rcpt = session.command(Step::Rcpt, "RCPT TO:<" + attempt.recipient + ">");
            exchanges.push_back(*attempt.rcpt);
        }
        return relayAnswer(attempt);
    }

    /// An attempt that the connection's end swallowed, or whose acceptance proves nothing yet, is made again at the
    /// front of another connection: what comes of it there counts. How far to trust the next answer.
    Trust keep(std::size_t place, RelayAttempt attempt, RelayAnswer answer, Trust trust)
    {
        const std::lock_guard lock(mutex_);
        const bool accepted = answer == RelayAnswer::Accepted;
        const bool stranger = attempt.spoofed != Spoofed::Sender && !attempt.sender.empty();
        if (answer == RelayAnswer::Lost || (accepted && trust == Trust::Later)) {
            if (!accepted) {
                interruptions_.push_back(decisive(attempt));
            }
            if (trust != Trust::First) {
                forFront_.push_back(place);
            }
        } else if (answer == RelayAnswer::SenderRefused && stranger && attempt.spoofed == Spoofed::Recipient) {
            senderRefused_ = true;
            waiting_.push_front(place);
        } else {
            senderRefused_ = senderRefused_ || (answer == RelayAnswer::SenderRefused && stranger);
            ++answered_;
        }
        // An acceptance is kept even where the server lets nobody in to confirm it.
        const bool keepsOld = answer == RelayAnswer::Lost && made_[place];
        if (!keepsOld) {
            made_[place] = std::move(attempt);
        }
        changed_.notify_all();
        return accepted && trust != Trust::Later ? Trust::Proven : trust == Trust::Proven ? trust : Trust::Later;
    }

    /// The next attempt needs it. A server that lets us wait for that as well is called again.
    void reset(SmtpSession& session)
    {
        auto answer = session.reset();
        if (!answer || answer->answeredClass(2)) {
            return;
        }
        const std::lock_guard lock(mutex_);
        if (answer->failure || !session.usable()) {
            interruptions_.push_back(std::move(*answer));
        } else if (!faultyReset_) {
            faultyReset_ = std::move(answer);
        }
    }

    std::vector<RelayEnvelope> envelopes_;
    std::vector<std::optional<RelayAttempt>> made_; ///< at the envelope's place
    const Reconnect& reconnect_;
    Deadline deadline_;
    std::mutex mutex_; ///< of all that follows
    std::condition_variable changed_;
    std::deque<std::size_t> waiting_;
    std::deque<std::size_t> forFront_; ///< attempts with which a connection must begin
    std::size_t answered_ = 0;
    bool senderRefused_ = false;
    bool over_ = false;
    std::optional<Exchange> faultyReset_;
    std::vector<Exchange> interruptions_;
    std::vector<SmtpVisit> connections_;
    std::exception_ptr fault_;
};

} // namespace

void testRelay(SmtpSession& session, const Plan& plan, Delivery& delivery, const Reconnect& reconnect,
               Deadline deadline)
{
    auto envelopes = relayEnvelopes(plan, delivery.visit);
    delivery.relay.emplace().planned = envelopes.size();
    RelayRun(std::move(envelopes), reconnect, deadline).carryOut(session, delivery);
}

} // namespace mpm::sending
