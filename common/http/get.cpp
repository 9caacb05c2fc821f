// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/get.hpp"

#include "check/peer_text.hpp"
#include "http/url.hpp"

namespace mpm {
namespace {

constexpr std::size_t longestBody = 1024UL * 1024;
constexpr int mostRedirects = 3;

HttpResponse getOnce(const NetworkAccess& network, const Url& url, Reach reach, const std::string& accept,
                     Deadline deadline)
{
    const auto question = "GET " + url.path + " HTTP/1.1\r\nHost: " + url.authority() +
                          "\r\nUser-Agent: monitoring-plugins-mail\r\nAccept: " + accept +
                          "\r\nConnection: close\r\n\r\n";
    const auto isComplete = [](const std::string& octets, bool ended) {
        const auto read = readHttpResponse(octets, ended, longestBody);
        if (read && std::holds_alternative<HttpFault>(*read)) {
            throw PeerFailed(FailureKind::Protocol, std::get<HttpFault>(*read).sentence);
        }
        return read.has_value();
    };
    const auto octets = converse(network, {url.host, url.port, url.secure, reach}, question, isComplete, deadline);
    return std::get<HttpResponse>(*readHttpResponse(octets, true, longestBody));
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

HttpResponse httpGet(const NetworkAccess& network, const std::string& url, const std::string& accept, Deadline deadline)
{
    const auto first = Url::parse(url);
    if (!first) {
        throw PeerFailed(FailureKind::Protocol, "'" + harmless(url, 120) + "' is no http or https URL");
    }
    auto target = *first;
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        const auto reach = target.host == first->host ? Reach::Anywhere : Reach::Public;
        auto response = getOnce(network, target, reach, accept, deadline);
        const bool redirect = response.status >= 301 && response.status <= 308 && !response.location.empty();
        if (!redirect) {
            return response;
        }
        target = follow(target, response.location);
    }
    throw PeerFailed(FailureKind::Protocol, first->host + ": redirects too often");
}

} // namespace mpm
