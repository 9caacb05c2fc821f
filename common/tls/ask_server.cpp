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
struct Asking {
    const NetworkAccess& network;
    const AskedServer& server;
    const std::string& question;
    const IsComplete& isComplete;
    Stage stage = Stage::Connection;
    std::string endpoint = {};
    std::string received = {};
    Clock::time_point start = Clock::now();
    Clock::time_point dialed = start;

    std::string answer(Deadline deadline)
    {
        try {
            const auto addresses =
                usable(lookUpHost(network.resolver, server.host, network.families, deadline), server);
            for (std::size_t i = 0;; ++i) {
                const auto left = addresses.size() - i;
                try {
                    return answerFrom(addresses[i], deadline.share(left), deadline);
                } catch (const PeerFailed&) {
                    if (left == 1 || (stage != Stage::Connection && server.next == NextAddress::UnlessConnected)) {
                        throw;
                    }
                }
            }
        } catch (const PeerFailed& failed) {
            const auto& failure = failed.failure();
            throw AskFailed(failure.kind, harmless(server.host, 80) + ": " + worded(failure),
                            {stage, endpoint, failure, since(dialed), !received.empty()});
        }
    }

    std::string answerFrom(const IpAddress& address, Deadline share, Deadline whole)
    {
        const Endpoint peer{address, server.port};
        endpoint = peer.toString();
        stage = Stage::Connection;
        received.clear();
        dialed = Clock::now();
        const auto channel = network.dialer.dial(peer, share);
        const auto deadline = server.next == NextAddress::UnlessConnected ? whole : share;
        if (server.secure) {
            startTls(*channel, deadline);
        }
        stage = Stage::Answer;
        channel->send(question, deadline);
        receiveAll(*channel, deadline);
        return received;
    }

    void startTls(Channel& channel, Deadline deadline)
    {
        TlsRequest request;
        request.anchors = server.anchors;
        stage = Stage::Handshake;
        const auto facts = channel.startTls(forHost(request, server.host), deadline);
        if (facts.failure) {
            throw PeerFailed(facts.failure->kind, facts.failure->detail);
        }
        stage = Stage::Certificate;
        if (!facts.problems.empty()) {
            throw PeerFailed(FailureKind::Tls, facts.problems.front().text);
        }
    }

    void receiveAll(Channel& channel, Deadline deadline)
    {
        while (!isComplete(received, false)) {
            try {
                received += channel.receive(deadline);
            } catch (const PeerFailed& failed) {
                if (failed.failure().kind != FailureKind::Closed) {
                    throw;
                }
                if (received.empty()) {
                    throw PeerFailed(FailureKind::Closed, "closed the connection without an answer");
                }
                if (!isComplete(received, true)) {
                    throw PeerFailed(FailureKind::Closed, "the answer was cut off");
                }
                return;
            }
        }
    }

    std::string worded(const Failure& failure) const
    {
        if (failure.kind == FailureKind::TimedOut) {
            return late();
        }
        switch (stage) {
        case Stage::Connection: return endpoint + (endpoint.empty() ? "" : " ") + failure.detail;
        case Stage::Handshake: return "TLS: " + failure.detail;
        case Stage::Certificate: return "its certificate: " + failure.detail;
        case Stage::Answer: break;
        }
        return failure.detail;
    }

    /// Time that went into finding and connecting counts, too: it is what the user waited.
    std::string late() const
    {
        constexpr Seconds noTime{0.05};
        const auto waited = since(start);
        if (waited < noTime) {
            return "not asked: no time was left";
        }
        return (received.empty() ? "no answer within " : "the answer did not end within ") +
               formatNumber(waited.count(), 1) + " s";
    }
};

} // namespace

std::string askServer(const NetworkAccess& network, const AskedServer& server, const std::string& question,
                      const IsComplete& isComplete, Deadline deadline)
{
    return Asking{network, server, question, isComplete}.answer(deadline);
}

} // namespace mpm
