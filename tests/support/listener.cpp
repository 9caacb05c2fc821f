// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/listener.hpp"

#include "io/ip_address.hpp"

#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace mpm::test {

SocketAddress socketAddress(const std::string& text, std::uint16_t port)
{
    const auto address = IpAddress::parse(text);
    if (!address) {
        throw std::runtime_error(text + " is no address");
    }
    SocketAddress result;
    if (address->family() == Family::IPv4) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        std::memcpy(&v4.sin_addr, address->octets().data(), address->octets().size());
        std::memcpy(&result.storage, &v4, sizeof v4);
        result.size = sizeof v4;
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        std::memcpy(&v6.sin6_addr, address->octets().data(), address->octets().size());
        std::memcpy(&result.storage, &v6, sizeof v6);
        result.size = sizeof v6;
    }
    return result;
}

Descriptor listenOn(const std::string& text, std::uint16_t port, int backlog)
{
    auto address = socketAddress(text, port);
    Descriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), address.get(), address.size) != 0 || ::listen(socket.get(), backlog) != 0) {
        throw std::runtime_error("can't listen on " + text + ": " + std::strerror(errno));
    }
    return socket;
}

std::uint16_t portOf(const Descriptor& socket)
{
    SocketAddress address;
    address.size = sizeof address.storage;
    ::getsockname(socket.get(), address.get(), &address.size);
    const auto* port = address.storage.ss_family == AF_INET
                           ? &reinterpret_cast<const sockaddr_in*>(&address.storage)->sin_port
                           : &reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_port;
    return ntohs(*port);
}

} // namespace mpm::test
