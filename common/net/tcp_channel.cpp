// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tcp_channel.hpp"

#include "check/range.hpp"
#include "io/failure.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace mpm {
namespace {

/// More than the longest honest dialogue by far; what comes beyond it is an attack or a fault.
constexpr std::size_t mostOctets = 4UL * 1024 * 1024;

[[noreturn]] void throwClosed(int error)
{
    if (error == 0) {
        throw PeerFailed(FailureKind::Closed, "connection closed by the server");
    }
    if (error == ECONNRESET || error == EPIPE) {
        throw PeerFailed(FailureKind::Closed, "connection reset by the server");
    }
    if (error == ETIMEDOUT) {
        throw PeerFailed(FailureKind::TimedOut, "the connection timed out");
    }
    throw PeerFailed(FailureKind::Closed, "connection lost: " + std::generic_category().message(error));
}

} // namespace

bool waitFor(int socket, short events, Deadline deadline)
{
    pollfd entry{.fd = socket, .events = events, .revents = 0};
    while (true) {
        const int ready = poll(&entry, 1, deadline.pollTimeout());
        if (ready > 0) {
            return true;
        }
        if (deadline.passed()) {
            return false;
        }
        if (ready < 0 && errno != EINTR) {
            throw PeerFailed(FailureKind::LocalFault, "poll: " + std::generic_category().message(errno));
        }
    }
}

void TcpChannel::wait(short events, Deadline deadline)
{
    const auto start = Clock::now();
    if (!waitFor(socket_.impl()->sockfd(), events, deadline)) {
        const auto waited = formatNumber(since(start).count(), 1);
        throw PeerFailed(FailureKind::TimedOut, "no answer within " + waited + " s");
    }
}

TlsFacts TcpChannel::startTls(const TlsRequest& request, Deadline deadline)
{
    if (encrypted_) {
        return encrypted_->startTls(request, deadline);
    }
    if (provider_ == nullptr) {
        TlsFacts facts;
        facts.failure = Failure{FailureKind::LocalFault, "this connection was opened without TLS"};
        return facts;
    }
    auto start = provider_->start(socket_.impl()->sockfd(), request, deadline);
    encrypted_ = std::move(start.channel);
    return std::move(start.facts);
}

std::string TcpChannel::receive(Deadline deadline)
{
    if (encrypted_) {
        return encrypted_->receive(deadline);
    }
    while (true) {
        // A peer that never stops sending would otherwise never let the deadline be looked at.
        if (deadline.passed()) {
            throw PeerFailed(FailureKind::TimedOut, "the answer did not end in time");
        }
        auto bytes = receivePending();
        if (!bytes.empty()) {
            return bytes;
        }
        wait(POLLIN, deadline);
    }
}

std::string TcpChannel::receivePending()
{
    if (encrypted_) {
        return encrypted_->receivePending();
    }
    std::array<char, 4096> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): written by recv
    const auto count = ::recv(socket_.impl()->sockfd(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
        return {};
    }
    if (count <= 0) {
        throwClosed(count == 0 ? 0 : errno);
    }
    received_ += static_cast<std::size_t>(count);
    if (received_ > mostOctets) {
        throw PeerFailed(FailureKind::Protocol, "the server sent more than 4 MiB");
    }
    return {buffer.data(), static_cast<std::size_t>(count)};
}

void TcpChannel::send(std::string_view bytes, Deadline deadline)
{
    if (encrypted_) {
        encrypted_->send(bytes, deadline);
        return;
    }
    while (!bytes.empty()) {
        const auto count = ::send(socket_.impl()->sockfd(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait(POLLOUT, deadline);
        } else if (errno != EINTR) {
            throwClosed(errno);
        }
    }
}

} // namespace mpm
