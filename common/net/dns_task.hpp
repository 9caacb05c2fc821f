// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/transport.hpp"
#include "net/pending_query.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace mpm {

/// A question with everything that decides how it is asked.
struct DnsPlan {
    DnsQuestion question;
    std::vector<Endpoint> servers; ///< in the order in which they are asked; never empty
    DnsQueryForm form;
    ServerQuestion::Fallback fallback = ServerQuestion::Fallback::All;
    unsigned attempts = 2; ///< rounds over the servers
    Seconds timeout{2};    ///< for one attempt at one server
    std::optional<IpAddress> source;
    std::shared_ptr<RecordRoom> room = std::make_shared<RecordRoom>();
    bool keepListening = false; ///< what is given up leaves its sockets to the answer's `listening`
    std::shared_ptr<DnsListening> earlier = nullptr; ///< of the same question to the same single server
};

/// One question on its way: to the next server when one is silent or unfit, without EDNS and by TCP
/// where a server needs that. Earlier sockets stay open, so that a late answer still counts.
/// Time and sockets are the caller's: it calls `onTime` and `onReady`.
class DnsTask {
public:
    DnsTask(DnsPlan plan, Deadline deadline);

    /// Sends the first packet.
    void start();
    bool isStarted() const { return started_; }
    bool isDone() const { return result_.has_value(); }

    /// What poll(2) has to watch.
    const std::vector<std::unique_ptr<PendingQuery>>& queries() const { return queries_; }

    /// When `onTime` wants to be called.
    Clock::time_point nextEvent() const;
    void onTime();

    /// Gives up at this time, if not before.
    void hurry(Clock::time_point end) { giveUpAt_ = std::min(giveUpAt_, end); }

    /// The query with that descriptor can go on. Does nothing when it is gone.
    void onReady(int descriptor);

    /// The outcome; when the task isn't done, that there was no time for it.
    DnsAnswer takeResult();

    /// The same while it is done and not taken.
    const DnsAnswer& result() const { return *result_; }

private:
    struct Server {
        Endpoint endpoint;
        bool asked = false;
        bool overTcp = false; ///< asked by TCP after its answer by UDP
        bool refusesEdns = false;
        std::optional<DnsAnswer> truncated; ///< what UDP gave
        std::optional<DnsTrouble> trouble;  ///< once it is out of the question
    };
    struct Attempt {
        std::size_t server = 0;
        EdnsChoice edns = EdnsChoice::None;
    };

    void sendNext();
    void send(Attempt attempt);
    void open(std::size_t server, const DnsQueryForm& form);
    void takeMessage(std::size_t server, const DnsQueryForm& form, DnsMessage message);
    bool fallBack(std::size_t server, const DnsQueryForm& form, const DnsMessage& message);
    void takeAnswer(std::size_t server, const DnsQueryForm& form, DnsAnswer answer);
    void takeTrouble(std::size_t server, const DnsQueryForm& form, DnsTrouble trouble);
    void putAside(std::size_t server, DnsTrouble trouble);
    void giveUp();
    void listenToEarlier();
    bool isEarlier(const PendingQuery& query) const;
    std::shared_ptr<DnsListening> leaveListening();
    DnsAnswer failedAnswer() const;
    void finish(DnsAnswer answer);
    void note(DnsOddity oddity);
    PendingQuery* openQuery(std::size_t server, EdnsChoice edns) const;
    std::size_t serverOf(const PendingQuery& query) const;

    DnsPlan plan_;
    Deadline deadline_;
    bool started_ = false;
    Clock::time_point startedAt_;
    Clock::duration interval_{};
    Clock::time_point nextSend_;
    Clock::time_point giveUpAt_;
    std::vector<Server> servers_;
    std::deque<Attempt> attempts_;                       ///< still to be made
    std::vector<std::unique_ptr<PendingQuery>> queries_; ///< those of an earlier task first
    std::vector<const PendingQuery*> earlier_;           ///< that are not this task's own
    Clock::time_point earlierStart_;
    bool heardLate_ = false;            ///< what came is the answer to an earlier task's packet
    std::optional<DnsAnswer> fallback_; ///< the first useless answer, if nothing better comes
    std::vector<DnsOddity> oddities_;
    std::optional<DnsAnswer> result_;
};

} // namespace mpm
