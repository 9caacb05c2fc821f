// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tcp_dialer.hpp"

#include "check/ascii.hpp"
#include "check/range.hpp"
#include "io/failure.hpp"
#include "io/resources.hpp"
#include "net/tcp_channel.hpp"

#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <netinet/in.h>
#include <poll.h>

#include <cerrno>
#include <system_error>

namespace mpm {
namespace {

Poco::Net::SocketAddress toPoco(const Endpoint& endpoint)
{
    const auto octets = endpoint.address.octets();
    const auto length = static_cast<poco_socklen_t>(octets.size());
    return {Poco::Net::IPAddress(octets.data(), length, endpoint.address.zone()), endpoint.port};
}

[[noreturn]] void throwConnectFailure(int error)
{
    throwIfUsedUp(error, "open another connection");
    auto detail = std::generic_category().message(error);
    detail.front() = toLower(detail.front()); // it stands in the middle of a sentence
    switch (error) {
    case ECONNREFUSED: throw PeerFailed(FailureKind::Refused, "connection refused");
    case ETIMEDOUT: throw PeerFailed(FailureKind::TimedOut, "the connection timed out");
    case ECONNRESET:
    case EPIPE: throw PeerFailed(FailureKind::Closed, "connection reset by the server");
    case ENETUNREACH:
    case EAFNOSUPPORT:
    case EADDRNOTAVAIL:
    case EINVAL: // an address that needs a zone
        throw PeerFailed(FailureKind::NoRoute, "this machine has no route to it (" + detail + ")");
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EACCES:
    case EPERM: // a local packet filter that rejects
        throw PeerFailed(FailureKind::Unreachable, detail);
    default: throw PeerFailed(FailureKind::LocalFault, detail);
    }
}

void bindTo(const Poco::Net::StreamSocket& socket, const IpAddress& source)
{
    try {
        socket.impl()->bind(toPoco(Endpoint{source, 0}), false);
    } catch (const Poco::Exception& error) {
        throw PeerFailed(FailureKind::LocalFault, "can't use the source address " + source.toString() + ": " +
                                                      std::generic_category().message(error.code()));
    }
}

} // namespace

std::unique_ptr<Channel> TcpDialer::dial(const Endpoint& endpoint, Deadline deadline)
{
    const auto start = Clock::now();
    try {
        Poco::Net::StreamSocket socket(toPoco(endpoint).family());
        if (source_) {
            if (source_->family() != endpoint.address.family()) {
                throw PeerFailed(FailureKind::LocalFault,
                                 "the source address " + source_->toString() + " is of the other address family");
            }
            bindTo(socket, *source_);
        }
        socket.connectNB(toPoco(endpoint));
        if (!waitFor(socket.impl()->sockfd(), POLLOUT, deadline)) {
            throw PeerFailed(FailureKind::TimedOut,
                             "no connection within " + formatNumber(since(start).count(), 1) + " s");
        }
        const int error = socket.impl()->socketError();
        // A peer that accepts and resets at once was there: what it said before is read, and the step is told.
        if (error != 0 && error != ECONNRESET && error != EPIPE) {
            throwConnectFailure(error);
        }
        socket.setNoDelay(true);
        return std::make_unique<TcpChannel>(socket, tls_);
    } catch (const Poco::Exception& error) {
        throwConnectFailure(error.code());
    }
}

} // namespace mpm
