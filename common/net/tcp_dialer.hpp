// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/channel.hpp"

#include <optional>

namespace mpm {

/// Opens TCP connections.
class TcpDialer : public Dialer {
public:
    /// `source`: the client side's address; endpoints of the other family fail as LocalFault.
    explicit TcpDialer(std::optional<IpAddress> source = std::nullopt) : source_(source) {}

    std::unique_ptr<Channel> dial(const Endpoint& endpoint, Deadline deadline) override;

private:
    std::optional<IpAddress> source_;
};

} // namespace mpm
