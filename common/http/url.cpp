// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/url.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::uint16_t httpPort = 80;
constexpr std::uint16_t httpsPort = 443;

} // namespace

std::optional<Url> Url::parse(std::string_view text)
{
    Url url;
    url.secure = startsWithIgnoringCase(text, "https://");
    if (!url.secure && !startsWithIgnoringCase(text, "http://")) {
        return std::nullopt;
    }
    auto rest = text.substr(url.secure ? 8 : 7);
    rest = rest.substr(0, rest.find('#'));
    const auto end = std::min(rest.find('/'), rest.find('?'));
    auto authority = rest.substr(0, end);
    url.path = std::string(end == std::string_view::npos ? "/" : rest.substr(end));
    if (url.path.front() == '?') {
        url.path.insert(0, "/");
    }
    url.port = url.secure ? httpsPort : httpPort;
    const auto colon = authority.rfind(':');
    if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
        url.port = parseWhole<std::uint16_t>(authority.substr(colon + 1)).value_or(0);
        if (url.port == 0) {
            return std::nullopt;
        }
        authority = authority.substr(0, colon);
    }
    const bool bracketed = authority.size() > 2 && authority.front() == '[' && authority.back() == ']';
    url.host = std::string(bracketed ? authority.substr(1, authority.size() - 2) : authority);
    const bool plain = std::all_of(url.path.begin(), url.path.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if (url.host.empty() || !plain || !isAlphanumeric(url.host, ".-:")) {
        return std::nullopt;
    }
    return url;
}

std::optional<Url> Url::resolve(std::string_view location) const
{
    const std::string scheme = secure ? "https:" : "http:";
    if (location.starts_with("//")) {
        return parse(scheme + std::string(location));
    }
    if (location.starts_with('/')) {
        return parse(scheme + "//" + authority() + std::string(location));
    }
    if (location.find("://") != std::string_view::npos) {
        return parse(location);
    }
    const auto folder = path.substr(0, path.find('?'));
    return parse(scheme + "//" + authority() + folder.substr(0, folder.rfind('/') + 1) + std::string(location));
}

std::string Url::authority() const
{
    const bool literal = host.find(':') != std::string::npos;
    return (literal ? "[" + host + "]" : host) +
           (port == (secure ? httpsPort : httpPort) ? "" : ":" + std::to_string(port));
}

std::string Url::toString() const
{
    return (secure ? "https://" : "http://") + authority() + path;
}

} // namespace mpm
