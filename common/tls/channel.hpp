// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "io/ip_address.hpp"
#include "tls/facts.hpp"
#include "tls/request.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mpm {

/// A connected byte stream to one peer. Real: TCP; in tests: a script.
/// Every call obeys its deadline; every fault is a PeerFailed.
class Channel {
public:
    Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    virtual ~Channel() = default;

    /// At least one octet that the peer sent. Throws PeerFailed: TimedOut, Closed, or Protocol when
    /// the peer has sent more in all than any honest one would.
    virtual std::string receive(Deadline deadline) = 0;

    /// What has arrived already, without waiting; empty when nothing has.
    virtual std::string receivePending() = 0;

    /// All of it, or PeerFailed.
    virtual void send(std::string_view bytes, Deadline deadline) = 0;

    /// Turns the stream into TLS, as its client; what was received before must have been taken by then.
    /// Nothing throws: a handshake that fails is in the facts, and the channel is of no use then.
    virtual TlsFacts startTls(const TlsRequest& request, Deadline deadline) = 0;
};

/// Opens channels.
class Dialer {
public:
    Dialer() = default;
    Dialer(const Dialer&) = delete;
    Dialer& operator=(const Dialer&) = delete;
    virtual ~Dialer() = default;

    /// A connection to the endpoint, or PeerFailed: Refused, Unreachable, LocalFault, TimedOut.
    virtual std::unique_ptr<Channel> dial(const Endpoint& endpoint, Deadline deadline) = 0;
};

} // namespace mpm
