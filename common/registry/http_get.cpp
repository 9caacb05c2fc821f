// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/http_get.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"

#include <algorithm>
#include <charconv>

namespace mpm {
namespace {

constexpr std::size_t longestBody = 1024UL * 1024;
constexpr int mostRedirects = 3;

struct Url {
    bool secure = false;
    std::string host;
    std::uint16_t port = 80;
    std::string path;
};

[[noreturn]] void reject(const std::string& text)
{
    throw PeerFailed(FailureKind::Protocol, "'" + harmless(text, 120) + "' is no http or https URL");
}

Url parseUrl(const std::string& text)
{
    Url url;
    url.secure = startsWithIgnoringCase(text, "https://");
    if (!url.secure && !startsWithIgnoringCase(text, "http://")) {
        reject(text);
    }
    const auto rest = text.substr(url.secure ? 8 : 7);
    const auto slash = rest.find('/');
    auto authority = rest.substr(0, slash);
    url.path = slash == std::string::npos ? "/" : rest.substr(slash, rest.find('#') - slash);
    url.port = url.secure ? 443 : 80;
    const auto colon = authority.rfind(':');
    if (colon != std::string::npos && authority.find(']', colon) == std::string::npos) {
        const auto* end = authority.data() + authority.size();
        const auto [stop, error] = std::from_chars(authority.data() + colon + 1, end, url.port);
        if (error != std::errc{} || stop != end) {
            reject(text);
        }
        authority.resize(colon);
    }
    const bool bracketed = authority.size() > 2 && authority.front() == '[' && authority.back() == ']';
    url.host = bracketed ? authority.substr(1, authority.size() - 2) : authority;
    const bool plain = std::all_of(url.path.begin(), url.path.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    const bool hostPlain = std::all_of(url.host.begin(), url.host.end(), [](char c) {
        return isDigit(c) || c == '.' || c == '-' || c == ':' || (toLower(c) >= 'a' && toLower(c) <= 'z');
    });
    if (url.host.empty() || !plain || !hostPlain) {
        reject(text);
    }
    return url;
}

HttpResponse getOnce(const NetworkAccess& network, const Url& url, const std::string& accept, Deadline deadline)
{
    const auto channel = dialHost(network, url.host, url.port, deadline);
    if (url.secure) {
        const auto facts = channel->startTls(forHost({}, url.host), deadline);
        if (facts.failure) {
            throw PeerFailed(facts.failure->kind, "TLS with " + url.host + ": " + facts.failure->detail);
        }
        if (!facts.problems.empty()) {
            throw PeerFailed(FailureKind::Tls, "certificate of " + url.host + ": " + facts.problems.front().text);
        }
    }
    const bool literal = url.host.find(':') != std::string::npos;
    channel->send("GET " + url.path + " HTTP/1.1\r\nHost: " + (literal ? "[" + url.host + "]" : url.host) +
                      "\r\nUser-Agent: monitoring-plugins-mail\r\nAccept: " + accept + "\r\nConnection: close\r\n\r\n",
                  deadline);
    std::string octets;
    bool ended = false;
    while (true) {
        if (const auto read = readHttpResponse(octets, ended, longestBody)) {
            if (const auto* wrong = std::get_if<HttpFault>(&*read)) {
                throw PeerFailed(FailureKind::Protocol, wrong->sentence);
            }
            return std::get<HttpResponse>(*read);
        }
        try {
            octets += channel->receive(deadline);
        } catch (const PeerFailed& failed) {
            if (failed.failure().kind != FailureKind::Closed) {
                throw;
            }
            ended = true;
        }
    }
}

} // namespace

std::unique_ptr<Channel> dialHost(const NetworkAccess& network, const std::string& host, std::uint16_t port,
                                  Deadline deadline)
{
    const auto lookup = lookUpHost(network.resolver, host, FamilyChoice::Any, deadline);
    std::optional<Failure> failure = lookup.failure;
    auto left = lookup.addresses.size();
    for (const auto& address : lookup.addresses) {
        try {
            return network.dialer.dial({address, port}, deadline.share(left--));
        } catch (const PeerFailed& failed) {
            failure = failed.failure();
            failure->detail = Endpoint{address, port}.toString() + " " + failure->detail;
        }
    }
    const auto reason = failure.value_or(Failure{FailureKind::NoSuchName, "no address"});
    throw PeerFailed(reason.kind, host + ": " + reason.detail);
}

HttpResponse httpGet(const NetworkAccess& network, const std::string& url, const std::string& accept, Deadline deadline)
{
    auto target = parseUrl(url);
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        auto response = getOnce(network, target, accept, deadline);
        const bool redirect = response.status >= 301 && response.status <= 308 && !response.location.empty();
        if (!redirect) {
            return response;
        }
        auto next = response.location;
        if (next.front() == '/') {
            auto moved = target;
            moved.path = next;
            target = moved;
            continue;
        }
        const auto moved = parseUrl(next);
        if (target.secure && !moved.secure) {
            throw PeerFailed(FailureKind::Protocol, target.host + " redirects from https to http");
        }
        target = moved;
    }
    throw PeerFailed(FailureKind::Protocol, url + " redirects too often");
}

} // namespace mpm
