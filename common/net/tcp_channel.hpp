// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/channel.hpp"

#include <Poco/Net/StreamSocket.h>

namespace mpm {

/// A connected TCP socket. It stays non-blocking: poll with the deadline is the only wait, so that a
/// peer which sends an octet now and then gains no time (Poco's own time-outs count per receive).
class TcpChannel : public Channel {
public:
    explicit TcpChannel(const Poco::Net::StreamSocket& connected) : socket_(connected) {}

    std::string receive(Deadline deadline) override;
    std::string receivePending() override;
    void send(std::string_view bytes, Deadline deadline) override;

private:
    void wait(short events, Deadline deadline);

    Poco::Net::StreamSocket socket_;
    std::size_t received_ = 0;
};

/// Waits with poll(2) until the socket is ready for `events`; false when the deadline came first.
bool waitFor(int socket, short events, Deadline deadline);

} // namespace mpm
