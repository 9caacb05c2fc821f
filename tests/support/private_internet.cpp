// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/private_internet.hpp"

#include "support/ports.hpp"
#include "support/timing.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace mpm::test {
namespace {

/// Where NSD answers for the root and everything below it.
const std::string rootServer = "20.0.53.1";

void ip(const std::string& commands)
{
    const auto result = run({"ip", "-batch", "-"}, {.input = commands});
    if (result.exitStatus != 0) {
        throw std::runtime_error("ip: " + result.err + " in " + commands);
    }
}

bool isIpv6(const std::string& address)
{
    return address.find(':') != std::string::npos;
}

sockaddr_in ipv4Endpoint(const std::string& address, std::uint16_t port)
{
    sockaddr_in endpoint{};
    endpoint.sin_family = AF_INET;
    endpoint.sin_port = htons(port);
    ::inet_pton(AF_INET, address.c_str(), &endpoint.sin_addr);
    return endpoint;
}

bool accepts(const std::string& address)
{
    constexpr std::uint16_t smtpPort = 25;
    if (isIpv6(address)) {
        const Descriptor socket(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in6 endpoint{};
        endpoint.sin6_family = AF_INET6;
        endpoint.sin6_port = htons(smtpPort);
        ::inet_pton(AF_INET6, address.c_str(), &endpoint.sin6_addr);
        return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&endpoint), sizeof endpoint) == 0;
    }
    const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto endpoint = ipv4Endpoint(address, smtpPort);
    return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&endpoint), sizeof endpoint) == 0;
}

/// What a zone above holds about the one below.
std::string delegation(const PrivateInternet::Zone& zone)
{
    if (zone.server.empty()) {
        return zone.name + ". NS ns.nic.example.\n";
    }
    return zone.name + ". NS ns." + zone.name + ".\nns." + zone.name + ". A " + zone.server + "\n";
}

bool endsWith(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// With the SOA and NS records that every zone here has.
DnsZone served(const PrivateInternet::Zone& zone)
{
    return {zone.name, "@ SOA ns.nic.example. hostmaster.nic.example. 1 7200 900 1209600 300\n@ NS ns.nic.example.\n" +
                           zone.records + "\n"};
}

/// The root, `example.` and what is delegated from them to the same server.
std::vector<DnsZone> withParents(const std::vector<PrivateInternet::Zone>& zones)
{
    std::string root = "example. NS ns.nic.example.\nns.nic.example. A " + rootServer + "\n";
    std::string example = "ns.nic A " + rootServer + "\n";
    std::vector<DnsZone> all;
    for (const auto& zone : zones) {
        (endsWith(zone.name, ".example") ? example : root) += delegation(zone);
        if (zone.server.empty()) {
            all.push_back(served(zone));
        }
    }
    all.push_back(served({"example", example}));
    all.push_back(served({".", root}));
    return all;
}

DnsDaemon startResolver()
{
    auto folder = std::make_unique<TempDir>();
    folder->write("root.hints", ". 3600 NS ns.nic.example.\nns.nic.example. 3600 A " + rootServer + "\n");
    const auto port = freePort();
    const auto text = "server:\n  interface: 127.0.0.1@" + std::to_string(port) +
                      "\n  username: \"\"\n  chroot: \"\"\n  directory: \"@DIR@\"\n  pidfile: \"\"\n"
                      "  use-syslog: no\n  num-threads: 1\n  do-ip6: no\n  module-config: \"iterator\"\n"
                      "  root-hints: \"@DIR@/root.hints\"\nremote-control:\n  control-enable: no\n";
    return {std::move(folder), port, "unbound", {"-d", "-c", "@DIR@/daemon.conf"}, text, "example"};
}

} // namespace

PrivateNetwork::PrivateNetwork() : outside_(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC))
{
    if (!outside_.isOpen() || ::unshare(CLONE_NEWNET) != 0) {
        throw std::runtime_error("a network namespace needs root: " + std::generic_category().message(errno));
    }
    ip("link set lo up\n");
}

PrivateNetwork::~PrivateNetwork()
{
    ::setns(outside_.get(), CLONE_NEWNET);
}

void PrivateNetwork::add(const std::vector<std::string>& addresses)
{
    std::string commands;
    for (const auto& address : addresses) {
        commands += "addr replace " + address + (isIpv6(address) ? "/128 dev lo nodad\n" : "/32 dev lo\n");
    }
    ip(commands);
}

PrivateInternet::PrivateInternet(const std::vector<Zone>& zones)
{
    network_.add({rootServer, lameServer});
    nameServers_.push_back(startNsd(withParents(zones), rootServer));
    nameServers_.push_back(startNsd({served({"elsewhere", ""})}, lameServer));
    nameServers_.push_back(startResolver());
}

void PrivateInternet::addSink(const std::string& address, const std::vector<std::string>& options)
{
    network_.add({address});
    std::vector<std::string> argv{SERVERS_DIR "/postfix/usr/sbin/smtp-sink", "-u", "nobody", "-h", "mail.example"};
    argv.insert(argv.end(), options.begin(), options.end());
    argv.insert(argv.end(), {isIpv6(address) ? "[" + address + "]:25" : address + ":25", "100"});
    auto& sink = sinks_.emplace_back(
        argv, ChildOptions{.environment = {{"LD_LIBRARY_PATH", SERVERS_DIR "/postfix/usr/lib/postfix"}}});
    const auto end = mpm::Deadline::in(scaled(mpm::Seconds(10)));
    while (!accepts(address)) {
        if (!sink.running() || end.passed()) {
            throw std::runtime_error("smtp-sink at " + address + " does not accept connections");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void PrivateInternet::addScript(const std::string& address, Script script)
{
    constexpr std::uint16_t smtpPort = 25;
    network_.add({address});
    scripts_.emplace_back(std::move(script), address, smtpPort);
}

void PrivateInternet::addMachine(const std::string& address)
{
    network_.add({address});
}

void PrivateInternet::addSilentNameServer(const std::string& address)
{
    constexpr std::uint16_t dnsPort = 53;
    network_.add({address});
    const auto endpoint = ipv4Endpoint(address, dnsPort);
    auto& socket = silent_.emplace_back(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&endpoint), sizeof endpoint) != 0) {
        throw std::runtime_error("can't listen on " + address);
    }
}

std::string PrivateInternet::resolver() const
{
    return nameServers_.back().endpoint().address.toString() + ":" +
           std::to_string(nameServers_.back().endpoint().port);
}

} // namespace mpm::test
