// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls_border.hpp"
#include "net/tls_provider.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace mpm {

/// TLS from a module that is loaded at the first handshake, so that a check which turns out to need none does not
/// pay for OpenSSL (docs/adr/0002-tls-on-demand.md). Without the module, or with one of another version, every
/// handshake fails as LocalFault, in words that name the file and its package: a check may have been copied to a
/// machine alone.
class TlsModule : public TlsProvider {
public:
    std::string faultOfFiles(const TlsRequest& request) override;
    TlsStart start(int socket, const TlsRequest& request, Deadline deadline) override;

private:
    void load();

    std::once_flag loaded_;
    std::unique_ptr<BorderProvider> provider_;
    std::string fault_; ///< why there is no provider
};

} // namespace mpm
