// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/get.hpp"

#include "check/peer_text.hpp"

namespace mpm {
namespace {

HttpResponse getOnce(const NetworkAccess& network, const HttpRequest& request, const Url& url, Deadline deadline)
{
    const auto question = "GET " + url.path + " HTTP/1.1\r\nHost: " + url.authority() +
                          "\r\nUser-Agent: monitoring-plugins-mail\r\nAccept: " + request.accept +
                          "\r\nConnection: close\r\n\r\n";
    const auto isComplete = [&](const std::string& octets, bool ended) {
        const auto read = readHttpResponse(octets, ended, request.longestBody);
        if (read && std::holds_alternative<HttpFault>(*read)) {
            throw PeerFailed(FailureKind::Protocol, std::get<HttpFault>(*read).sentence);
        }
        return read.has_value();
    };
    const auto namedBy = url.host == request.url.host ? NamedBy::User : NamedBy::Server;
    const auto octets = askServer(network, {url.host, url.port, url.secure, namedBy, request.next, request.anchors},
                                  question, isComplete, deadline);
    return std::get<HttpResponse>(*readHttpResponse(octets, true, request.longestBody));
}

/// Where a server may send us.
Url follow(const Url& from, const std::string& location)
{
    const auto to = from.resolve(location);
    const auto refuse = [&](const std::string& why) {
        throw PeerFailed(FailureKind::Protocol,
                         from.host + ": redirects to \"" + harmless(location, 80) + "\", " + why);
    };
    if (!to) {
        refuse("which is no http or https URL");
    }
    if (from.secure && !to->secure) {
        refuse("from https to http");
    }
    if (to->host != from.host && to->port != (to->secure ? 443 : 80)) {
        refuse("which is an unusual port of another host");
    }
    return *to;
}

} // namespace

HttpResponse httpGet(const NetworkAccess& network, const HttpRequest& request, Deadline deadline)
{
    auto target = request.url;
    for (int redirects = 0; redirects <= request.mostRedirects; ++redirects) {
        auto response = getOnce(network, request, target, deadline);
        const bool redirect = response.status >= 301 && response.status <= 308 && !response.location.empty();
        if (!redirect || request.mostRedirects == 0) {
            return response;
        }
        target = follow(target, response.location);
    }
    throw PeerFailed(FailureKind::Protocol, request.url.host + ": redirects too often");
}

} // namespace mpm
