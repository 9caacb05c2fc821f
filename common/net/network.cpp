// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/network.hpp"

#include "check/usage_error.hpp"
#include "net/tls_module.hpp"

#include <utility>

namespace mpm {
namespace {

DnsClientConfig configOf(const NetworkOptions& given)
{
    auto config = given.resolvers.empty() ? systemDnsConfig() : DnsClientConfig();
    if (!given.resolvers.empty()) {
        config.servers = given.resolvers;
    }
    config.source = given.source;
    return config;
}

} // namespace

std::unique_ptr<TlsProvider> tlsOnDemand()
{
    return std::make_unique<TlsModule>();
}

Network::Network(const NetworkOptions& given, std::unique_ptr<TlsProvider> tls)
    : dns_([given] { return configOf(given); }), namedServers_(dns_),
      resolver_(given.resolvers.empty() ? static_cast<Resolver&>(system_) : namedServers_), tls_(std::move(tls)),
      dialer_(given.source, tls_.get())
{
}

World Network::world()
{
    return {resolver_, dns_, dialer_, localHostName};
}

void Network::demandUsableFiles(const TlsRequest& request)
{
    if (request.anchors.file.empty() && request.clientCertificate.empty()) {
        return;
    }
    if (const auto fault = tls_->faultOfFiles(request); !fault.empty()) {
        throw UsageError(fault);
    }
}

} // namespace mpm
