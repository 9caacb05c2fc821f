// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tls/channel.hpp"

#include <Poco/Net/SecureStreamSocket.h>
#include <openssl/ssl.h>

namespace mpm {

/// A TLS session over a connected, non-blocking socket. Every wait is a poll with the deadline.
class OpensslChannel : public Channel {
public:
    /// `ssl` belongs to the socket.
    OpensslChannel(const Poco::Net::SecureStreamSocket& socket, SSL* ssl) : socket_(socket), ssl_(ssl) {}

    std::string receive(Deadline deadline) override;
    std::string receivePending() override;
    void send(std::string_view bytes, Deadline deadline) override;

    /// Fails: there is TLS already.
    TlsFacts startTls(const TlsRequest& request, Deadline deadline) override;

private:
    void wait(int sslError, Deadline deadline);
    [[noreturn]] void fail(int sslError);

    Poco::Net::SecureStreamSocket socket_;
    SSL* ssl_;
    std::size_t received_ = 0;
};

} // namespace mpm
