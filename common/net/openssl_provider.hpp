// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_verify.hpp"
#include "net/tls_provider.hpp"

namespace mpm {

/// TLS by OpenSSL.
class OpensslProvider : public TlsProvider {
public:
    std::string faultOfFiles(const TlsRequest& request) override;
    TlsStart start(int socket, const TlsRequest& request, Deadline deadline) override;

private:
    TrustStores stores_;
};

} // namespace mpm
