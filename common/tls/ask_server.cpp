// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/ask_server.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

using Stage = AskFailed::Stage;

constexpr std::size_t mostAddresses = 8; ///< of one server that are tried

std::vector<IpAddress> usable(const AddressLookup& lookup, const AskedServer& server)
{
    auto addresses = lookup.addresses;
    if (addresses.empty()) {
        const auto failure = lookup.failure.value_or(Failure{FailureKind::NoSuchName, "no address"});
        throw PeerFailed(failure.kind, failure.detail);
    }
    const auto inside =
        std::find_if(addresses.begin(), addresses.end(), [](const IpAddress& address) { return !address.isGlobal(); });
    if (server.namedBy == NamedBy::Server && inside != addresses.end()) {
        throw PeerFailed(FailureKind::Protocol, "not asked: its address " + inside->toString() + " is " +
                                                    std::string(inside->specialPurpose()));
    }
    addresses.resize(std::min(addresses.size(), mostAddresses));
    return addresses;
}

/// One question, with how far it came.
class Asking {
public:
    Asking(const NetworkAccess& network, const AskedServer& server, const std::string& question,
           const IsComplete& isComplete)
        : network_(network), server_(server), question_(question), isComplete_(isComplete)
    {
    }

    std::string answer(Deadline deadline)
    {
        try {
            const auto addresses =
                usable(lookUpHost(network_.resolver, server_.host, network_.families, deadline), server_);
            for (std::size_t i = 0;; ++i) {
                const auto left = addresses.size() - i;
                try {
                    return answerFrom(addresses[i], deadline.share(left), deadline);
                } catch (const PeerFailed&) {
                    if (left == 1 || (stage_ != Stage::Connection && server_.next == NextAddress::UnlessConnected)) {
                        throw;
                    }
                }
            }
        } catch (const PeerFailed& failed) {
            const auto& failure = failed.failure();
            throw AskFailed(failure.kind, harmless(server_.host, 80) + ": " + worded(failure),
                            {stage_, endpoint_, failure, since(dialed_), !answer_.empty()});
        }
    }

private:
    std::string answerFrom(const IpAddress& address, Deadline share, Deadline whole)
    {
        const Endpoint endpoint{address, server_.port};
        endpoint_ = endpoint.toString();
        stage_ = Stage::Connection;
        answer_.clear();
        dialed_ = Clock::now();
        const auto channel = network_.dialer.dial(endpoint, share);
        const auto deadline = server_.next == NextAddress::UnlessConnected ? whole : share;
        if (server_.secure) {
            startTls(*channel, deadline);
        }
        stage_ = Stage::Answer;
        channel->send(question_, deadline);
        receiveAll(*channel, deadline);
        return answer_;
    }

    void startTls(Channel& channel, Deadline deadline)
    {
        TlsRequest request;
        request.anchors = server_.anchors;
        stage_ = Stage::Handshake;
        const auto facts = channel.startTls(forHost(request, server_.host), deadline);
        if (facts.failure) {
            throw PeerFailed(facts.failure->kind, facts.failure->detail);
        }
        stage_ = Stage::Certificate;
        if (!facts.problems.empty()) {
            throw PeerFailed(FailureKind::Tls, facts.problems.front().text);
        }
    }

    void receiveAll(Channel& channel, Deadline deadline)
    {
        while (!isComplete_(answer_, false)) {
            try {
                answer_ += channel.receive(deadline);
            } catch (const PeerFailed& failed) {
                if (failed.failure().kind != FailureKind::Closed) {
                    throw;
                }
                if (answer_.empty()) {
                    throw PeerFailed(FailureKind::Closed, "closed the connection without an answer");
                }
                if (!isComplete_(answer_, true)) {
                    throw PeerFailed(FailureKind::Closed, "the answer was cut off");
                }
                return;
            }
        }
    }

    std::string worded(const Failure& failure) const
    {
        if (failure.kind == FailureKind::TimedOut) {
            return late(since(start_));
        }
        switch (stage_) {
        case Stage::Connection: return endpoint_ + (endpoint_.empty() ? "" : " ") + failure.detail;
        case Stage::Handshake: return "TLS: " + failure.detail;
        case Stage::Certificate: return "its certificate: " + failure.detail;
        case Stage::Answer: break;
        }
        return failure.detail;
    }

    /// Time that went into finding and connecting counts, too: it is what the user waited.
    std::string late(Seconds waited) const
    {
        constexpr Seconds noTime{0.05};
        if (waited < noTime) {
            return "not asked: no time was left";
        }
        return (answer_.empty() ? "no answer within " : "the answer did not end within ") +
               formatNumber(waited.count(), 1) + " s";
    }

    const NetworkAccess& network_;
    const AskedServer& server_;
    const std::string& question_;
    const IsComplete& isComplete_;
    Stage stage_ = Stage::Connection;
    std::string endpoint_;
    std::string answer_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point dialed_ = start_;
};

} // namespace

std::string askServer(const NetworkAccess& network, const AskedServer& server, const std::string& question,
                      const IsComplete& isComplete, Deadline deadline)
{
    return Asking(network, server, question, isComplete).answer(deadline);
}

} // namespace mpm
