// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls_provider.hpp"
#include "tls/channel.hpp"

#include <Poco/Net/StreamSocket.h>

#include <memory>

namespace mpm {

/// A connected TCP socket. It stays non-blocking: poll with the deadline is the only wait, so that a
/// peer which sends an octet now and then gains no time (Poco's own time-outs count per receive).
class TcpChannel : public Channel {
public:
    /// `tls` may be null: then startTls fails as LocalFault. It must live as long as this.
    explicit TcpChannel(const Poco::Net::StreamSocket& connected, TlsProvider* tls = nullptr)
        : socket_(connected), provider_(tls)
    {
    }

    std::string receive(Deadline deadline) override;
    std::string receivePending() override;
    void send(std::string_view bytes, Deadline deadline) override;
    TlsFacts startTls(const TlsRequest& request, Deadline deadline) override;

private:
    void wait(short events, Deadline deadline);

    Poco::Net::StreamSocket socket_;
    TlsProvider* provider_;
    std::unique_ptr<Channel> encrypted_; ///< everything goes through it once TLS has begun
    std::size_t received_ = 0;
};

/// Waits with poll(2) until the socket is ready for `events`; false when the deadline came first.
bool waitFor(int socket, short events, Deadline deadline);

} // namespace mpm
