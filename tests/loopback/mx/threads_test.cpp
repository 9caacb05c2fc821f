// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/mx/mx_run.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// The most threads that the check had at any moment, looked at over and over while it ran.
std::size_t mostThreads(const FakeDns& dns, std::uint16_t port, const std::vector<std::string>& more)
{
    std::vector<std::string> command{
        "sh",
        "-c",
        "\"$@\" >/dev/null 2>&1 & most=0; while [ -e /proc/$!/exe ]; do set -- /proc/$!/task/*; "
        "[ $# -gt $most ] && [ -e \"$1\" ] && most=$#; done; echo $most",
        "sh",
        pluginPath("check_mx"),
        "-d",
        "example.com",
        "-p",
        std::to_string(port),
        "--resolver",
        resolverOption(dns),
        "--fqdn",
        "client.example", // the machine's own name may be looked up in a thread
        "-t",
        scaled("3")};
    command.insert(command.end(), more.begin(), more.end());
    const auto result = run(command);
    INFO(result.out << result.err);
    return std::stoul(result.out);
}

/// As many exchanges, each with as many addresses, and one that nobody answers for: long enough to be looked at.
std::vector<std::string> hostsWith(int hosts, int addresses)
{
    std::vector<std::string> records{"example.com. MX 90 mx.dead.example.", "mx.dead.example. SILENT"};
    for (int host = 1; host <= hosts; ++host) {
        const auto name = "mx" + std::to_string(host) + ".example.com.";
        records.push_back("example.com. MX 10 " + name);
        for (int address = 1; address <= addresses; ++address) {
            records.push_back(name + " A 127.2." + std::to_string(host) + "." + std::to_string(address));
        }
    }
    return records;
}

} // namespace

TEST_CASE("With --dns-only no thread is started, whatever is asked")
{
    const FakeDns dns(zoneOf(hostsWith(20, 8)));
    CHECK(mostThreads(dns, 25, {"--dns-only"}) == 1);
    CHECK(mostThreads(dns, 25, {"--dns-only", "--rdns", "--dnsbl", "bl.example", "--dnsbl", "dead.example"}) == 1);
}

TEST_CASE("Each address is visited in a thread of its own, and the DNS is asked in none")
{
    MailServers servers;
    std::vector<std::string> records = hostsWith(0, 0);
    for (const auto& record : exchanges(6)) {
        servers.add(greetingAfter(0.5));
        records.push_back(record);
    }
    const FakeDns dns(zoneOf(records));
    const auto most = mostThreads(dns, servers.port(), {"--rdns", "--dnsbl", "bl.example"});
    CHECK(most >= 6);
    CHECK(most <= 1 + 6);
}

TEST_CASE("The only address of the only host is visited without a thread")
{
    MailServers servers;
    servers.add(greetingAfter(0.5));
    const FakeDns dns(zoneOf(exchanges(1)));
    CHECK(mostThreads(dns, servers.port(), {}) == 1);
}
