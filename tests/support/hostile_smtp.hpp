// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/descriptor.hpp"
#include "support/hostile_steps.hpp"

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mpm::test {

/// What one client did on its connection.
struct ClientRecord {
    std::string said;                       ///< every octet that a step read from it
    bool spokeEarly = false;                ///< it sent something before the greeting had ended
    std::string unexpected;                 ///< the line that an `awaitLine` did not want; empty when all were right
    std::vector<std::string> lines() const; ///< `said` by lines, without their ends
};

/// A server in threads of this process that follows a script on every connection: whatever a real
/// one could do wrong. It listens on a port of the kernel's choice until it is destroyed.
class HostileSmtp {
public:
    /// `address`: 127.0.0.1, ::1 or any other address of this host. `port`: 0 for any.
    explicit HostileSmtp(Script script, const std::string& address = "127.0.0.1", std::uint16_t port = 0);

    /// Ends every script, whatever it waits for.
    ~HostileSmtp();
    HostileSmtp(const HostileSmtp&) = delete;
    HostileSmtp& operator=(const HostileSmtp&) = delete;

    std::uint16_t port() const { return port_; }

    /// The connections so far, in the order of their coming. Waits until their scripts have ended,
    /// but no longer than a second.
    std::vector<ClientRecord> clients();

    /// The only client. Throws std::runtime_error when there were none or several.
    ClientRecord client();

private:
    struct Connection {
        ClientRecord record;
        bool ended = false;
        std::thread thread;
    };

    void acceptAll();
    void serve(Descriptor socket, Connection& connection);

    Script script_;
    Descriptor listener_;
    Descriptor stop_;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::list<Connection> connections_;
    std::thread acceptor_;
};

/// A port that never completes a connection, as a firewall that drops packets leaves it: its
/// backlog is full and nobody accepts.
class DeafPort {
public:
    explicit DeafPort(const std::string& address = "127.0.0.1", std::uint16_t port = 0);
    std::uint16_t port() const { return port_; }

private:
    Descriptor listener_;
    std::vector<Descriptor> fillers_;
    std::uint16_t port_ = 0;
};

} // namespace mpm::test
