// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/zone_world.hpp"

using namespace mpm::test;

TEST_CASE("A zone that nobody can find says why", "[delegation]")
{
    checkShapes({
        {"not delegated", [](ZoneWorld& w) { w.delegation = w.glue = ""; }, {"zone-not-delegated C"}, {"NXDOMAIN"}},
        {"the top-level domain does not exist",
         [](ZoneWorld&) {},
         {"zone-not-delegated C"},
         {"the root says"},
         {},
         "shop.nowhere"},
        {"a name inside a zone",
         [](ZoneWorld&) {},
         {"zone-not-a-cut C"},
         {"inside the zone shop.example"},
         {},
         "www.shop.example"},
        {"an empty name inside a zone",
         [](ZoneWorld&) {},
         {"zone-not-a-cut C"},
         {"inside the zone shop.example"},
         {},
         "_tcp.www.shop.example"},
        {"below a cut of the zone's own",
         [](ZoneWorld& w) {
             w.zones["sub.shop.example"] = "@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1\nns1 A 25.0.0.1\n"
                                           "www A 25.0.0.80\n";
             w.more += "sub NS ns1.sub\nns1.sub A 25.0.0.1\n";
             w.servers["25.0.0.1"] = {{"sub.shop.example"}};
         },
         {"zone-not-a-cut C"},
         {"inside the zone sub.shop.example"},
         {},
         "www.sub.shop.example"},
        {"a name inside the parent",
         [](ZoneWorld&) {},
         {"zone-not-a-cut C"},
         {"inside the zone example"},
         {},
         "www.example"},
        {"an alias", [](ZoneWorld&) {}, {"zone-not-a-cut C"}, {"alias for www.example"}, {}, "alias.example"},
        {"no parent server answers",
         [](ZoneWorld& w) { w.servers["21.0.0.1"].quirks.silent = w.servers["21.0.1.1"].quirks.silent = true; },
         {"parent-no-response C"},
         {"none of the 2 servers of example"}},
        {"no root server answers",
         [](ZoneWorld& w) { w.servers["20.0.0.1"].quirks.silent = w.servers["20.0.1.1"].quirks.silent = true; },
         {"parent-no-response C"},
         {"is port 53 blocked here?"},
         {"-t", "3:warning"}},
        {"the time is over before a root server could answer",
         [](ZoneWorld& w) { w.servers["20.0.0.1"].quirks.silent = w.servers["20.0.1.1"].quirks.silent = true; },
         {"timed-out W"},
         {"shop.example was not answered for within --timeout by a server of the root"},
         {"-t", "1:warning"}},
        {"the server given as parent is silent",
         [](ZoneWorld& w) { w.servers["21.0.0.1"].quirks.silent = true; },
         {"parent-no-response C"},
         {"the only server given as --parent-server gives no answer of use"},
         {"--parent-server", "21.0.0.1"}},
        {"the parent refuses",
         [](ZoneWorld& w) { w.servers["21.0.0.1"].quirks.rcode = w.servers["21.0.1.1"].quirks.rcode = 5; },
         {"parent-no-response C"},
         {"refused"}},
        {"a resolver answers in place of the root",
         [](ZoneWorld& w) {
             for (const auto* root : {"20.0.0.1", "20.0.1.1"}) {
                 w.servers[root].zones = {".", "example", "shop.example"};
                 w.servers[root].quirks.recursive = w.servers[root].quirks.notAuthoritative = true;
             }
         },
         {"dns-intercepted W"},
         {"answers as a resolver does"}},
        {"the parents disagree whether there is a delegation",
         [](ZoneWorld& w) { w.servers["21.0.1.1"].ownZones["example"] = w.zones["example"]; },
         {"parent-differs W"},
         {"no delegation"}},
    });
}

TEST_CASE("Name servers that the parent and the zone don't agree on are told", "[delegation]")
{
    const std::string third = "ns3.hoster.test.";
    checkShapes({
        {"at the parent only",
         [&](ZoneWorld& w) { w.delegation += "shop NS " + third + "\n"; },
         {"ns-parent-only W"},
         {"ns3.hoster.test is in the parent's delegation"}},
        {"in the zone only",
         [&](ZoneWorld& w) { w.names += "@ NS " + third + "\n"; },
         {"ns-child-only W"},
         {"ns3.hoster.test"}},
        {"nothing in common",
         [&](ZoneWorld& w) { w.names = "@ NS " + third + "\n"; },
         {"ns-disjoint C"},
         {"is delegated to ns1.shop.example, ns2.shop.example, but itself names"}},
        {"the servers disagree",
         [&](ZoneWorld& w) { w.ownZone(ns2v4, ns2v6, w.zone() + "@ NS " + third + "\n"); },
         {"ns-set-differs W"},
         {"names"}},
        {"one is missing",
         [](ZoneWorld&) {},
         {"ns-missing C"},
         {"ns9.shop.example is expected"},
         {"--expect-ns", "ns1.shop.example,ns2.shop.example,ns9.shop.example"}},
        {"one is too many",
         [](ZoneWorld&) {},
         {"ns-unexpected C"},
         {"ns2.shop.example is in the delegation of shop.example, but not expected"},
         {"--expect-ns", "ns1.shop.example"}},
        {"only one",
         [](ZoneWorld& w) {
             w.delegation = "shop NS ns1.shop\n";
             w.names = "@ NS ns1\n";
         },
         {"ns-too-few W"},
         {"has 1 name server"}},
        {"fewer than wanted", [](ZoneWorld&) {}, {"ns-too-few W"}, {"3 wanted"}, {"--min-servers", "3"}},
    });
}

TEST_CASE("Name servers need names and addresses that work", "[delegation]")
{
    checkShapes({
        {"a name that is an alias",
         [](ZoneWorld& w) {
             w.delegation += "shop NS alias.hoster.test.\n";
             w.names += "@ NS alias.hoster.test.\n";
         },
         {"ns-cname W"},
         {"alias.hoster.test is an alias for ns3.hoster.test"}},
        {"a name within the zone that is an alias",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns3.shop\n";
             w.glue += "ns3.shop A " + ns1v4 + "\n";
             w.names += "@ NS ns3\n";
             w.addresses += "ns3 CNAME ns1\n";
         },
         {"ns-cname W"},
         {"ns3.shop.example is an alias"}},
        {"a name without address",
         [](ZoneWorld& w) {
             w.delegation += "shop NS empty.hoster.test.\n";
             w.names += "@ NS empty.hoster.test.\n";
         },
         {"ns-no-address W"},
         {"empty.hoster.test has no address"}},
        {"a name that does not exist",
         [](ZoneWorld& w) {
             w.delegation += "shop NS gone.hoster.test.\n";
             w.names += "@ NS gone.hoster.test.\n";
         },
         {"ns-no-address W"},
         {"no such name"}},
        {"a name in a zone whose servers are dead",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns.lost.test.\n";
             w.names += "@ NS ns.lost.test.\n";
             w.servers["24.9.9.9"] = {{}, {.closed = true}};
         },
         {"ns-no-address W"},
         {"ns.lost.test has no address that can be found: "}},
        {"a name without A, whose AAAA nobody tells",
         [](ZoneWorld& w) {
             w.delegation += "shop NS empty.hoster.test.\n";
             w.names += "@ NS empty.hoster.test.\n";
             w.servers["24.0.0.1"].quirks.fails = {{mpm::RecordType::Aaaa, 2}};
         },
         {"ns-no-address W"},
         {"empty.hoster.test has no address that can be found: SERVFAIL"}},
        {"names that depend on each other",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns.circle.test.\n";
             w.names += "@ NS ns.circle.test.\n";
         },
         {"ns-no-address W"},
         {"depend on each other"}},
        {"an address in place of a name",
         [](ZoneWorld& w) {
             w.delegation += "shop NS 23.0.0.1.\n";
             w.names += "@ NS 23.0.0.1.\n";
         },
         {"ns-address-literal W"},
         {"23.0.0.1 is an address"}},
        {"no valid host name",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns_3.shop\n";
             w.glue += "ns_3.shop A 24.0.2.1\n";
             w.names += "@ NS ns_3\n";
             w.addresses += "ns_3 A 24.0.2.1\n";
         },
         {"ns-bad-name W"},
         {"ns_3.shop.example is no valid host name"}},
        {"two names for one address",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns3.shop\n";
             w.glue += "ns3.shop A " + ns1v4 + "\n";
             w.names += "@ NS ns3\n";
             w.addresses += "ns3 A " + ns1v4 + "\n";
         },
         {"ns-same-address W"},
         {"[23.0.0.1] is the address of 2 name servers"}},
        {"one network",
         [](ZoneWorld& w) {
             w.glue = "ns1.shop A 23.0.0.1\nns2.shop A 23.0.0.2\n";
             w.addresses = "ns1 A 23.0.0.1\nns2 A 23.0.0.2\n";
             w.servers["23.0.0.2"] = w.servers[ns1v4];
         },
         {"ns-same-network W"},
         {"23.0.0.0/24"}},
        {"a private address",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns3.shop\n";
             w.glue += "ns3.shop A 10.0.0.53\n";
             w.names += "@ NS ns3\n";
             w.addresses += "ns3 A 10.0.0.53\n";
             w.servers["10.0.0.53"] = w.servers[ns1v4];
         },
         {"address-not-global W"},
         {"private"}},
        {"only private addresses",
         [](ZoneWorld& w) {
             w.glue = w.addresses = "";
             w.glue = "ns1.shop A 10.0.0.1\nns2.shop A 10.0.1.1\n";
             w.addresses = "ns1 A 10.0.0.1\nns2 A 10.0.1.1\n";
             w.servers["10.0.0.1"] = w.servers["10.0.1.1"] = w.servers[ns1v4];
         },
         {"address-not-global C"},
         {"private"}},
        {"no IPv4",
         [](ZoneWorld& w) {
             w.glue = "ns1.shop AAAA " + ns1v6 + "\nns2.shop AAAA " + ns2v6 + "\n";
             w.addresses = "ns1 AAAA " + ns1v6 + "\nns2 AAAA " + ns2v6 + "\n";
         },
         {"ipv4-missing W"},
         {"has no name server with an IPv4 address"}},
        {"no IPv6",
         [](ZoneWorld& w) {
             w.glue = "ns1.shop A " + ns1v4 + "\nns2.shop A " + ns2v4 + "\n";
             w.addresses = "ns1 A " + ns1v4 + "\nns2 A " + ns2v4 + "\n";
         },
         {"dnssec-missing O", "ipv6-missing O"},
         {},
         {"-v"}},
    });
}

TEST_CASE("Names of 250 octets leave line 1 readable, with perfdata under 1 KB", "[delegation]")
{
    const std::string label(59, 'x');
    ZoneWorld world;
    world.delegation = world.glue = world.names = world.addresses = "";
    for (int i = 1; i <= 13; ++i) {
        const auto name = "n" + std::to_string(i) + label + "." + label + "." + label + "." + label.substr(0, 50);
        const auto address = "25.0." + std::to_string(i) + ".1";
        world.delegation += "shop NS " + name + ".shop\n";
        world.glue += name + ".shop A " + address + "\n";
        world.names += "@ NS " + name + "\n";
        world.addresses += name + " A " + address + "\n";
        world.servers[address] = {{"shop.example"}};
    }
    world.servers["25.0.7.1"].quirks.rcode = 5;
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(findingsIn(result) == std::vector<std::string>{"ns-lame W"});
    const auto line1 = result.firstLine();
    CHECK(line1.find("WARNING - n7xxxxxxxxxxxxxxxxxxxxxxxxxx...xxxxxxxxxxxxxxx.shop.example [25.0.7.1]:53 answers") !=
          std::string::npos);
    CHECK(line1.size() - line1.find(" | ") < 1200); // 13 servers, whose labels are cut, too
    CHECK(result.out.find("ns-lame n7" + label) != std::string::npos);
    checkForm(result);
    const auto json = checkWorld(world, {"--format", "json"});
    CHECK(json.out.find("\"subject\":\"n7" + label) != std::string::npos);
}

TEST_CASE("Glue is compared with what the zone says", "[delegation]")
{
    checkShapes({
        {"no glue",
         [](ZoneWorld& w) { w.glue = "ns1.shop A " + ns1v4 + "\nns1.shop AAAA " + ns1v6 + "\n"; },
         {"glue-missing W"},
         {"ns2.shop.example is within shop.example"}},
        {"another address, where nobody answers",
         [](ZoneWorld& w) {
             w.glue = replaced(w.glue, ns2v4, "23.0.9.9");
             w.servers["23.0.9.9"] = {{}, {.closed = true}};
         },
         {"glue-mismatch W"},
         {"nobody listens"}},
        {"another address that refuses",
         [](ZoneWorld& w) {
             w.glue = replaced(w.glue, ns2v4, "23.0.9.9");
             w.servers["23.0.9.9"] = {{}, {}};
         },
         {"glue-mismatch W"},
         {"REFUSED"}},
        {"another address that serves the zone, too",
         [](ZoneWorld& w) { w.glue = replaced(w.glue, ns2v4, "24.0.2.1"); },
         {"glue-mismatch W"},
         {"has the glue 24.0.2.1"}},
        {"the zone has no address for its own server",
         [](ZoneWorld& w) { w.addresses = "ns1 A " + ns1v4 + "\nns1 AAAA " + ns1v6 + "\n"; },
         {"ns-no-address W"},
         {"but the parent's glue"}},
    });
}
