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

std::string senderName(const std::string& host, const TlsRequest& request)
{
    const bool named = !request.verifyName.empty() && !IpAddress::parse(request.verifyName);
    return named && IpAddress::parse(host) ? request.verifyName : host;
}

} // namespace mpm
