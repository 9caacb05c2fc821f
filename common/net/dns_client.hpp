// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/transport.hpp"
#include "io/deadline.hpp"
#include "io/ip_address.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace mpm {

struct DnsGroup;

/// Which resolvers to ask, and with which timeouts.
struct DnsClientConfig {
    std::vector<Endpoint> servers;
    Seconds timeout{2};              ///< for one packet, before the next server gets its turn
    unsigned attempts = 2;           ///< rounds over all servers
    bool rotate = false;             ///< begin with any of the servers
    std::string fault;               ///< why nobody can be asked: a fault of this machine; empty when there is none
    bool assumed = false;            ///< nothing is configured, so a server on this machine is tried
    std::optional<IpAddress> source; ///< servers of the other family are asked from any address
};

/// As /etc/resolv.conf has it.
DnsClientConfig systemDnsConfig();

/// Asks over UDP, and TCP where an answer is truncated. Every question has its own connected
/// socket, so that its port is one more thing to guess for a forger and a closed port is known at
/// once. Many threads may use one client at the same time.
class DnsClient : public DnsTransport {
public:
    explicit DnsClient(DnsClientConfig config) : config_(std::move(config)) {}

    /// `read` is called once, when the first question is asked: most checks of a host ask none.
    explicit DnsClient(std::function<DnsClientConfig()> read) : read_(std::move(read)) {}

    using DnsTransport::ask;
    std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions, Deadline deadline) override;
    std::vector<DnsAnswer> askForAddresses(const std::vector<DnsQuestion>& questions, Seconds grace,
                                           Deadline deadline) override;
    std::vector<DnsAnswer> askServers(const std::vector<ServerQuestion>& questions, Deadline deadline) override;
    std::vector<std::vector<DnsAnswer>> askAlternatives(const std::vector<std::vector<ServerQuestion>>& groups,
                                                        Seconds grace, Deadline deadline) override;
    void follow(DnsLookups& lookups) override;

private:
    const DnsClientConfig& config();

    /// `grace`: as of askForAddresses, which the questions then are for.
    std::vector<DnsAnswer> askResolvers(const std::vector<DnsQuestion>& questions, std::optional<Seconds> grace,
                                        Deadline deadline);
    DnsGroup groupFor(const std::vector<DnsQuestion>& questions, std::optional<Seconds> grace, Deadline deadline);

    std::function<DnsClientConfig()> read_;
    std::once_flag once_;
    DnsClientConfig config_;
    std::shared_ptr<RecordRoom> room_ = std::make_shared<RecordRoom>();
};

} // namespace mpm
