// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/channel.hpp"

#include <utility>

namespace mpm {

/// A TLS session over a connected, non-blocking socket. Every wait is a poll with the deadline.
class OpensslChannel : public Channel {
public:
    /// The socket is another's, and must outlive this.
    explicit OpensslChannel(SslPtr session) : ssl_(std::move(session)) {}

    std::string receive(Deadline deadline) override;
    std::string receivePending() override;
    void send(std::string_view bytes, Deadline deadline) override;

    /// Fails: there is TLS already.
    TlsFacts startTls(const TlsRequest& request, Deadline deadline) override;

private:
    void wait(int sslError, Deadline deadline);
    [[noreturn]] void fail(int sslError);

    SslPtr ssl_;
    std::size_t received_ = 0;
};

} // namespace mpm
