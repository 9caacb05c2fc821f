// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/request.hpp"

#include "io/ip_address.hpp"

namespace mpm {

TlsRequest forHost(TlsRequest request, const std::string& host)
{
    if (request.verifyName.empty()) {
        request.verifyName = host;
    }
    if (request.sni.empty() && !IpAddress::parse(request.verifyName)) {
        request.sni = request.verifyName;
    }
    return request;
}

} // namespace mpm
