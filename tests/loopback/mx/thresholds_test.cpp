// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds that can't apply, or that nothing was measured for.
#include "loopback/mx/mx_run.hpp"

using namespace mpm::test;

TEST_CASE("A threshold on a host that is not there is told")
{
    MailServers servers;
    servers.add(honestDialogue());
    const FakeDns dns(zoneOf(exchanges(1)));
    const auto result = checkMx(dns, servers.port(), {"-w", "gone.example.org=1"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "\n[WARNING] metric-missing "));
    CHECK(holds(result.firstLine(), "'gone.example.org'"));
    CHECK(checkMx(dns, servers.port(), {"-w", "mx1.example.com=1"}).exitStatus == 0);
}

TEST_CASE("A threshold on a host is not missed where a finding says that the host is down")
{
    MailServers servers;
    servers.add(honestDialogue());
    const FakeDns dns(zoneOf(exchanges(2)));
    const auto result = checkMx(dns, servers.port(), {"-w", "mx2.example.com=1"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "\n[WARNING] mx-host-down mx2.example.com "));
    CHECK_FALSE(holds(result.out, "metric-missing"));
}

TEST_CASE("Hosts that put off whoever connects are counted")
{
    MailServers servers;
    for (int i = 0; i < 3; ++i) {
        servers.add({send("421 4.7.0 too busy\r\n"), close()});
    }
    const FakeDns dns(zoneOf(exchanges(3)));
    const auto result = checkMx(dns, servers.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "3 of 3 busy"));
    CHECK(holds(result.out, "\n[WARNING] all-busy example.com: "));
    CHECK(holds(result.out, "\n[WARNING] smtp-reply-4yz mx1.example.com [127.0.1.1]:"));
    CHECK(metric(result, "accepting") == 0.0);
    CHECK(metric(result, "reachable") == 3.0);
}
