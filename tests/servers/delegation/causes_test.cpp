// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from a finding is not told as another one, and the cause is on line 1.
#include "servers/delegation/zone_world.hpp"

#include <algorithm>

using namespace mpm::test;

namespace {

/// A third name server that the parent and the zone agree on, at this address.
std::function<void(ZoneWorld&)> thirdAt(const std::string& address, const ScriptedServer& server)
{
    return [=](ZoneWorld& w) {
        w.delegation += "shop NS ns3.shop\n";
        w.names += "@ NS ns3\n";
        w.glue += "ns3.shop A " + address + "\n";
        w.addresses += "ns3 A " + address + "\n";
        w.servers[address] = server;
    };
}

/// Both name servers have these addresses alone.
void move(ZoneWorld& w, const std::string& first, const std::string& second, const std::string& firstV6 = "",
          const std::string& secondV6 = "")
{
    w.glue = w.addresses = "";
    const auto add = [&](const std::string& name, const std::string& type, const std::string& address) {
        if (!address.empty()) {
            w.glue += name + ".shop " + type + " " + address + "\n";
            w.addresses += name + " " + type + " " + address + "\n";
            w.servers[address] = {{"shop.example"}};
        }
    };
    add("ns1", "A", first);
    add("ns2", "A", second);
    add("ns1", "AAAA", firstV6);
    add("ns2", "AAAA", secondV6);
}

} // namespace

TEST_CASE("Wrong glue is one finding, whatever is at that address", "[delegation]")
{
    const auto glue = [](const std::string& wrong) {
        return [=](ZoneWorld& w) { w.glue = replaced(w.glue, ns2v4, wrong); };
    };
    const auto withServer = [](const std::string& wrong, const Quirks& quirks) {
        return [=](ZoneWorld& w) {
            w.glue = replaced(w.glue, ns2v4, wrong);
            w.servers[wrong] = {{"shop.example"}, quirks};
        };
    };
    checkShapes({
        {"nothing leads there",
         glue("25.0.0.1"),
         {"glue-mismatch W"},
         {"ns2.shop.example has the glue 25.0.0.1", "25.0.0.1 can't be reached from this machine"}},
        {"a private address", glue("10.9.9.9"), {"glue-mismatch W"}, {"10.9.9.9 is "}},
        {"a private address that serves the zone here", withServer("10.9.9.9", {}), {"glue-mismatch W"}},
        {"it is silent", withServer("25.0.0.1", {.silent = true}), {"glue-mismatch W"}},
    });
}

TEST_CASE("An address that is not global is one finding, and so is what it does not do", "[delegation]")
{
    const auto privately = [](const Quirks& quirks) { return thirdAt("10.0.0.53", {{"shop.example"}, quirks}); };
    const std::string third = "ns3.shop.example [10.0.0.53]:53 has an address that is ";
    checkShapes({
        {"silence", privately({.silent = true}), {"address-not-global W"}, {third, "answers neither over UDP"}},
        {"refused connections", privately({.closed = true}), {"address-not-global W"}, {third, "connection refused"}},
        {"no zone", privately({.rcode = 5}), {"address-not-global W"}, {third, "answers REFUSED"}},
        {"no way there",
         [](ZoneWorld& w) {
             thirdAt("10.0.0.53", {})(w);
             w.servers.erase("10.0.0.53");
         },
         {"address-not-global W"},
         {third, "can't be reached"}},
        {"a server that serves the zone", privately({}), {"address-not-global W"}, {third}},
        {"where others like it serve the zone, one that is silent is told",
         [](ZoneWorld& w) {
             move(w, "10.1.0.1", "10.2.0.1");
             w.servers["10.2.0.1"].quirks.silent = true;
         },
         {"address-not-global C", "ns-no-response W"}},
        {"and is seen with such addresses put to rest",
         [](ZoneWorld& w) {
             move(w, "10.1.0.1", "10.2.0.1");
             w.servers["10.2.0.1"].quirks.silent = true;
         },
         {"ns-no-response W"},
         {"ns2.shop.example [10.2.0.1]:53"},
         {"--severity", "address-not-global=ok"}},
        {"none answers",
         [](ZoneWorld& w) {
             move(w, "10.1.0.1", "10.2.0.1");
             w.servers["10.1.0.1"].quirks.silent = w.servers["10.2.0.1"].quirks.silent = true;
         },
         {"address-not-global C", "zone-unserved C"},
         {"CRITICAL - ns1.shop.example [10.1.0.1]:53, ns2.shop.example [10.2.0.1]:53 has an address that is "}},
    });
}

TEST_CASE("All addresses are in one network only if each family has two of them there", "[delegation]")
{
    const auto at = [](const std::string& first, const std::string& second, const std::string& firstV6,
                       const std::string& secondV6) {
        return [=](ZoneWorld& w) { move(w, first, second, firstV6, secondV6); };
    };
    checkShapes({
        {"two of IPv4", at("23.0.0.1", "23.0.0.2", "", ""), {"ns-same-network W"}, {"both addresses", "23.0.0.0/24"}},
        {"two of each",
         at("23.0.0.1", "23.0.0.2", "2400:1::1", "2400:1::2"),
         {"ns-same-network W"},
         {"all 4 addresses", "23.0.0.0/24 and 2400:1::/48"}},
        {"two of IPv4, and one of IPv6", at("23.0.0.1", "23.0.0.2", "2400:1::1", ""), {}},
        {"one of each", at("23.0.0.1", "", "", "2400:1::1"), {}},
        {"IPv4 in two networks", at("23.0.0.1", "23.0.1.1", "2400:1::1", "2400:1::2"), {}},
    });
}

TEST_CASE("A server that was renamed in one place is told as that, and not as two servers at one address",
          "[delegation]")
{
    const auto parentSays = [](const std::string& delegation, const std::string& glue) {
        return [=](ZoneWorld& w) {
            w.delegation = delegation;
            w.glue = glue;
        };
    };
    const std::string one = "ns1.shop A " + ns1v4 + "\nns1.shop AAAA " + ns1v6 + "\n";
    const std::string two = "A " + ns2v4 + "\n";
    const std::string both = "shop NS ns1.shop\nshop NS ns2.shop\n";
    checkShapes({
        {"at the parent only",
         parentSays("shop NS ns1.shop\nshop NS dns2.shop\n", one + "dns2.shop " + two),
         {"ns-parent-only W", "ns-child-only W"}},
        {"in the zone only",
         [=](ZoneWorld& w) {
             w.names = "@ NS ns1\n@ NS dns2\n";
             w.addresses += "dns2 " + two;
         },
         {"ns-parent-only W", "ns-child-only W"}},
        {"all of them at the parent only",
         parentSays("shop NS dns1.shop\nshop NS dns2.shop\n", "dns1.shop A " + ns1v4 + "\ndns2.shop " + two),
         {"ns-disjoint C"}},
        {"with the old name still at the parent",
         parentSays(both + "shop NS dns2.shop\n",
                    one + "ns2.shop " + two + "ns2.shop AAAA " + ns2v6 + "\ndns2.shop " + two),
         {"ns-parent-only W"}},
        {"with the old name still in the zone",
         [=](ZoneWorld& w) {
             w.names += "@ NS dns2\n";
             w.addresses += "dns2 " + two;
         },
         {"ns-child-only W"}},
        {"in one copy of the zone only",
         [=](ZoneWorld& w) {
             w.addresses += "dns1 A " + ns1v4 + "\n";
             w.ownZone(ns2v4, ns2v6, replaced(w.zone(), "@ NS ns1", "@ NS dns1"));
         },
         {"ns-set-differs W"}},
        {"at one of the parent's servers only",
         [=](ZoneWorld& w) {
             w.servers["21.0.1.1"].ownZones["example"] =
                 w.zones["example"] + "shop NS ns1.shop\nshop NS dns2.shop\n" + one + "dns2.shop " + two;
         },
         {"parent-differs W"}},
        {"to a name of another operator's",
         [=](ZoneWorld& w) {
             w.zones["hoster.test"] += "dns2 " + two;
             w.names = "@ NS ns1\n@ NS dns2.hoster.test.\n";
         },
         {"ns-parent-only W", "ns-child-only W"}},
        {"two names in both places",
         [=](ZoneWorld& w) {
             w.delegation += "shop NS dns2.shop\n";
             w.glue += "dns2.shop " + two;
             w.names += "@ NS dns2\n";
             w.addresses += "dns2 " + two;
         },
         {"ns-same-address W"},
         {"is the address of 2 name servers: dns2.shop.example, ns2.shop.example"}},
    });
}

TEST_CASE("Without any glue, line 1 says so", "[delegation]")
{
    checkShapes({
        {"no glue",
         [](ZoneWorld& w) { w.glue = ""; },
         {"zone-unserved C", "glue-missing W"},
         {"ns1.shop.example is within shop.example, and the parent gives no address (glue) for it (and so 1 more)"}},
    });
}

TEST_CASE("Among very many name servers those with an address are asked first", "[delegation]")
{
    ZoneWorld world;
    for (int i = 1; i <= 60; ++i) {
        const auto name = "a" + std::to_string(i) + ".nic.test.";
        world.delegation += "shop NS " + name + "\n";
        world.names += "@ NS " + name + "\n";
    }
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    const auto findings = findingsIn(result);
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.front() == "ns-too-many W");
    CHECK(result.firstLine().find("servers=40;;;0 servers_ok=2;;;0") != std::string::npos);
    checkForm(result);
}

TEST_CASE("What only some of the parent's servers list is told as their difference alone", "[delegation]")
{
    checkShapes({
        {"a name server that only one of them lists",
         [](ZoneWorld& w) {
             w.servers["21.0.1.1"].ownZones["example"] =
                 w.zones["example"] + w.delegation + w.glue + "shop NS ns3.hoster.test.\n";
         },
         {"parent-differs W"},
         {"is delegated differently by the parent's servers"}},
    });
}

TEST_CASE("A name server's name never becomes a metric of the check's own", "[delegation]")
{
    ZoneWorld world;
    for (const std::string name : {"time", "servers", "servers_ok"}) {
        const auto address = "26.0." + std::to_string(name.size()) + ".1";
        world.zones["."] += name + ". A " + address + "\n";
        world.delegation += "shop NS " + name + ".\n";
        world.names += "@ NS " + name + ".\n";
        world.servers[address] = {{"shop.example"}};
    }
    const auto result = checkWorld(world);
    INFO(result.out);
    checkForm(result);
    const auto output = readAsGuidelines(result.out);
    for (const std::string name : {"time", "servers", "servers_ok"}) {
        INFO(name);
        const auto count = [&](const std::string& label) {
            return std::count_if(output.metrics.begin(), output.metrics.end(),
                                 [&](const auto& item) { return item.label == label; });
        };
        CHECK(count(name) == 1);
        CHECK(count(name + ".") == 1);
    }
}
