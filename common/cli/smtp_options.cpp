// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/smtp_options.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t longestCommand = 510; // RFC 5321 section 4.5.3.1.4, without CRLF

/// Host names of /etc/hosts and of the DNS; with underscores, which many have in spite of RFC 1123.
bool canBeHost(const DnsName& name)
{
    const auto labels = name.labels();
    const auto isNumber = [](std::string_view label) { return std::all_of(label.begin(), label.end(), isDigit); };
    return !labels.empty() && !isNumber(labels.back()) &&
           std::all_of(labels.begin(), labels.end(),
                       [](std::string_view label) { return isAlphanumeric(label, "-_"); });
}

bool isPrintable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c != 0x7F) || c < 0; });
}

} // namespace

const OptionSpec hostOption{"hostname", 'H', Arity::Once, "HOST", "host name or address to connect to", ""};
const OptionSpec domainOption{"domain",    'd', Arity::Once, "DOMAIN", "the domain; -H and --hostname mean the same",
                              "H hostname"};
const OptionSpec mxOption{
    "mx", '\0', Arity::Once, "DOMAIN", "instead of -H: look up the domain's MX and check every host and address", ""};
const OptionSpec portOption{"port", 'p', Arity::Once, "N", "port; default 25", ""};
const OptionSpec fqdnOption{
    "fqdn", 'F', Arity::Once, "NAME", "the name to give in EHLO; default: this machine's full name", ""};
const OptionSpec quietOption{
    "ignore-quit-failure", 'q', Arity::Flag, "", "accepted for check_smtp's sake; QUIT is never waited for", ""};

std::string readHost(const CommandLine& line, const CommonOptions& common)
{
    const auto given = line.value("hostname");
    if (!given) {
        throw UsageError("no host given; use -H HOST or --mx DOMAIN");
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
        throw UsageError("--hostname: '" + printable(*given) + "' is no host name or address: " + error.what());
    }
}

DnsName readMailDomain(std::string_view option, const std::string& text)
{
    try {
        auto name = DnsName::parse(text);
        if (!name.isHostName()) {
            throw UsageError("a domain is letters, digits and hyphens between dots");
        }
        return name;
    } catch (const UsageError& error) {
        throw UsageError("--" + std::string(option) + ": '" + printable(text) + "' is no domain name: " + error.what());
    }
}

MailTarget readMailTarget(const CommandLine& line, const CommonOptions& common)
{
    MailTarget target;
    target.families = common.network.families;
    const auto domain = line.value("mx");
    if (domain && line.has("hostname")) {
        throw UsageError("--mx and --hostname exclude each other; give one of them");
    }
    if (domain) {
        target.domain = readMailDomain("mx", *domain);
    } else {
        target.host = readHost(line, common);
    }
    return target;
}

std::uint16_t readPort(const CommandLine& line, std::uint16_t defaultPort)
{
    return static_cast<std::uint16_t>(line.number("port", 1, 65535).value_or(defaultPort));
}

std::string readFqdn(const CommandLine& line)
{
    const auto name = line.value("fqdn");
    if (!name) {
        return {};
    }
    if (name->empty() || name->size() > 255 || !isPrintable(*name) || name->find(' ') != std::string::npos) {
        throw UsageError("--fqdn: '" + printable(*name) + "' is no name that EHLO can carry");
    }
    return isAscii(*name) ? *name : DnsName::parse(*name).toString();
}

std::string checkedCommand(const std::string& command)
{
    if (command.empty() || command.size() > longestCommand || !isPrintable(command)) {
        throw UsageError("--command: '" + printable(command) +
                         "' is no single command line of 1 to 510 printable characters");
    }
    return command;
}

} // namespace mpm
