// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/descriptor.hpp"

#include <sys/socket.h>

#include <cstdint>
#include <string>

namespace mpm::test {

/// An address as the kernel takes it.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

/// Throws std::runtime_error for what is no address.
SocketAddress socketAddress(const std::string& address, std::uint16_t port);

/// A listening TCP socket on an address of this host; port 0 for any.
/// Throws std::runtime_error when it can't be had.
Descriptor listenOn(const std::string& address, std::uint16_t port, int backlog = 128);

/// The port of a socket.
std::uint16_t portOf(const Descriptor& socket);

} // namespace mpm::test
