// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/zone_world.hpp"
#include "support/timing.hpp"
#include "support/zone_signer.hpp"

#include <algorithm>

using namespace mpm::test;

namespace {

constexpr double away = 0.05; ///< seconds to every server and back

std::string nth(const char* before, int i, const char* after)
{
    return before + std::to_string(i) + after;
}

/// The zone, signed, on thirteen servers with an address of each family, all of them far away.
ZoneWorld farWorld()
{
    ZoneWorld world;
    world.delegation = world.glue = world.names = world.addresses = "";
    for (int i = 1; i <= 13; ++i) {
        const auto name = "ns" + std::to_string(i);
        const auto v4 = nth("23.1.", i, ".1");
        const auto v6 = nth("2400:", i, "::1");
        world.delegation += "shop NS " + name + ".shop\n";
        world.glue += name + ".shop A " + v4 + "\n" + name + ".shop AAAA " + v6 + "\n";
        world.names += "@ NS " + name + "\n";
        world.addresses += name + " A " + v4 + "\n" + name + " AAAA " + v6 + "\n";
        world.servers[v4] = world.servers[v6] = {{"shop.example"}};
    }
    ZoneSigner signer;
    const auto key = signer.newKey("shop.example");
    world.delegation += "shop " + signer.ds(key) + "\n";
    world.served = signer.sign("shop.example", world.zone(), {key});
    for (auto& [address, server] : world.servers) {
        server.quirks.delay = away;
    }
    return world;
}

} // namespace

TEST_CASE("A healthy zone takes at most four rounds of packets below the root", "[delegation][speed]")
{
    auto world = farWorld();
    for (auto& [address, server] : world.servers) {
        server.quirks.delay = scaled(0.2); // so that what belongs together comes together, on any machine
    }
    std::size_t rounds = 0;
    const auto result = checkWorld(world, {}, "shop.example", [&](const ScriptedInternet& internet) {
        rounds = internet.rounds({"20.0.0.1", "20.0.1.1"});
    });
    INFO(result.out);
    CHECK(findingsIn(result).empty());
    CHECK(rounds >= 2);     // the parent, then the zone: else nothing was counted
    CHECK(rounds + 1 <= 4); // a TCP connection, which nothing here delays, is a round of its own
}

TEST_CASE("Dead servers of every kind do not keep the check from ending before Zabbix gives up", "[delegation][speed]")
{
    const std::string third = "ns3.hoster.test.";
    checkShapes({
        {"a dead server of every zone on the way",
         [](ZoneWorld& w) {
             for (const auto* address : {"20.0.1.1", "21.0.1.1", "23.0.1.1"}) {
                 w.servers[address].quirks.silent = true;
             }
         },
         {"ns-no-response W"},
         {},
         {"-t", scaled("10")},
         "shop.example",
         2.6},
        {"one with glue, one whose name is elsewhere",
         [&](ZoneWorld& w) {
             w.delegation += "shop NS " + third + "\n";
             w.names += "@ NS " + third + "\n";
             w.servers[ns2v4].quirks.silent = w.servers["24.0.2.1"].quirks.silent = true;
         },
         {"ns-no-response W"},
         {},
         {"-t", scaled("10")},
         "shop.example",
         2.7},
        {"a name in a zone of which no server answers",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns.lost.test.\n";
             w.names += "@ NS ns.lost.test.\n";
             w.servers["24.9.9.9"] = {{}, {.silent = true}};
         },
         {"ns-no-address W"},
         {},
         {"-t", scaled("10")},
         "shop.example",
         2.6},
        {"one whose glue the parent leaves out over UDP, with no answer over TCP",
         [](ZoneWorld& w) {
             for (const auto* address : {"21.0.0.1", "21.0.1.1"}) {
                 w.servers[address].quirks.glueOverUdp = 2;
                 w.servers[address].quirks.tcp = Quirks::Tcp::Silent;
             }
             w.servers[ns2v4].quirks.silent = true;
         },
         {"ns-no-response W", "glue-missing W"},
         {},
         {"-t", scaled("10")},
         "shop.example",
         2.8},
        {"one that only the zone lists, at a parent without TCP",
         [&](ZoneWorld& w) {
             w.names += "@ NS " + third + "\n";
             w.servers["21.0.0.1"].quirks.tcp = w.servers["21.0.1.1"].quirks.tcp = Quirks::Tcp::Silent;
             w.servers["24.0.2.1"].quirks.silent = w.servers["2400:3::1"].quirks.silent = true;
         },
         {"ns-no-response W", "ns-child-only W"},
         {},
         {"-t", scaled("10")},
         "shop.example",
         2.8},
        {"all of the zone's",
         [](ZoneWorld& w) { w.all([](Quirks& q) { q.silent = true; }); },
         {"zone-unserved C"},
         {},
         {"-t", scaled("10")},
         "shop.example",
         2.6},
        {"all of the parent's",
         [](ZoneWorld& w) { w.servers["21.0.0.1"].quirks.silent = w.servers["21.0.1.1"].quirks.silent = true; },
         {"parent-no-response C"},
         {},
         {"-t", scaled("10")},
         "shop.example",
         2.6},
    });
}

TEST_CASE("A server that is far away is heard, over UDP and TCP", "[delegation][speed]")
{
    for (const double distance : {0.3, 0.5, 0.8, 1.2}) {
        ZoneWorld world;
        world.servers[ns2v4].quirks.delay = distance;
        const auto result = checkWorld(world, {"-t", scaled("10")});
        INFO(distance << "\n" << result.out);
        CHECK(findingsIn(result).empty());
        CHECK(result.firstLine().find("4 of 4 addresses") != std::string::npos);
    }
    ZoneWorld world;
    for (auto& [address, server] : world.servers) {
        server.quirks.delay = 0.5;
    }
    const auto result = checkWorld(world, {"-t", scaled("10")});
    INFO(result.out);
    CHECK(findingsIn(result).empty());
}

TEST_CASE("Thirteen servers 50 ms away take well under a second, four rounds below the root", "[delegation][speed]")
{
    const auto result = checkWorld(farWorld(), {"-v"});
    INFO(result.out);
    CHECK(findingsIn(result).empty());
    CHECK(result.firstLine().find("13 of 13 name servers (26 of 26 addresses)") != std::string::npos);
    CHECK(result.seconds < (1 + 4) * away + scaled(0.35)); // and what this machine needs to compute and to serve
    checkForm(result);
}

TEST_CASE("One dead server of four is a warning in time, and the others' results are complete", "[delegation][speed]")
{
    ZoneWorld world;
    for (int i = 3; i <= 4; ++i) {
        const auto name = "ns" + std::to_string(i);
        const auto v4 = nth("23.1.", i, ".1");
        world.delegation += "shop NS " + name + ".shop\n";
        world.glue += name + ".shop A " + v4 + "\n";
        world.names += "@ NS " + name + "\n";
        world.addresses += name + " A " + v4 + "\n";
        world.servers[v4] = {{"shop.example"}};
    }
    world.servers["23.1.4.1"].quirks.silent = true;
    for (const std::string timeout : {"10", "2.5", "1"}) {
        const auto result = checkWorld(world, {"-t", scaled(timeout)});
        INFO(result.out);
        CHECK(findingsIn(result) == std::vector<std::string>{"ns-no-response W"});
        CHECK(result.firstLine().find("ns4.shop.example [23.1.4.1]:53 answers neither over UDP nor over TCP; 5 of 6 "
                                      "addresses serve the zone") != std::string::npos);
        CHECK(result.firstLine().find("servers=4;;;0 servers_ok=3;;;0") != std::string::npos);
        CHECK(result.firstLine().find(" ns3.shop.example=0.") != std::string::npos);
        CHECK(result.seconds < scaled(std::min(std::stod(timeout), 2.6))); // Zabbix waits three seconds
        checkForm(result);
    }
}

TEST_CASE("Whatever the network does, the answer is there by the deadline", "[delegation][speed]")
{
    ZoneWorld world;
    for (auto& [address, server] : world.servers) {
        server.quirks.silent = true;
    }
    for (const std::string timeout : {"0.5", "2.5"}) {
        const auto silent = checkWorld(world, {"-t", timeout});
        INFO(silent.out);
        CHECK(findingsIn(silent) ==
              std::vector<std::string>{timeout == "2.5" ? "parent-no-response C" : "timed-out C"});
        CHECK(silent.seconds < std::stod(timeout) + scaled(0.1));
    }
    auto slow = farWorld();
    for (auto& [address, server] : slow.servers) {
        server.quirks.delay = 0.7;
    }
    const auto result = checkWorld(slow, {"-t", "2"});
    INFO(result.out);
    CHECK(result.seconds < 2 + scaled(0.1));
    checkForm(result);
}
