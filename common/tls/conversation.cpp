// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/conversation.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t mostAddresses = 8; ///< of one server that are tried

/// A connection to the first address that takes one.
std::unique_ptr<Channel> dialHost(const NetworkAccess& network, const RegistryServer& server, Deadline deadline)
{
    auto lookup = lookUpHost(network.resolver, server.host, network.families, deadline);
    auto& addresses = lookup.addresses;
    if (server.reach == Reach::Public) {
        const auto inside = std::find_if(addresses.begin(), addresses.end(),
                                         [](const IpAddress& address) { return !address.isGlobal(); });
        if (inside != addresses.end()) {
            throw PeerFailed(FailureKind::Protocol, "not asked: its address " + inside->toString() + " is " +
                                                        std::string(inside->specialPurpose()));
        }
    }
    addresses.resize(std::min(addresses.size(), mostAddresses));
    auto failure = lookup.failure.value_or(Failure{FailureKind::NoSuchName, "no address"});
    auto left = addresses.size();
    for (const auto& address : addresses) {
        try {
            return network.dialer.dial({address, server.port}, deadline.share(left--));
        } catch (const PeerFailed& failed) {
            failure = failed.failure();
            failure.detail = Endpoint{address, server.port}.toString() + " " + failure.detail;
        }
    }
    throw PeerFailed(failure.kind, failure.detail);
}

void startTls(Channel& channel, const std::string& host, Deadline deadline)
{
    const auto facts = channel.startTls(forHost({}, host), deadline);
    if (facts.failure) {
        throw PeerFailed(facts.failure->kind, "TLS: " + facts.failure->detail);
    }
    if (!facts.problems.empty()) {
        throw PeerFailed(FailureKind::Tls, "its certificate: " + facts.problems.front().text);
    }
}

void receiveAll(Channel& channel, std::string& answer, const IsComplete& isComplete, Deadline deadline)
{
    while (!isComplete(answer, false)) {
        try {
            answer += channel.receive(deadline);
        } catch (const PeerFailed& failed) {
            if (failed.failure().kind != FailureKind::Closed) {
                throw;
            }
            if (answer.empty()) {
                throw PeerFailed(FailureKind::Closed, "closed the connection without an answer");
            }
            if (!isComplete(answer, true)) {
                throw PeerFailed(FailureKind::Closed, "the answer was cut off");
            }
            return;
        }
    }
}

/// Time that went into finding and connecting counts, too: it is what the user waited.
std::string late(Seconds waited, bool answered)
{
    constexpr Seconds noTime{0.05};
    if (waited < noTime) {
        return "not asked: no time was left";
    }
    return (answered ? "the answer did not end within " : "no answer within ") + formatNumber(waited.count(), 1) + " s";
}

} // namespace

std::string converse(const NetworkAccess& network, const RegistryServer& server, const std::string& question,
                     const IsComplete& isComplete, Deadline deadline)
{
    const auto start = Clock::now();
    std::string answer;
    try {
        const auto channel = dialHost(network, server, deadline);
        if (server.secure) {
            startTls(*channel, server.host, deadline);
        }
        channel->send(question, deadline);
        receiveAll(*channel, answer, isComplete, deadline);
        return answer;
    } catch (const PeerFailed& failed) {
        const auto& failure = failed.failure();
        const bool tooLate = failure.kind == FailureKind::TimedOut;
        throw PeerFailed(failure.kind, harmless(server.host, 80) + ": " +
                                           (tooLate ? late(since(start), !answer.empty()) : failure.detail));
    }
}

} // namespace mpm
