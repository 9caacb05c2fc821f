// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/relay_test.hpp"

#include "check_smtp_send/relay_answer.hpp"
#include "check_smtp_send/relay_attempts.hpp"
#include "check_smtp_send/transaction.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace mpm::checkSmtpSend {
namespace {

constexpr unsigned mostTries = 2;

/// The attempts that are still to be made, and what became of the others; shared by all connections.
class RelayRun {
public:
    RelayRun(std::vector<RelayEnvelope> envelopes, const Reconnect& reconnect, Deadline deadline)
        : envelopes_(std::move(envelopes)), made_(envelopes_.size()), tries_(envelopes_.size()), reconnect_(reconnect),
          deadline_(deadline)
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
            if (talk(session, delivery.visit.exchanges) > 0) {
                callAgain();
            }
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

    /// Until nothing is left to do, or a connection does not open or brings no answer.
    void callAgain()
    {
        for (std::size_t gained = 1; gained > 0 && !isDone();) {
            gained = 0;
            auto visit = reconnect_(
                [&](SmtpSession& session, std::vector<Exchange>& exchanges) { gained = talk(session, exchanges); });
            const std::lock_guard lock(mutex_);
            connections_.push_back(std::move(visit));
        }
    }

    bool isDone()
    {
        const std::lock_guard lock(mutex_);
        return waiting_.empty();
    }

    /// As many attempts as the session lasts; how many of them were answered.
    std::size_t talk(SmtpSession& session, std::vector<Exchange>& exchanges)
    {
        std::size_t gained = 0;
        while (session.usable()) {
            auto attempt = take();
            if (!attempt) {
                break;
            }
            const auto answer = make(session, attempt->second, exchanges);
            const bool begun = attempt->second.rcpt.has_value();
            gained += answer == RelayAnswer::Lost ? 0 : 1;
            keep(attempt->first, std::move(attempt->second), answer);
            if (begun && !isDone()) {
                reset(session);
            }
        }
        return gained;
    }

    std::optional<std::pair<std::size_t, RelayAttempt>> take()
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) {
            return std::nullopt;
        }
        const auto place = waiting_.front();
        waiting_.pop_front();
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

    void keep(std::size_t place, RelayAttempt attempt, RelayAnswer answer)
    {
        const std::lock_guard lock(mutex_);
        const bool stranger = attempt.spoofed != Spoofed::Sender && !attempt.sender.empty();
        if (answer == RelayAnswer::Lost) {
            interruptions_.push_back(decisive(attempt));
            if (++tries_[place] < mostTries) {
                waiting_.push_back(place); // behind the others: it may be this one alone that makes the server leave
            }
        } else if (answer == RelayAnswer::SenderRefused && stranger && attempt.spoofed == Spoofed::Recipient) {
            senderRefused_ = true;
            waiting_.push_front(place);
        } else {
            senderRefused_ = senderRefused_ || (answer == RelayAnswer::SenderRefused && stranger);
            ++answered_;
        }
        made_[place] = std::move(attempt);
        changed_.notify_all();
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
    std::vector<unsigned> tries_;
    const Reconnect& reconnect_;
    Deadline deadline_;
    std::mutex mutex_; ///< of all that follows
    std::condition_variable changed_;
    std::deque<std::size_t> waiting_;
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

} // namespace mpm::checkSmtpSend
