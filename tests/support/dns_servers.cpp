// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dns_servers.hpp"

#include "net/dns_client.hpp"
#include "support/ports.hpp"
#include "support/timing.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace mpm::test {
namespace {

std::string quoted(const std::string& text)
{
    return "\"" + text + "\"";
}

std::string fileOf(const DnsZone& zone)
{
    return (zone.name == "." ? "root" : zone.name) + ".zone";
}

std::string absolute(const std::string& name)
{
    return name == "." ? name : name + ".";
}

std::unique_ptr<TempDir> folderWith(const std::vector<DnsZone>& zones)
{
    auto folder = std::make_unique<TempDir>();
    for (const auto& zone : zones) {
        folder->write(fileOf(zone), "$ORIGIN " + absolute(zone.name) + "\n$TTL 300\n" + zone.records);
    }
    return folder;
}

bool answers(const Endpoint& server, const std::string& name)
{
    const ServerQuestion question{.server = server, .question = {DnsName::parse(name), RecordType::Soa}, .attempts = 1};
    DnsClientConfig config;
    config.timeout = scaled(Seconds(0.3));
    const auto answer = DnsClient(config).askServers({question}, Deadline::in(scaled(Seconds(0.5)))).front();
    return answer.outcome != DnsOutcome::PortClosed && answer.outcome != DnsOutcome::TimedOut;
}

/// A copy of the program: what distributions allow it to read (AppArmor) goes by its path.
std::string copyOf(const std::string& program, const TempDir& folder)
{
    for (const auto* place : {"/usr/sbin/", "/usr/bin/", "/usr/local/sbin/"}) {
        if (std::filesystem::exists(place + program)) {
            const auto copy = folder / program;
            std::filesystem::copy_file(place + program, copy);
            return copy.string();
        }
    }
    throw std::runtime_error(program + " is not installed");
}

void replaceAll(std::string& text, const std::string& what, const std::string& by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

/// `hints`: the root's servers; empty where no question goes up to them.
DnsDaemon startNamed(const std::vector<DnsZone>& zones, const std::string& address, const std::string& recursion,
                     const std::string& hints = {})
{
    auto folder = folderWith(zones);
    const auto port = freePort();
    std::string text = "options {\n  directory \"@DIR@\";\n  listen-on port " + std::to_string(port) +
                       " { 127.0.0.1; };\n" + (address.empty() ? "" : "  listen-on port 53 { " + address + "; };\n") +
                       "  listen-on-v6 { none; };\n  pid-file none;\n" + recursion +
                       "  session-keyfile \"@DIR@/session.key\";\n  dnssec-validation no;\n  notify no;\n"
                       "  tcp-listen-queue 100;\n};\ncontrols { };\n";
    if (!hints.empty()) {
        folder->write("hints", hints);
        text += "zone \".\" { type hint; file \"hints\"; };\n";
    }
    for (const auto& zone : zones) {
        text += "zone " + quoted(absolute(zone.name)) + " { type primary; file " + quoted(fileOf(zone)) + "; };\n";
    }
    return {std::move(folder), port, "named", {"-g", "-n", "1", "-c", "@DIR@/daemon.conf"}, text, zones.front().name};
}

} // namespace

std::string zoneHead(unsigned serial)
{
    return "@ SOA ns1 hostmaster " + std::to_string(serial) + " 7200 900 1209600 300\n@ NS ns1\nns1 A 127.0.0.1\n";
}

DnsDaemon::DnsDaemon(std::unique_ptr<TempDir> folder, std::uint16_t port, const std::string& program,
                     std::vector<std::string> arguments, const std::string& configuration, const std::string& probe)
    : folder_(std::move(folder)), endpoint_{*IpAddress::parse("127.0.0.1"), port}
{
    auto text = configuration;
    replaceAll(text, "@DIR@", folder_->path().string());
    folder_->write("daemon.conf", text);
    for (auto& argument : arguments) {
        replaceAll(argument, "@DIR@", folder_->path().string());
    }
    arguments.insert(arguments.begin(), copyOf(program, *folder_));
    const auto log = *folder_ / "log";
    process_ = std::make_unique<ChildProcess>(arguments, ChildOptions{.log = log});
    const auto deadline = Deadline::in(scaled(Seconds(20)));
    while (!answers(endpoint_, probe)) {
        if (deadline.passed() || !process_->running()) {
            throw std::runtime_error(program + " does not answer: " + contentOf(log));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

DnsDaemon startNsd(const std::vector<DnsZone>& zones, const std::string& address)
{
    const auto port = freePort();
    std::string text = "server:\n  ip-address: 127.0.0.1@" + std::to_string(port) + "\n" +
                       (address.empty() ? "" : "  ip-address: " + address + "@53\n") +
                       "  username: \"\"\n  zonesdir: \"@DIR@\"\n  database: \"\"\n  pidfile: \"@DIR@/pid\"\n"
                       "  xfrdfile: \"@DIR@/xfrd\"\n  zonelistfile: \"@DIR@/zones\"\n  xfrdir: \"@DIR@\"\n"
                       "  server-count: 1\n  rrl-ratelimit: 0\nremote-control:\n  control-enable: no\n";
    for (const auto& zone : zones) {
        text += "zone:\n  name: " + quoted(absolute(zone.name)) + "\n  zonefile: " + quoted(fileOf(zone)) + "\n";
    }
    return {folderWith(zones), port, "nsd", {"-d", "-c", "@DIR@/daemon.conf"}, text, zones.front().name};
}

DnsDaemon startKnot(const std::vector<DnsZone>& zones, const std::string& address)
{
    const auto port = freePort();
    std::string text = "server:\n  listen: [ 127.0.0.1@" + std::to_string(port) +
                       (address.empty() ? "" : ", " + address + "@53") +
                       " ]\n  rundir: \"@DIR@\"\n  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1\n"
                       "database:\n  storage: \"@DIR@\"\ntemplate:\n  - id: default\n    storage: \"@DIR@\"\n"
                       "    zonefile-sync: -1\n    journal-content: none\n    semantic-checks: off\nzone:\n";
    for (const auto& zone : zones) {
        text += "  - domain: " + quoted(absolute(zone.name)) + "\n    file: " + quoted(fileOf(zone)) + "\n";
    }
    return {folderWith(zones), port, "knotd", {"-c", "@DIR@/daemon.conf"}, text, zones.front().name};
}

DnsDaemon startBind(const std::vector<DnsZone>& zones, const std::string& address)
{
    return startNamed(zones, address, "  recursion no;\n");
}

DnsDaemon startRecursiveBind(const std::vector<DnsZone>& zones, const std::string& address,
                             const std::string& rootServer)
{
    const std::string hints = ". 3600 NS a.root.\na.root. 3600 A " + rootServer + "\n";
    return startNamed(zones, address, "  recursion yes;\n  allow-recursion { any; };\n", hints);
}

DnsDaemon startValidatingBind(const std::string& rootServer, const std::vector<std::string>& trustAnchors)
{
    auto folder = std::make_unique<TempDir>();
    folder->write("hints", ". 3600 NS a.root.\na.root. 3600 A " + rootServer + "\n");
    const auto port = freePort();
    std::string text = "options {\n  directory \"@DIR@\";\n  listen-on port " + std::to_string(port) +
                       " { 127.0.0.1; };\n  listen-on-v6 { none; };\n  pid-file none;\n  recursion yes;\n"
                       "  session-keyfile \"@DIR@/session.key\";\n  dnssec-validation yes;\n"
                       "  qname-minimization off;\n  empty-zones-enable no;\n};\ncontrols { };\n"
                       "zone \".\" { type hint; file \"hints\"; };\ntrust-anchors {\n";
    for (const auto& anchor : trustAnchors) { // "example. 300 IN DNSKEY 257 3 13 KEY"
        const auto numbers = anchor.find(" DNSKEY ") + 8;
        const auto key = anchor.find(' ', anchor.find(' ', anchor.find(' ', numbers) + 1) + 1) + 1;
        text += "  " + anchor.substr(0, anchor.find(' ')) + " static-key " + anchor.substr(numbers, key - numbers) +
                quoted(anchor.substr(key)) + ";\n";
    }
    text += "};\n";
    return {std::move(folder), port, "named", {"-4", "-g", "-n", "1", "-c", "@DIR@/daemon.conf"}, text, "."};
}

DnsDaemon startUnbound(const std::vector<StubZone>& zones, const std::vector<std::string>& trustAnchors)
{
    auto folder = std::make_unique<TempDir>();
    const auto port = freePort();
    std::string text = "server:\n  interface: 127.0.0.1@" + std::to_string(port) +
                       "\n  username: \"\"\n  chroot: \"\"\n  directory: \"@DIR@\"\n  pidfile: \"\"\n"
                       "  use-syslog: no\n  do-not-query-localhost: no\n  num-threads: 1\n  ede: yes\n"
                       "  do-ip6: no\n  module-config: \"validator iterator\"\n  qname-minimisation: no\n";
    for (const auto& anchor : trustAnchors) {
        text += "  trust-anchor: " + quoted(anchor) + "\n";
    }
    bool hasRoot = false;
    for (const auto& [name, server] : zones) {
        text += "stub-zone:\n  name: " + quoted(absolute(name)) + "\n  stub-addr: " + server.address.toString() + "@" +
                std::to_string(server.port) + "\n";
        hasRoot = hasRoot || name == ".";
    }
    if (!hasRoot) {
        throw std::logic_error("a resolver without a root of the test's own would ask the real one");
    }
    text += "remote-control:\n  control-enable: no\n";
    return {std::move(folder), port, "unbound", {"-d", "-c", "@DIR@/daemon.conf"}, text, "."};
}

} // namespace mpm::test
