// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/command.hpp"

#include "check/ascii.hpp"
#include "io/ip_address.hpp"

namespace mpm {
namespace {

constexpr std::size_t longestWord = 300;

/// Nothing but these: no quotes, blanks, dollars, and no dash in front, which would be an option.
bool isPlain(std::string_view word, std::string_view signs)
{
    return !word.empty() && word.size() <= longestWord && word.front() != '-' && isAlphanumeric(word, signs);
}

} // namespace

std::string registryCommand(std::string_view source, const DnsName& domain)
{
    if (source.find("://") != std::string_view::npos) {
        return isPlain(source, "-._~/%:@+,=?&[]") ? "curl -sSL '" + std::string(source) + "'" : "";
    }
    std::string host(source);
    std::string port;
    if (const auto endpoint = Endpoint::parse(source, 0)) {
        host = endpoint->address.toString();
        port = endpoint->port == 0 ? "" : std::to_string(endpoint->port);
    } else if (const auto colon = source.find(':'); colon != std::string_view::npos) {
        host = source.substr(0, colon);
        port = source.substr(colon + 1);
    }
    const auto name = domain.toString();
    if (!isPlain(host, "-.:") || !isPlain(name, "-._") || (!port.empty() && !isPlain(port, ""))) {
        return {};
    }
    return "whois -h " + host + (port.empty() ? "" : " -p " + port) + " " + name;
}

} // namespace mpm
