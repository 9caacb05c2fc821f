// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls_provider.hpp"
#include "tls/channel.hpp"

#include <optional>

namespace mpm {

/// Opens TCP connections.
class TcpDialer : public Dialer {
public:
    /// `source`: the client side's address; endpoints of the other family fail as LocalFault.
    /// `tls`: what the connections' startTls uses; it must live as long as they do.
    explicit TcpDialer(std::optional<IpAddress> source = std::nullopt, TlsProvider* tls = nullptr)
        : source_(source), tls_(tls)
    {
    }

    std::unique_ptr<Channel> dial(const Endpoint& endpoint, Deadline deadline) override;

private:
    std::optional<IpAddress> source_;
    TlsProvider* tls_;
};

} // namespace mpm
