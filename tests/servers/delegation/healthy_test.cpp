// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/zone_world.hpp"

using namespace mpm::test;

TEST_CASE("A healthy zone raises nothing", "[delegation]")
{
    checkShapes({
        {"as it should be",
         [](ZoneWorld&) {},
         {},
         {"OK - shop.example is served by 2 of 2 name servers (4 of 4 addresses)"}},
        {"only what is worth knowing", [](ZoneWorld&) {}, {"dnssec-missing O"}, {}, {"-v"}},
        {"IPv4 alone", [](ZoneWorld&) {}, {}, {"(2 of 2 addresses)"}, {"-4", "--parent-server", "21.0.0.1"}},
        {"IPv6 alone",
         [](ZoneWorld& w) { w.servers["2400:9::1"] = {{"example"}}; },
         {},
         {"(2 of 2 addresses)"},
         {"-6", "--parent-server", "2400:9::1"}},
        {"at another port", [](ZoneWorld& w) { w.port = 5353; }, {}, {"(4 of 4 addresses)"}, {"--dns-port", "5353"}},
        {"two parents given, one of them dead",
         [](ZoneWorld& w) { w.servers["21.0.1.1"].quirks.silent = true; },
         {},
         {"(4 of 4 addresses)"},
         {"--parent-server", "21.0.0.1", "--parent-server", "21.0.1.1"}},
        {"a zone cut below the zone, behind an empty name",
         [](ZoneWorld& w) {
             w.zones["a.b.shop.example"] =
                 "@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1\n@ NS ns2\nns1 A 25.0.0.1\nns2 A 25.0.1.1\n";
             w.more += "a.b NS ns1.a.b\na.b NS ns2.a.b\nns1.a.b A 25.0.0.1\nns2.a.b A 25.0.1.1\n";
             w.servers["25.0.0.1"] = w.servers["25.0.1.1"] = {{"a.b.shop.example"}};
         },
         {},
         {"OK - a.b.shop.example is served by 2 of 2 name servers"},
         {},
         "a.b.shop.example"},
        {"without TCP",
         [](ZoneWorld& w) { w.all([](Quirks& q) { q.tcp = Quirks::Tcp::Silent; }); },
         {},
         {"OK - "},
         {"--no-tcp"}},
        {"names at a hoster, without glue",
         [](ZoneWorld& w) {
             w.delegation = "shop NS ns3.hoster.test.\nshop NS ns2.shop\n";
             w.glue = "ns2.shop A " + ns2v4 + "\nns2.shop AAAA " + ns2v6 + "\n";
             w.names = "@ NS ns3.hoster.test.\n@ NS ns2\n";
         },
         {},
         {"2 of 2 name servers (4 of 4 addresses)"}},
        {"from the parent on, which knows nothing of the hoster",
         [](ZoneWorld& w) {
             w.delegation = "shop NS ns3.hoster.test.\nshop NS ns2.shop\n";
             w.glue = "ns2.shop A " + ns2v4 + "\nns2.shop AAAA " + ns2v6 + "\n";
             w.names = "@ NS ns3.hoster.test.\n@ NS ns2\n";
         },
         {},
         {"2 of 2 name servers (4 of 4 addresses)"},
         {"--parent-server", "21.0.0.1"}},
        {"a dead server of the parent zone costs a moment",
         [](ZoneWorld& w) { w.servers["21.0.1.1"].quirks.silent = true; },
         {},
         {"OK - "}},
        {"a server of the parent zone that serves the zone, too",
         [](ZoneWorld& w) {
             w.servers["21.0.0.1"].zones.emplace_back("shop.example");
             w.servers["21.0.1.1"].zones.emplace_back("shop.example");
         },
         {},
         {"OK - "}},
        {"what is expected",
         [](ZoneWorld&) {},
         {},
         {},
         {"--expect-ns", "ns1.shop.example, NS2.shop.example.", "--expect-serial", "2024010101", "--min-good", "4"}},
        {"a name server that the parent does not tell the IPv6 address of",
         [](ZoneWorld& w) { w.glue = replaced(w.glue, "ns1.shop AAAA " + ns1v6 + "\n", ""); },
         {"glue-incomplete O", "dnssec-missing O"},
         {},
         {"-v"}},
    });
}
