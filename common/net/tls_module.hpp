// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls_provider.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace mpm {

/// TLS from a module that is loaded at the first handshake, so that a check which turns out to need none does not
/// pay for OpenSSL (docs/adr/0002-tls-on-demand.md). Without the module every handshake fails as LocalFault.
class TlsModule : public TlsProvider {
public:
    std::string faultOfFiles(const TlsRequest& request) override;
    TlsStart start(const Poco::Net::StreamSocket& socket, const TlsRequest& request, Deadline deadline) override;

private:
    void load();

    std::once_flag loaded_;
    std::unique_ptr<TlsProvider> provider_;
    std::string fault_; ///< why there is no provider
};

/// What the module exports under this name: the caller owns the result.
using MakeTlsProvider = TlsProvider*();
constexpr const char* makeTlsProviderName = "mpmMakeTlsProvider";

} // namespace mpm
