// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dns_servers_port53.hpp"

#include "support/ports.hpp"

namespace mpm::test {
namespace {

std::string absolute(const std::string& name)
{
    return name == "." ? name : name + ".";
}

std::string fileOf(const DnsZone& zone)
{
    return (zone.name == "." ? "root" : zone.name) + ".zone";
}

std::unique_ptr<TempDir> folderWith(const std::vector<DnsZone>& zones)
{
    auto folder = std::make_unique<TempDir>();
    for (const auto& zone : zones) {
        folder->write(fileOf(zone), "$ORIGIN " + absolute(zone.name) + "\n$TTL 300\n" + zone.records);
    }
    return folder;
}

} // namespace

DnsDaemon startNsdAt(const std::string& address, const std::vector<DnsZone>& zones)
{
    auto folder = folderWith(zones);
    const auto port = freePort();
    std::string text = "server:\n  ip-address: " + address + "@53\n  ip-address: 127.0.0.1@" + std::to_string(port) +
                       "\n  username: \"\"\n  zonesdir: \"@DIR@\"\n  database: \"\"\n  pidfile: \"@DIR@/pid\"\n"
                       "  xfrdfile: \"@DIR@/xfrd\"\n  zonelistfile: \"@DIR@/zones\"\n  xfrdir: \"@DIR@\"\n"
                       "  server-count: 1\n  rrl-ratelimit: 0\nremote-control:\n  control-enable: no\n";
    for (const auto& zone : zones) {
        text += "zone:\n  name: \"" + absolute(zone.name) + "\"\n  zonefile: \"" + fileOf(zone) + "\"\n";
    }
    return {std::move(folder), port, "nsd", {"-d", "-c", "@DIR@/daemon.conf"}, text, zones.front().name};
}

DnsDaemon startKnotAt(const std::string& address, const std::vector<DnsZone>& zones)
{
    auto folder = folderWith(zones);
    const auto port = freePort();
    std::string text = "server:\n  listen: [ " + address + "@53, 127.0.0.1@" + std::to_string(port) +
                       " ]\n  rundir: \"@DIR@\"\n  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1\n"
                       "database:\n  storage: \"@DIR@\"\ntemplate:\n  - id: default\n    storage: \"@DIR@\"\n"
                       "    zonefile-sync: -1\n    journal-content: none\n    semantic-checks: off\nzone:\n";
    for (const auto& zone : zones) {
        text += "  - domain: \"" + absolute(zone.name) + "\"\n    file: \"" + fileOf(zone) + "\"\n";
    }
    return {std::move(folder), port, "knotd", {"-c", "@DIR@/daemon.conf"}, text, zones.front().name};
}

DnsDaemon startBindAt(const std::string& address, const std::vector<DnsZone>& zones, Recursion recursion,
                      const std::string& rootServer)
{
    auto folder = folderWith(zones);
    const auto port = std::to_string(freePort());
    const bool recursive = recursion == Recursion::ForAll;
    std::string text = "options {\n  directory \"@DIR@\";\n  listen-on port 53 { " + address +
                       "; };\n  listen-on port " + port +
                       " { 127.0.0.1; };\n  listen-on-v6 { none; };\n  pid-file none;\n  recursion " +
                       (recursive ? "yes;\n  allow-recursion { any; };\n" : "no;\n") +
                       "  session-keyfile \"@DIR@/session.key\";\n  dnssec-validation no;\n  notify no;\n"
                       "  tcp-listen-queue 100;\n};\ncontrols { };\n";
    if (recursive) {
        folder->write("hints", ". 3600 NS a.root.\na.root. 3600 A " + rootServer + "\n");
        text += "zone \".\" { type hint; file \"hints\"; };\n";
    }
    for (const auto& zone : zones) {
        text += "zone \"" + absolute(zone.name) + "\" { type primary; file \"" + fileOf(zone) + "\"; };\n";
    }
    return {std::move(folder),
            static_cast<std::uint16_t>(std::stoi(port)),
            "named",
            {"-g", "-n", "1", "-c", "@DIR@/daemon.conf"},
            text,
            zones.front().name};
}

} // namespace mpm::test
