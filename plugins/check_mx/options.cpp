// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/options.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "check_mx/blocklist.hpp"
#include "check_mx/findings.hpp"
#include "cli/smtp_options.hpp"

#include <array>

namespace mpm::checkMx {
namespace {

using namespace std::string_view_literals;

constexpr std::array examples{
    "check_mx -d example.com -w 5 -c 10"sv,
    "check_mx -d example.com --min-hosts 2 --starttls --rdns"sv,
    "check_mx -d example.com --expect-mx '10 mx1.example.com, 20 mx2.example.com'"sv,
    "check_mx -d parked.example.com --expect-null-mx"sv,
};

const std::vector<MetricSpec> metrics{
    {"time", "seconds of the whole run"},
    {"resolve", "seconds to find the MX records and the slowest exchange's addresses"},
    {"mx", "number of MX records"},
    {"addresses", "number of different addresses behind them"},
    {"reachable", "number of hosts that take mail, now or, while busy, later", {}, "dns-only"},
    {"accepting", "number of hosts whose greeting and EHLO were answered 2yz", {}, "dns-only"},
    {"listed", "number of entries for the addresses and the domain in blocklists", "dnsbl rhsbl"},
    {"<host>", "seconds to the end of this host's greeting, its slowest address"},
};

std::vector<OptionSpec> specs()
{
    return {
        domainOption,
        butNot(portOption, "dns-only"),
        {"dns-only", '\0', Arity::Flag, "", "look at the DNS alone and connect to nobody", ""},
        {"min-hosts", '\0', Arity::Once, "N", "MX hosts that must take mail; default 1", ""},
        {"expect-mx", '\0', Arity::Repeated, "LIST",
         "the MX set must be exactly this: HOST or PREFERENCE HOST, a comma list for several", ""},
        {"expect-null-mx", '\0', Arity::Flag, "", "the domain must have a null MX: it takes no mail", ""},
        {"expect-down", '\0', Arity::Repeated, "HOST", "this MX host must not take mail; it counts for nothing else",
         ""},
        {"starttls", 'S', Arity::Flag, "", "every address must offer STARTTLS", ""},
        {"rdns", '\0', Arity::Flag, "", "every address must have a PTR record whose name resolves back to it", ""},
        {"dnsbl", '\0', Arity::Repeated, "ZONE",
         "no address may be listed in this DNS blocklist; a comma list for several", ""},
        {"rhsbl", '\0', Arity::Repeated, "ZONE",
         "the domain may not be listed in this blocklist of names; a comma list for several", ""},
        {"address", '\0', Arity::Repeated, "ADDR",
         "also look up this address in the lists of --dnsbl, such as that of a machine that only sends", "", false,
         "dnsbl"},
        butNot(fqdnOption, "dns-only"),
        quietOption,
    };
}

std::vector<DnsName> readBlocklists(const CommandLine& line, const std::string& option)
{
    std::vector<DnsName> zones;
    for (const auto& list : line.all(option)) {
        for (const auto& text : split(list, ',')) {
            zones.push_back(readMailDomain(option, std::string(trim(text))));
        }
    }
    return eachOnce(zones);
}

std::vector<IpAddress> readAddresses(const CommandLine& line)
{
    std::vector<IpAddress> addresses;
    for (const auto& list : line.all("address")) {
        for (const auto& text : split(list, ',')) {
            const auto address = IpAddress::parse(trim(text));
            if (!address) {
                throw UsageError("--address: '" + printable(text) + "' is no IPv4 or IPv6 address");
            }
            addOnce(addresses, *address);
        }
    }
    return addresses;
}

Policy readPolicy(const CommandLine& line, const CommonOptions& common)
{
    Policy policy;
    policy.timeoutStatus = common.timeoutStatus;
    policy.families = common.network.families;
    policy.port = readPort(line, policy.port);
    policy.connected = !line.has("dns-only");
    policy.minHosts = static_cast<std::size_t>(line.number("min-hosts", 1, mostHostsPerRun).value_or(1));
    policy.startTls = line.has("starttls");
    policy.expectNull = line.has("expect-null-mx");
    for (const auto& text : line.all("expect-down")) {
        policy.expectedDown.push_back(parseExpectedDown(text));
    }
    policy.hostThresholds = hostThresholdsOf(common.thresholds);
    for (const auto& list : line.all("expect-mx")) {
        append(policy.expectedSet, ExpectedMx::parseList(list));
    }
    if (policy.expectNull && !policy.expectedSet.empty()) {
        throw UsageError("--expect-null-mx and --expect-mx exclude each other");
    }
    if (policy.expectNull && policy.startTls) {
        throw UsageError("--expect-null-mx and --starttls exclude each other: there is nobody to offer it");
    }
    if (!policy.connected && (policy.startTls || !policy.expectedDown.empty())) {
        throw UsageError(std::string(policy.startTls ? "--starttls" : "--expect-down") +
                         " needs connections, which --dns-only rules out");
    }
    if (const auto& hosts = policy.hostThresholds.all(); !policy.connected && !hosts.empty()) {
        throw UsageError("a threshold on '" + hosts.begin()->first + "' never applies with --dns-only");
    }
    return policy;
}

} // namespace

PluginDescription description()
{
    return {.name = "check_mx",
            .service = "MX",
            .purpose = "Can the world deliver mail to this domain: MX set, names, addresses, every host answering?",
            .usage = "-d DOMAIN [-w RANGE] [-c RANGE] [options]",
            .options = specs(),
            .findings = findingKinds(),
            .metrics = metrics,
            .metricsPerHost = true,
            .examples = examples};
}

Options readOptions(const CommandLine& line, const CommonOptions& common)
{
    Options options;
    options.policy = readPolicy(line, common);
    const auto domain = line.value("domain");
    if (!domain) {
        throw UsageError("no domain given; use -d DOMAIN");
    }
    options.target.connect = options.policy.connected && !options.policy.expectNull;
    auto& plan = options.target.survey;
    plan.target.domain = readMailDomain("domain", *domain);
    plan.target.port = options.policy.port;
    plan.target.families = common.network.families;
    plan.visit.hello = true;
    plan.reverseDns = line.has("rdns");
    plan.lookupShare = 1;
    options.target.blocklists = readBlocklists(line, "dnsbl");
    options.target.nameLists = readBlocklists(line, "rhsbl");
    options.target.furtherAddresses = readAddresses(line);
    if (options.target.blocklists.empty()) {
        options.target.furtherAddresses.clear(); // which is told as an option without effect
    }
    plan.visit.clientName = readFqdn(line);
    options.policy.byHand = byHand(plan, common);
    options.policy.parts = common.parts();
    plan.visit.transcript = options.policy.parts.transcript;
    return options;
}

} // namespace mpm::checkMx
