// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_provider.hpp"

#include "check/usage_error.hpp"

namespace mpm {

void demandUsableFiles(TlsProvider& tls, const TlsRequest& request)
{
    if (request.anchors.file.empty() && request.clientCertificate.empty()) {
        return; // what names no file need not load TLS for this
    }
    if (const auto fault = tls.faultOfFiles(request); !fault.empty()) {
        throw UsageError(fault);
    }
}

} // namespace mpm
