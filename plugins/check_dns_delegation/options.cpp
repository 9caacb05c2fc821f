// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/options.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/registry/bootstrap_file.hpp"
#include "check_dns_delegation/registry/whois_client.hpp"
#include "check_dns_delegation/walk/root_hints.hpp"
#include "cli/host_options.hpp"
#include "http/url.hpp"
#include "io/resources.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

namespace mpm::checkDnsDelegation {
namespace {

using namespace std::string_view_literals;

constexpr std::array examples{
    "check_dns_delegation -d example.com -w 2 -c 5"sv,
    "check_dns_delegation -d example.com --expect-ns ns1.example.com,ns2.example.net --min-good 2"sv,
    "check_dns_delegation -d example.com -w rrsig_days=5: -c rrsig_days=2:"sv,
};

const std::vector<MetricSpec> metrics{
    {"time", "seconds of the whole run"},
    {"servers", "number of name servers, the parent's and the zone's together"},
    {"servers_ok", "number of those all of whose addresses serve the zone, no alias at its name, DNSSEC sound"},
    {"serial_spread", "how far the oldest SOA serial is behind the newest"},
    {"domain_days", "days until the domain's registration ends; default thresholds 30: and 7:", "whois rdap-bootstrap"},
    {"rrsig_days", "days until the first signature of SOA, NS or DNSKEY expires, below zero once it has; default "
                   "thresholds 3: and 1:"},
    {"<name>",
     "seconds to this name server's SOA answer, its slowest address; a name of a single label keeps its final dot"},
};

std::vector<OptionSpec> specs()
{
    return {
        domainOption,
        {"expect-ns", '\0', Arity::Repeated, "LIST", "the name servers must be exactly these, a comma list", ""},
        {"min-servers", '\0', Arity::Once, "N", "name servers wanted; default 2", ""},
        {"min-good", '\0', Arity::Once, "N", "addresses that must serve the zone; default 1", ""},
        {"expect-serial", '\0', Arity::Once, "N", "every server must have this SOA serial", ""},
        {"expect-ds", '\0', Arity::Repeated, "LIST",
         "the parent's DS must be exactly these: KEYTAG or KEYTAG ALGORITHM DIGESTTYPE HEX, a comma list", ""},
        {"no-tcp", '\0', Arity::Flag, "", "do not ask over TCP", ""},
        {"root-hints", '\0', Arity::Once, "FILE", "addresses of the root servers, as a master file; default: built in",
         ""},
        {"parent-server", '\0', Arity::Repeated, "ADDR", "begin with this server of a parent zone, not with the root",
         ""},
        {"dns-port", '\0', Arity::Once, "N", "port of all name servers, for test beds; default 53", ""},
        {"whois", '\0', Arity::Optional, "SERVER",
         "compare with what the registry's WHOIS server says, and when the registration ends; default: the one that "
         "IANA names",
         ""},
        {"rdap-bootstrap", '\0', Arity::Once, "FILE|URL",
         "the same by RDAP, whose servers this file lists (https://data.iana.org/rdap/dns.json); WHOIS is the second "
         "choice then",
         ""},
        {"cache-dir", '\0', Arity::Once, "DIR",
         "keep the registry's answers here: 12 hours, 1 hour when they tell of trouble; one that fails is left alone "
         "for "
         "5 minutes, one that turns us away for 60",
         "", false, "whois rdap-bootstrap"},
    };
}

DnsName readName(std::string_view option, const std::string& text)
{
    try {
        return DnsName::parse(text);
    } catch (const UsageError& error) {
        throw UsageError("--" + std::string(option) + ": '" + harmless(text) + "' is no domain name: " + error.what());
    }
}

DnsName readZone(const CommandLine& line)
{
    const auto text = line.value("domain");
    if (!text) {
        throw UsageError("no domain given; use -d DOMAIN");
    }
    auto zone = readName("domain", *text);
    if (zone.isRoot()) {
        throw UsageError("--domain: the root is not delegated by anybody");
    }
    if (IpAddress::parse(*text)) {
        throw UsageError("--domain: '" + harmless(*text) + "' is an address, not a domain");
    }
    return zone;
}

std::vector<DnsName> readNames(const CommandLine& line, std::string_view option)
{
    std::vector<DnsName> names;
    for (const auto& list : line.all(option)) {
        auto items = split(list, ',');
        if (items.empty()) {
            items.emplace_back();
        }
        for (const auto& item : items) {
            names.push_back(readName(option, item));
        }
    }
    return names;
}

constexpr std::size_t mostHints = 64UL * 1024; ///< octets: twenty times the real file

std::vector<IpAddress> readRootHints(const CommandLine& line)
{
    const auto path = line.value("root-hints");
    if (!path) {
        return builtInRootHints();
    }
    std::ifstream file(*path);
    if (!file.is_open()) {
        throwIfUsedUp(errno, "read '" + printable(*path) + "'");
        throw UsageError("--root-hints: can't read the file '" + harmless(*path) + "'");
    }
    std::string text(mostHints, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    try {
        return parseRootHints(text);
    } catch (const UsageError& error) {
        throw UsageError("--root-hints: '" + harmless(*path) + "': " + error.what());
    }
}

std::vector<Endpoint> readParents(const CommandLine& line, const CommonOptions& common, std::uint16_t port)
{
    std::vector<Endpoint> parents;
    for (const auto& text : line.all("parent-server")) {
        const auto endpoint = Endpoint::parse(text, port);
        if (!endpoint) {
            throw UsageError("--parent-server: '" + harmless(text) + "' is not an IP address");
        }
        if (!wants(common.network.families, endpoint->address.family())) {
            throw UsageError("--parent-server: '" + harmless(text) + "' is not of the family that -4 or -6 demands");
        }
        parents.push_back(*endpoint);
    }
    return parents;
}

RegistryPlan readRegistry(const CommandLine& line, const DnsName& zone)
{
    RegistryPlan plan;
    plan.domain = zone;
    plan.whois = line.has("whois");
    plan.whoisServer = line.value("whois").value_or("");
    plan.cacheFolder = line.value("cache-dir").value_or("");
    if (line.has("whois") && !plan.whoisServer.empty() && !parseWhoisServer(plan.whoisServer)) {
        throw UsageError("--whois: '" + printable(plan.whoisServer) + "' is not of the form HOST or HOST:PORT");
    }
    if (const auto source = line.value("rdap-bootstrap")) {
        const bool url = source->find("://") != std::string::npos;
        plan.bootstrapUrl = url ? *source : "";
        plan.bootstrap = url ? "" : readBootstrapFile(*source);
        if (url && !Url::parse(*source)) {
            throw UsageError("--rdap-bootstrap: '" + printable(*source) + "' is no http or https URL");
        }
    }
    return plan;
}

} // namespace

PluginDescription description()
{
    return {.name = "check_dns_delegation",
            .service = "DNS DELEGATION",
            .purpose = "Is the domain delegated and served correctly by every name server?",
            .usage = "-d DOMAIN [-w RANGE] [-c RANGE] [options]",
            .options = specs(),
            .findings = findingKinds(),
            .metrics = metrics,
            .metricsPerHost = true,
            .defaultThresholds = {{"rrsig_days", "3:", "1:"}, {"domain_days", "30:", "7:"}},
            .examples = examples};
}

Options readOptions(const CommandLine& line, const CommonOptions& common)
{
    constexpr long most = 1000;
    Options options;
    auto& target = options.target;
    target.zone = readZone(line);
    target.families = common.network.families;
    target.port = static_cast<std::uint16_t>(line.number("dns-port", 1, 65535).value_or(53));
    target.tcp = !line.has("no-tcp");
    target.start = readParents(line, common, target.port);
    target.fromParent = !target.start.empty();
    auto roots = endpointsOf(readRootHints(line), target.families, target.port);
    (target.fromParent ? target.roots : target.start) = std::move(roots);
    if (target.start.empty()) {
        throw UsageError("--root-hints: there is no address of the family that -4 or -6 demands");
    }
    auto& policy = options.policy;
    policy.timeoutStatus = common.timeoutStatus;
    policy.parts = common.parts();
    policy.families = common.network.families;
    policy.rrsigDays = common.thresholds.of("rrsig_days");
    policy.tcp = target.tcp;
    policy.minServers = static_cast<std::size_t>(line.number("min-servers", 1, most).value_or(2));
    policy.minGood = static_cast<std::size_t>(line.number("min-good", 1, most).value_or(1));
    policy.expectNs = readNames(line, "expect-ns");
    if (const auto serial = line.number("expect-serial", 0, std::numeric_limits<std::uint32_t>::max())) {
        policy.expectSerial = static_cast<std::uint32_t>(*serial);
    }
    for (const auto& list : line.all("expect-ds")) {
        append(policy.expectDs, ExpectedDs::parseList(list));
    }
    options.registry = readRegistry(line, target.zone);
    return options;
}

} // namespace mpm::checkDnsDelegation
