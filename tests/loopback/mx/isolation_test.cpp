// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/mx/mx_run.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

TEST_CASE("Thirty MX hosts, two thirds slow to greet, are visited at the same time")
{
    MailServers servers;
    const auto all = awaitClients(30);
    for (int i = 0; i < 30; ++i) {
        auto script = i % 3 == 0 ? honestDialogue() : greetingAfter(0.5);
        script.insert(script.begin(), all);
        servers.add(std::move(script));
    }
    const FakeDns dns(zoneOf(exchanges(30)));
    const auto result = checkMx(dns, servers.port());
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(metric(result, "reachable") == 30);
    CHECK(metric(result, "mx29.example.com").value() >= 0.5);
    CHECK(metric(result, "mx28.example.com").value() < metric(result, "mx29.example.com").value());
    const auto perfdata = result.firstLine().substr(result.firstLine().find('|'));
    CHECK(perfdata.size() < 30 * 36 + 100); // what a busy machine adds to the times may take a digit more
}

TEST_CASE("One silent host costs neither the others their result nor the run its deadline")
{
    MailServers servers;
    servers.add(honestDialogue());
    servers.add({staySilent()});
    servers.add(honestDialogue());
    const FakeDns dns(zoneOf(exchanges(3)));
    const auto result = checkMx(dns, servers.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(result.seconds < scaled(2.3));
    CHECK(holds(result.firstLine(), "mx2.example.com [127.0.1.2]:" + std::to_string(servers.port()) + " greeting"));
    CHECK(holds(result.firstLine(), "mx1.example.com (1) answers"));
    CHECK(metric(result, "reachable") == 2);
    CHECK(metric(result, "mx1.example.com").value() < scaled(1));
    CHECK(metric(result, "mx3.example.com").value() < scaled(1));
    CHECK_FALSE(metric(result, "mx2.example.com"));
}

TEST_CASE("An exchange in a dead zone costs neither the others their result nor the run its deadline")
{
    MailServers servers;
    servers.add(honestDialogue());
    auto records = exchanges(1);
    records.insert(records.end(), {"example.com. MX 0 mx.dead.example.", "mx.dead.example. SILENT"});
    const FakeDns dns(zoneOf(records));
    const auto result = checkMx(dns, servers.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(result.seconds < scaled(2.3));
    CHECK(holds(result.firstLine(),
                "mx.dead.example (0) can't be resolved: no answer from " + dns.endpoint().toString()));
    CHECK(holds(result.firstLine(), "mx1.example.com (1) answers"));
    CHECK(metric(result, "mx1.example.com").value() < scaled(1));
}

TEST_CASE("AAAA answering SERVFAIL only is WARNING: the IPv4 address still takes mail")
{
    MailServers servers;
    servers.add(honestDialogue());
    auto records = exchanges(1);
    records.emplace_back("mx1.example.com. AAAA SERVFAIL");
    const FakeDns dns(zoneOf(records));
    const auto result = checkMx(dns, servers.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "mx1.example.com (1) its AAAA look-up failed: SERVFAIL for mx1.example.com AAAA "
                                    "from " +
                                        dns.endpoint().toString()));
    CHECK(metric(result, "reachable") == 1);
}

TEST_CASE("Few descriptors by the soft limit do not keep a domain of many hosts from being visited")
{
    MailServers servers;
    for (int i = 0; i < 30; ++i) {
        servers.add(greetingAfter(0.2));
    }
    const FakeDns dns(zoneOf(exchanges(30)));
    const auto result =
        run({"sh", "-c", "ulimit -Sn 24; exec \"$0\" \"$@\"", pluginPath("check_mx"), "-d", "example.com", "-p",
             std::to_string(servers.port()), "--resolver", resolverOption(dns), "--severity", "address-not-global=ok"});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(metric(result, "reachable") == 30);
}
