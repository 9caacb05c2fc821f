// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/mx/mail_world.hpp"

using namespace mpm::test;

namespace {

const std::string goodMx = "@ MX 10 a.hosts.example.";

/// Blocklists and PTR records of a, b and dual.
const std::vector<PrivateInternet::Zone> zones{
    {"bl.example", "2.0.0.127 A 127.0.0.2\n2.1.0.20 A 127.0.0.4\n2.1.0.20 TXT \"Spam | from here\"\n"
                   "3.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.0.a.2 A 127.0.0.3"},
    {"refuses.example", "* A 127.255.255.254\n* TXT \"query through your own resolver\""},
    {"parked.example", "* A 127.0.0.2"},
    {"web.example", "* A 20.3.3.3"},
    {"20.in-addr.arpa", "1.1.0 PTR a.hosts.example.\n2.1.0 PTR pool-2.hosts.example.\n3.1.0 PTR dual.hosts.example."},
    {"0.0.a.2.ip6.arpa", "3.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0 PTR dual.hosts.example."},
};

/// Domains by what others say of their hosts' addresses.
const std::vector<Shape> shapes{
    {.domain = "clean",
     .records = goodMx,
     .findings = {"ipv6-missing O"},
     .line1 = {"MX OK"},
     .arguments = {"--dnsbl", "bl.example"}},
    {.domain = "listed",
     .records = "@ MX 10 b.hosts.example.",
     .exitStatus = 2,
     .findings = {"dnsbl-listed C", "ipv6-missing O"},
     .line1 = {"b.hosts.example [20.0.1.2] is listed at bl.example (127.0.0.4) \"Spam / from here\""},
     .arguments = {"--dnsbl", "bl.example"}},
    {.domain = "listed-v6",
     .records = "@ MX 10 dual.hosts.example.",
     .exitStatus = 2,
     .findings = {"dnsbl-listed C"},
     .line1 = {"dual.hosts.example [2a00:1::3] is listed at bl.example (127.0.0.3)"},
     .arguments = {"--dnsbl", "bl.example"}},
    {.domain = "list-refuses",
     .records = goodMx,
     .exitStatus = 1,
     .findings = {"dnsbl-unusable W", "ipv6-missing O"},
     .line1 = {"refuses.example refuses our queries (127.255.255.254) \"query through your own resolver\""},
     .arguments = {"--dnsbl", "refuses.example", "--dnsbl", "bl.example"}},
    {.domain = "list-parked",
     .records = "@ MX 10 a.hosts.example.\n@ MX 20 b.hosts.example.",
     .exitStatus = 1,
     .findings = {"dnsbl-unusable W", "ipv6-missing O"},
     .line1 = {"parked.example lists everything, even 127.0.0.1"},
     .arguments = {"--dnsbl", "parked.example"}},
    {.domain = "list-is-web",
     .records = goodMx,
     .exitStatus = 1,
     .findings = {"dnsbl-unusable W", "ipv6-missing O"},
     .line1 = {"web.example answers 20.3.3.3, which is no blocklist's answer"},
     .arguments = {"--dnsbl", "web.example"}},
    {.domain = "list-gone",
     .records = goodMx,
     .exitStatus = 1,
     .findings = {"dnsbl-unusable W", "ipv6-missing O"},
     .line1 = {"no-such-list.example does not exist, so it lists nobody"},
     .arguments = {"--dnsbl", "no-such-list.example"}},
    {.domain = "list-broken",
     .records = goodMx,
     .exitStatus = 1,
     .findings = {"dnsbl-unusable W", "ipv6-missing O"},
     .line1 = {"broken.example can't be asked: SERVFAIL"},
     .arguments = {"--dnsbl", "broken.example"}},
    {.domain = "rdns-right", .records = "@ MX 10 dual.hosts.example.", .line1 = {"MX OK"}, .arguments = {"--rdns"}},
    {.domain = "rdns-mismatch",
     .records = "@ MX 10 b.hosts.example.",
     .exitStatus = 1,
     .findings = {"rdns-mismatch W", "ipv6-missing O"},
     .line1 = {"b.hosts.example [20.0.1.2] PTR of 20.0.1.2 is pool-2.hosts.example, which does not resolve back"},
     .arguments = {"--rdns"}},
    {.domain = "rdns-missing",
     .records = "@ MX 10 dual2.hosts.example.",
     .exitStatus = 1,
     .findings = {"rdns-missing W", "rdns-missing W"},
     .line1 = {"dual2.hosts.example [2a00:1::4] no PTR record for 2a00:1::4"},
     .arguments = {"--rdns"}},
    {.domain = "rdns-of-dead-host",
     .records = "@ MX 10 down.hosts.example.\n" + goodMx,
     .exitStatus = 1,
     .findings = {"mx-host-down W", "rdns-missing W", "mx-equal-preference O", "ipv6-missing O"},
     .line1 = {"down.hosts.example [20.0.2.1]:25 connection refused"},
     .arguments = {"--rdns"}},
};

} // namespace

TEST_CASE("check_mx judges domains by blocklists and PTR records")
{
    auto all = zones;
    all.push_back({"broken.example", "", lameServer});
    const MailWorld world(shapes, all);
    checkShapes(world, shapes);
}
