// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_socket.hpp"

#include "dns/message.hpp"
#include "io/resources.hpp"

#include <netinet/in.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace mpm {
namespace {

/// Nobody's answer by UDP is longer than what questions offer; hundreds of threads may have this on their stacks.
constexpr std::size_t mostAtOnce = mostAnswerOctets;

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

SocketAddress toSocketAddress(const Endpoint& endpoint)
{
    SocketAddress result;
    const auto octets = endpoint.address.octets();
    if (endpoint.address.family() == Family::IPv4) {
        auto& v4 = reinterpret_cast<sockaddr_in&>(result.storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(endpoint.port);
        std::memcpy(&v4.sin_addr, octets.data(), octets.size());
        result.size = sizeof v4;
    } else {
        auto& v6 = reinterpret_cast<sockaddr_in6&>(result.storage);
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(endpoint.port);
        v6.sin6_scope_id = endpoint.address.zone();
        std::memcpy(&v6.sin6_addr, octets.data(), octets.size());
        result.size = sizeof v6;
    }
    return result;
}

DnsTrouble troubleOf(int error, const Endpoint& server)
{
    const auto name = server.toString();
    throwIfUsedUp(error, "ask " + name);
    switch (error) {
    case ECONNREFUSED: return {DnsOutcome::PortClosed, "no name server listens at " + name + " (connection refused)"};
    case ECONNRESET:
    case EPIPE: return {DnsOutcome::Garbage, name + " closed the connection before its answer"};
    case ETIMEDOUT: return {DnsOutcome::TimedOut, "no answer from " + name};
    default: return {DnsOutcome::Unreachable, name + " can't be reached: " + std::generic_category().message(error)};
    }
}

void bindTo(int socket, const IpAddress& source)
{
    const auto own = toSocketAddress({source, 0});
    if (::bind(socket, own.get(), own.size) != 0) {
        throw DnsServerFailed({DnsOutcome::LocalFault, "can't use the source address " + source.toString() + ": " +
                                                           std::generic_category().message(errno)});
    }
}

bool mustWait(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR || error == EINPROGRESS || error == ENOTCONN;
}

} // namespace

DnsSocket::DnsSocket(const Endpoint& server, DnsProtocol protocol, const std::optional<IpAddress>& source)
    : server_(server), protocol_(protocol)
{
    const auto address = toSocketAddress(server);
    const int kind = protocol == DnsProtocol::Udp ? SOCK_DGRAM : SOCK_STREAM;
    number_ = ::socket(address.storage.ss_family, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (number_ < 0) {
        throw DnsServerFailed(troubleOf(errno, server));
    }
    try {
        if (source && source->family() == server.address.family()) {
            bindTo(number_, *source);
        }
        if (::connect(number_, address.get(), address.size) != 0 && !mustWait(errno)) {
            throw DnsServerFailed(troubleOf(errno, server));
        }
    } catch (const DnsServerFailed&) {
        ::close(number_);
        throw;
    }
}

DnsSocket::~DnsSocket()
{
    ::close(number_);
}

std::size_t DnsSocket::send(std::string_view octets)
{
    const auto sent = ::send(number_, octets.data(), octets.size(), MSG_NOSIGNAL);
    if (sent < 0 && !mustWait(errno)) {
        throw DnsServerFailed(troubleOf(errno, server_));
    }
    return static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
}

std::optional<std::string> DnsSocket::receive()
{
    std::array<char, mostAtOnce> buffer; // recv fills what is read of it
    const auto received = ::recv(number_, buffer.data(), buffer.size(), 0);
    if (received < 0) {
        if (mustWait(errno)) {
            return std::nullopt;
        }
        throw DnsServerFailed(troubleOf(errno, server_));
    }
    if (received == 0 && protocol_ == DnsProtocol::Tcp) {
        throw DnsServerFailed(troubleOf(EPIPE, server_));
    }
    return std::string(buffer.data(), static_cast<std::size_t>(received));
}

std::string randomOctets(std::size_t count)
{
    std::string octets(count, '\0');
    // At most 256 octets: these come whole, and uninterrupted once the kernel's generator has started.
    for (std::size_t at = 0; at < count;) {
        const auto got = ::getrandom(octets.data() + at, std::min<std::size_t>(count - at, 256), 0);
        if (got < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "getrandom");
        }
        at += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    return octets;
}

} // namespace mpm
