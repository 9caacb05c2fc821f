// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/mx/mail_world.hpp"

using namespace mpm::test;

namespace {

/// Domains whose DNS is broken, wholly or for some hosts.
const std::vector<Shape> shapes{
    {.domain = "in-dead-zone",
     .records = "@ MX 10 mx.silent-dns.example.\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-unresolvable W"},
     .line1 = {"mx.silent-dns.example (10) can't be resolved: no answer from [127.0.0.1]:",
               "mail goes to a.hosts.example (20)"}},
    {.domain = "only-in-dead-zone",
     .records = "@ MX 10 mx.silent-dns.example.",
     .exitStatus = 2,
     .findings = {"mx-all-down C", "mx-unresolvable C"},
     .line1 = {"only-in-dead-zone.example takes no mail, its only MX host fails: mx.silent-dns.example: no answer from "
               "[127.0.0.1]:"}},
    {.domain = "in-broken-zone",
     .records = "@ MX 10 mx.broken.example.\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-unresolvable W"},
     .line1 = {"mx.broken.example (10) can't be resolved: SERVFAIL for mx.broken.example ",
               "mail goes to a.hosts.example (20)"}},
    {.domain = "broken", // its name server does not serve it
     .records = "",
     .exitStatus = 2,
     .findings = {"dns-failed C"},
     .line1 = {"broken.example MX look-up failed: SERVFAIL for broken.example MX from [127.0.0.1]:"}},
    {.domain = "silent-dns", // its name server never answers
     .records = "",
     .exitStatus = 2,
     .findings = {"dns-failed C"},
     .line1 = {"silent-dns.example MX look-up failed: ", "127.0.0.1"}},
    {.domain = "silent-dns",
     .records = "",
     .exitStatus = 3,
     .findings = {"dns-failed U"},
     .line1 = {"MX UNKNOWN - silent-dns.example MX look-up failed: "},
     .timeout = "1:unknown",
     .within = 1},
};

const std::vector<PrivateInternet::Zone> brokenZones{{"silent-dns.example", "", "20.0.53.9"},
                                                     {"broken.example", "", lameServer}};

} // namespace

TEST_CASE("check_mx tells a broken DNS from a missing MX, within its deadline")
{
    MailWorld world(shapes, brokenZones);
    world.internet().addSilentNameServer("20.0.53.9");
    checkShapes(world, shapes);
}

TEST_CASE("A dead name server costs no other host its result")
{
    MailWorld world(shapes, brokenZones);
    world.internet().addSilentNameServer("20.0.53.9");
    const auto result = world.check("in-dead-zone.example");
    INFO(result.out);
    const auto metrics = readAsGuidelines(result.out).metrics;
    const auto metric = std::find_if(metrics.begin(), metrics.end(),
                                     [](const PerfItem& item) { return item.label == "a.hosts.example"; });
    REQUIRE(metric != metrics.end());
    CHECK(metric->value < 0.5);
}
