// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookup.hpp"
#include "io/network_options.hpp"
#include "net/dns_client.hpp"
#include "net/system_resolver.hpp"
#include "net/tcp_dialer.hpp"
#include "net/tls_provider.hpp"
#include "tls/world.hpp"

#include <memory>

namespace mpm {

/// TLS that is loaded at the first handshake (net/tls_module.hpp).
std::unique_ptr<TlsProvider> tlsOnDemand();

/// The world as the options want it reached. The DNS: the servers that the user named, or without any those of
/// /etc/resolv.conf. Names of hosts: the servers that the user named, or without any the system's resolver, so that
/// /etc/hosts works. Many threads may use it at the same time.
class Network {
public:
    explicit Network(const NetworkOptions& given, std::unique_ptr<TlsProvider> tls = tlsOnDemand());

    /// Refers to this.
    World world();

    /// Throws UsageError for files that TLS can't use, so that they are told before anybody is connected to. Loads no
    /// TLS where none are named.
    void demandUsableFiles(const TlsRequest& request);

private:
    DnsClient dns_;
    DnsResolver namedServers_;
    SystemResolver system_;
    Resolver& resolver_;
    std::unique_ptr<TlsProvider> tls_;
    TcpDialer dialer_;
};

} // namespace mpm
