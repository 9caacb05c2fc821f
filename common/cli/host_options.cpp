// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/host_options.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "dns/name.hpp"

#include <algorithm>

namespace mpm {
namespace {

/// Host names of /etc/hosts and of the DNS; with underscores, which many have in spite of RFC 1123.
bool canBeHost(const DnsName& name)
{
    const auto labels = name.labels();
    const auto isNumber = [](std::string_view label) { return std::all_of(label.begin(), label.end(), isDigit); };
    return !labels.empty() && !isNumber(labels.back()) &&
           std::all_of(labels.begin(), labels.end(),
                       [](std::string_view label) { return isAlphanumeric(label, "-_"); });
}

} // namespace

const OptionSpec hostOption{
    "hostname", 'H', Arity::Once, "HOST", "host name or address to connect to; without --resolver /etc/hosts counts",
    ""};
const OptionSpec domainOption{"domain",    'd', Arity::Once, "DOMAIN", "the domain; -H and --hostname mean the same",
                              "H hostname"};
const OptionSpec portOption{"port", 'p', Arity::Once, "N", "port; default 25", ""};

std::string readHost(const CommandLine& line, const CommonOptions& common)
{
    const auto given = line.value("hostname");
    if (!given) {
        throw UsageError("no host given; use -H HOST");
    }
    std::string host = *given;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    if (const auto address = IpAddress::parse(host)) {
        if (!wants(common.network.families, address->family())) {
            throw UsageError("--hostname: '" + host + "' is not of the family that -4, -6 or --source-address demands");
        }
        return address->toString();
    }
    try {
        const auto name = DnsName::parse(*given);
        if (!canBeHost(name)) {
            throw UsageError("a name is letters, digits and hyphens between dots, and does not end with a number");
        }
        return name.toString();
    } catch (const UsageError& error) {
        const auto colon = given->rfind(':');
        const auto port = colon == std::string::npos ? "" : given->substr(colon + 1);
        const bool both = !port.empty() && std::all_of(port.begin(), port.end(), isDigit);
        throw UsageError(
            "--hostname: '" + printable(*given) + "' is no host name or address: " + error.what() +
            (both ? "; the port has an option of its own: -H " + printable(given->substr(0, colon)) + " -p " + port
                  : ""));
    }
}

std::uint16_t readPort(const CommandLine& line, std::uint16_t defaultPort)
{
    return static_cast<std::uint16_t>(line.number("port", 1, 65535).value_or(defaultPort));
}

} // namespace mpm
