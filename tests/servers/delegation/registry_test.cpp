// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/registry_world.hpp"
#include "support/timing.hpp"

#include <array>

using namespace mpm::test;

namespace {

const std::string seeIt = "See it with: whois -h " + registryAddress + " shop.example";

void checkWhois(const std::vector<RegistryShape>& shapes)
{
    for (const auto& shape : shapes) {
        RegistryWorld world;
        world.whois(registryAddress, shape.script);
        expectShape(world.check({"--whois=" + registryAddress}), shape);
    }
}

} // namespace

TEST_CASE("Every finding of a registry has an answer that raises it and nothing else", "[delegation][registry]")
{
    checkWhois({
        {"all is well",
         whoisAnswer(whoisRecord(100)),
         {},
         {"OK - ", "registered for 100 more days", "domain_days=100;30:;7:"}},
        {"expires in three weeks",
         whoisAnswer(whoisRecord(20)),
         {"domain-expires-soon W"},
         {"domain_days 20 is below 30: the registration of shop.example ends on " + inDays(20) + ", says 25.0.0.1"},
         {"The registrar must renew", seeIt}},
        {"expires in three days", whoisAnswer(whoisRecord(3)), {"domain-expires-soon C"}, {"below 7"}, {seeIt}},
        {"expired",
         whoisAnswer(whoisRecord(-5)),
         {"domain-expired C"},
         {"domain_days=-5", "ended on " + inDays(-5)},
         {"owner must have the registrar renew it at once", seeIt}},
        {"another name server",
         whoisAnswer(whoisRecord(100, "", "NS9.SHOP.EXAMPLE")),
         {"registry-ns-differs W"},
         {"25.0.0.1 lists ns9.shop.example where the parent zone delegates to ns2.shop.example"},
         {"registrar", seeIt}},
        {"one name server more",
         whoisAnswer(whoisRecord(100, "Name Server: NS9.SHOP.EXAMPLE\r\n")),
         {"registry-ns-differs W"},
         {"lists ns9.shop.example, to which the parent zone does not delegate"}},
        {"one name server fewer",
         whoisAnswer("Domain Name: SHOP.EXAMPLE\nName Server: ns1.shop.example\n"),
         {"registry-ns-differs W"},
         {"does not list ns2.shop.example, to which"}},
        {"on hold",
         whoisAnswer(whoisRecord(100, "Domain Status: serverHold https://x\r\n")),
         {"domain-on-hold C"},
         {"'server hold'"},
         {"owner must call the registrar", seeIt}},
        {"a country's hold",
         whoisAnswer("domain: shop.example\nhold: YES\nnserver: ns1.shop.example\nnserver: ns2.shop.example\n"),
         {"domain-on-hold C"},
         {"'on hold'"}},
        {"a host without address",
         whoisAnswer("domain: shop.example\nnserver: ns1.shop.example 23.0.0.1\nnserver: ns2.shop.example\n"),
         {"registry-host-no-address W"},
         {"ns2.shop.example"},
         {"registrar must enter", seeIt}},
        {"a host with another address than glue and zone",
         whoisAnswer("domain: shop.example\nnserver: ns1.shop.example 23.0.0.9\nnserver: ns2.shop.example " + ns2v4 +
                     "\n"),
         {"registry-host-differs W"},
         {"has 23.0.0.9 for ns1.shop.example, where the parent's glue has " + ns1v4 + " and the zone " + ns1v4},
         {"registrar must correct", seeIt}},
        {"two ends that disagree",
         whoisAnswer(whoisRecord(100, "Registrar Registration Expiration Date: " + inDays(20) + "\r\n")),
         {"domain-expires-soon W"},
         {"ends on " + inDays(20) + " or " + inDays(100) + ", of which the earlier counts"},
         {seeIt}},
        {"not registered",
         whoisAnswer("No match for domain.\r\n"),
         {"domain-not-registered W"},
         {"No match"},
         {"ask the registrar", seeIt}},
        {"throttled",
         whoisAnswer("Query rate limit exceeded\r\n"),
         {"registry-unavailable W"},
         {"25.0.0.1: the server turns us away"},
         {"Nobody has to act", seeIt}},
    });
}

TEST_CASE("What a registry says counts by evidence, whatever its words, order and layout", "[delegation][registry]")
{
    const std::string servers = "Nameservers\n\n  NS1.SHOP.EXAMPLE\n  NS2.SHOP.EXAMPLE\n";
    checkWhois({
        {"a no as status",
         whoisAnswer("Domain Name: shop.example\nDomain Status: No Object Found\n"),
         {"domain-not-registered W"},
         {"says that it is not registered: \"Domain Status: No Object Found\""}},
        {"a no alone beside the name",
         whoisAnswer("Available\nDomain: shop.example\n"),
         {"domain-not-registered W"},
         {"\"Available\""}},
        {"turned away beside a no",
         whoisAnswer("%% Too many requests...\n%%\n\n%% No entries found in the database.\n"),
         {"registry-unavailable W"},
         {"the server turns us away: \"Too many requests...\""}},
        {"a hold behind a stroke",
         whoisAnswer("Domain: shop.example\nStatus: inactive / clientHold\n\n" + servers),
         {"domain-on-hold C"},
         {"has its status as 'client hold'"}},
        {"a hold on the line below",
         whoisAnswer("Domain name:\n  shop.example\n\nRegistration status:\n  To be suspended.\n\n" + servers),
         {"domain-on-hold C"},
         {"'to be suspended'"}},
        {"a deletion",
         whoisAnswer("Domain: shop.example\nStatus: pendingDelete / redemptionPeriod\n\n" + servers),
         {"domain-on-hold C"},
         {"'pending delete': it is about to be deleted"}},
        {"a status of no hold",
         whoisAnswer("Domain: shop.example\nStatus: clientDeleteProhibited\nStatus: addPeriod\n" + servers),
         {},
         {"OK - "}},
        {"an end in a sentence",
         whoisAnswer("Domain Name: shop.example\n  Record expires on " + inDays(20) + " (UTC+8)\n\n" + servers),
         {"domain-expires-soon W"},
         {"domain_days=21"}},
        {"servers in one line",
         whoisAnswer("Domain: shop.example\nName Servers:\n\n  NS1.SHOP.EXAMPLE    NS2.SHOP.EXAMPLE\n"),
         {},
         {"OK - "}},
        {"a reserved name",
         whoisAnswer("Domain: shop.example\nStatus: RESERVED\n"),
         {"registry-unavailable W"},
         {"neither registered nor free, it says: \"Status: RESERVED\""}},
        {"a status that nobody knows",
         whoisAnswer("Domain: shop.example\nStatus: frobnicated\n"),
         {"registry-unavailable W"},
         {"could not be understood: \"Domain: shop.example\""}},
        {"legal text alone",
         whoisAnswer("% By submitting a query you agree to the terms of use: the rate limit must not be exceeded.\n"),
         {"registry-unavailable W"},
         {"could not be understood"}},
    });
}

TEST_CASE("The state that a registry's words prove is told to programs", "[delegation][registry]")
{
    const auto observed = [](const std::string& answer) {
        RegistryWorld world;
        world.whois(registryAddress, whoisAnswer(answer));
        return world.check({"--whois=" + registryAddress, "--format=json"}).out;
    };
    const std::vector<std::array<std::string, 3>> cases{
        {whoisRecord(100), "registered", "Registry Expiry Date: "},
        {whoisRecord(100, "Domain Status: clientHold\r\n"), "on-hold", "status: client hold"},
        {whoisRecord(100, "Domain Status: pendingDelete\r\n"), "being-deleted", "status: pending delete"},
        {"No match for SHOP.EXAMPLE.\n", "free", "No match for SHOP.EXAMPLE."},
        {"Query rate limit exceeded\n", "turned-away", "Query rate limit exceeded"},
        {"Domain: other.example\nExpires: 2030-01-31\n", "another", "domain other.example"},
        {"Welcome!\n", "not-understood", ""},
    };
    for (const auto& [answer, state, words] : cases) {
        const auto out = observed(answer);
        INFO(out);
        CHECK(holds(out, R"("registry_state":")" + state + "\""));
        CHECK(holds(out, R"("registry_evidence":")" + words));
    }
}

TEST_CASE("The end of a registration counts to the second", "[delegation][registry]")
{
    const auto record = [](const std::string& end) {
        return whoisAnswer("Domain Name: SHOP.EXAMPLE\r\nExpiry Date: " + end +
                           "\r\nName Server: NS1.SHOP.EXAMPLE\r\nName Server: NS2.SHOP.EXAMPLE\r\n");
    };
    constexpr long day = 86400;
    checkWhois({
        {"7.1 days", record(inSeconds(7 * day + day / 10)), {"domain-expires-soon W"}, {"domain_days=7;"}},
        {"6.9 days", record(inSeconds(7 * day - day / 10)), {"domain-expires-soon C"}, {"domain_days=6;"}},
        {"5 days", record(inSeconds(5 * day + 60)), {"domain-expires-soon C"}, {"domain_days=5;"}},
        {"five hours", record(inSeconds(5 * 3600)), {"domain-expires-soon C"}, {"domain_days=0;"}},
        {"five hours ago", record(inSeconds(-5 * 3600)), {"domain-expired C"}, {"domain_days=-1;"}},
        {"today, without a time", record(inSeconds(0).substr(0, 10)), {"domain-expires-soon C"}, {"domain_days=0;"}},
        {"yesterday, without a time", record(inSeconds(-day).substr(0, 10)), {"domain-expired C"}, {"domain_days=-1;"}},
    });
}

TEST_CASE("The record of another domain is never believed", "[delegation][registry]")
{
    checkWhois({
        {"another domain",
         whoisAnswer("Domain Name: OTHER.EXAMPLE\r\nRegistry Expiry Date: " + inDays(1) +
                     "T00:00:00Z\r\nDomain Status: clientHold\r\nName Server: NS1.OTHER.EXAMPLE\r\n"),
         {"registry-unavailable W"},
         {"25.0.0.1: sent the record of other.example, not that of shop.example"}},
        {"another domain that is free",
         whoisAnswer("Domain: other.example\nStatus: free\n"),
         {"registry-unavailable W"},
         {"sent the record of other.example"}},
        {"the top-level domain",
         whoisAnswer("domain: EXAMPLE\nnserver: A.NIC.EXAMPLE 21.0.0.1\nstatus: ACTIVE\n"),
         {"registry-unavailable W"},
         {"sent the record of example"}},
        {"a record that does not say whose it is",
         whoisAnswer("Registry Expiry Date: " + inDays(1) +
                     "T00:00:00Z\r\nDomain Status: clientHold\r\n"
                     "Name Server: NS1.SHOP.EXAMPLE\r\nName Server: NS2.SHOP.EXAMPLE\r\n"),
         {"registry-unavailable W"},
         {"25.0.0.1: sent a record that does not mention shop.example"}},
        {"a domain below",
         whoisAnswer("domain: www.shop.example\nnserver: ns.hoster.test\n"),
         {"registry-unavailable W"},
         {"sent the record of www.shop.example"}},
    });
}

TEST_CASE("A registry that fails is told as a warning, and the zone is judged all the same", "[delegation][registry]")
{
    checkWhois({
        {"not understood",
         whoisAnswer("Welcome!\r\n"),
         {"registry-unavailable W"},
         {"25.0.0.1: the answer could not be understood"}},
        {"nothing but a line end",
         whoisAnswer("\r\n"),
         {"registry-unavailable W"},
         {"25.0.0.1: the answer could not be understood"}},
        {"closes at once",
         {awaitLine(""), close()},
         {"registry-unavailable W"},
         {"25.0.0.1: closed the connection without an answer"}},
        {"silent", {staySilent()}, {"registry-unavailable W"}, {"25.0.0.1: no answer within "}},
        {"an octet a second",
         {awaitLine(""), drip(whoisRecord(100), 0.5)},
         {"registry-unavailable W"},
         {"25.0.0.1: the answer did not end within "}},
        {"an answer without end",
         {awaitLine(""), sendForever("Name Server: NS1.SHOP.EXAMPLE\r\n")},
         {"registry-unavailable W"},
         {"25.0.0.1: the answer is longer than 256 KiB"}},
        {"a line without end", {awaitLine(""), sendForever("x")}, {"registry-unavailable W"}, {"longer than 256 KiB"}},
        {"Latin-1",
         whoisAnswer("% Gesch\xFC"
                     "tzt \xA9\r\n" +
                     whoisRecord(100, "Registrant: J\xF6rg\r\n")),
         {},
         {"100 more"}},
        {"line feeds alone",
         whoisAnswer("domain: shop.example\nnserver: ns1.shop.example\nnserver: ns2.shop.example\n"),
         {},
         {"OK - "}},
        {"harmful text",
         whoisAnswer("Query rate limit exceeded \x1b[31m <b>|a=1 `x` $(y)\r\n"),
         {"registry-unavailable W"},
         {}},
    });
}

TEST_CASE("With --verbose the registry's facts are told, also when all is well", "[delegation][registry]")
{
    RegistryWorld world;
    world.whois(registryAddress, whoisAnswer(whoisRecord(100, "Domain Status: ok\r\n")));
    const auto result = world.check({"--whois=" + registryAddress, "-v"});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(result.out.find("[OK] registry-answer shop.example: 25.0.0.1 lists ns1.shop.example, ns2.shop.example, "
                          "registered until " +
                          inDays(100) + ", status ok\n") != std::string::npos);
}

TEST_CASE("Where nobody finds the zone, a hold is told as the cause on line 1", "[delegation][registry]")
{
    struct Case {
        std::string name;
        std::function<void(ZoneWorld&)> change;
        std::string finding;
    };
    const std::vector<Case> cases{
        {"no such name", [](ZoneWorld& w) { w.delegation = w.glue = ""; }, "zone-not-delegated"},
        {"a name without delegation",
         [](ZoneWorld& w) {
             w.delegation = "shop TXT parked\n";
             w.glue = "";
         },
         "zone-not-a-cut"},
        {"servers that no longer know it", [](ZoneWorld& w) { w.all([](Quirks& q) { q.rcode = 5; }); },
         "zone-unserved"},
    };
    for (const auto& one : cases) {
        for (const std::string status : {"clientHold", "serverHold", "ok"}) {
            ZoneWorld zones;
            one.change(zones);
            RegistryWorld world(zones);
            world.whois(registryAddress, whoisAnswer(whoisRecord(100, "Domain Status: " + status + "\r\n")));
            const auto result = world.check({"--whois=" + registryAddress});
            INFO(one.name << " " << status << "\n" << result.out);
            CHECK(result.exitStatus == 2);
            const auto findings = findingsIn(result);
            CHECK(std::count(findings.begin(), findings.end(), one.finding + " C") == 1);
            const bool held = status != "ok";
            const auto words = "; the registry has it on hold (" + status.substr(0, 6) + " hold)";
            CHECK((result.firstLine().find(words) != std::string::npos) == held);
            CHECK(std::count(findings.begin(), findings.end(), "domain-on-hold C") == (held ? 1 : 0));
        }
    }
}

TEST_CASE("The registrable domain is asked about, not the zone below it", "[delegation][registry]")
{
    ZoneWorld zones;
    zones.more += "deep.er NS ns1\ndeep.er NS ns2\n";
    for (const auto& address : {ns1v4, ns1v6, ns2v4, ns2v6}) {
        zones.servers[address].zones.emplace_back("deep.er.shop.example");
    }
    zones.zones["deep.er.shop.example"] =
        "@ SOA ns1.shop.example. h 1 7200 900 1209600 300\n@ NS ns1.shop.example.\n@ NS ns2.shop.example.\n";
    RegistryWorld world(zones);
    auto& registry = world.whois(registryAddress, whoisAnswers({{"shop.example", whoisRecord(100)}}));
    const auto result = world.check({"--whois=" + registryAddress}, "deep.er.shop.example");
    INFO(result.out);
    CHECK(findingsIn(result).empty());
    CHECK(result.firstLine().find("shop.example registered for 100 more days") != std::string::npos);
    std::vector<std::string> asked;
    for (const auto& client : registry.clients()) {
        asked.push_back(client.lines().at(0));
    }
    CHECK(asked == std::vector<std::string>{"deep.er.shop.example", "er.shop.example", "shop.example"});
}

TEST_CASE("A silent registry does not keep the verdict about the zone from being told in time",
          "[delegation][registry]")
{
    for (const auto* timeout : {"0.7", "1", "2"}) {
        RegistryWorld world;
        world.whois(registryAddress, {staySilent()});
        world.serve(registrarAddress, 80, {staySilent()});
        const auto file = world.file("dns.json", R"({"version":"1.0","services":[[["example"],["http://)" +
                                                     registrarAddress + R"(/"]]]})");
        const auto result =
            world.check({"--whois=" + registryAddress, "--rdap-bootstrap", file}, "shop.example", timeout);
        INFO(timeout << "\n" << result.out);
        CHECK(findingsIn(result) == std::vector<std::string>{"registry-unavailable W"});
        CHECK(result.seconds < scaled(std::stod(timeout)));
        CHECK(result.firstLine().find("servers_ok=2") != std::string::npos);
        CHECK(result.firstLine().find("RDAP: " + registrarAddress + ": no answer") != std::string::npos);
        CHECK(result.firstLine().find("; WHOIS: " + registryAddress + ": no answer") != std::string::npos);
    }
}
