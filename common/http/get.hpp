// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/response.hpp"
#include "http/url.hpp"
#include "tls/ask_server.hpp"

#include <string>

namespace mpm {

/// One GET (RFC 9110 section 9.3.1), over a connection of its own.
struct HttpRequest {
    Url url;            ///< that the user named, or what follows from a name of theirs
    std::string accept; ///< "text/plain"
    std::size_t longestBody = 1024UL * 1024;
    int mostRedirects = 3; ///< 0: a redirect is the response
    NextAddress next = NextAddress::UnlessConnected;
    TrustAnchors anchors = {}; ///< of the certificates of https
};

/// Redirects are followed never from https to http, and to another host only when it is a public one on the usual
/// port. Throws AskFailed where a server gave no response, else PeerFailed; the detail names the server.
HttpResponse httpGet(const NetworkAccess& network, const HttpRequest& request, Deadline deadline);

} // namespace mpm
