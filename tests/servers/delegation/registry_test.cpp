// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/zone_world.hpp"
#include "support/hostile_smtp.hpp"

#include <ctime>

using namespace mpm::test;

namespace {

const std::string registryAddress = "25.0.0.1";
constexpr std::uint16_t whoisPort = 43;
constexpr std::uint16_t httpPort = 80;

/// "2030-01-31": so many days from now, and some hours.
std::string inDays(int days)
{
    const std::time_t then = std::time(nullptr) + (days + 1) * 86400L;
    std::tm parts{};
    ::gmtime_r(&then, &parts);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
    return text;
}

/// A server that takes a line, answers and closes.
Script whoisAnswer(const std::string& answer)
{
    return {awaitLine(""), send(answer)};
}

ServerStep awaitBlankLine()
{
    return [](ServerEnd& end) {
        std::string line;
        while (end.readLine(line)) {
            if (line.empty() || line == "\r") {
                return true;
            }
        }
        return false;
    };
}

Script httpAnswer(const std::string& status, const std::string& body)
{
    return {awaitBlankLine(),
            send("HTTP/1.1 " + status + "\r\nContent-Type: application/rdap+json\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body)};
}

std::string whoisRecord(int days, const std::string& more = "", const std::string& second = "NS2.SHOP.EXAMPLE")
{
    return "Domain Name: SHOP.EXAMPLE\r\nRegistry Expiry Date: " + inDays(days) + "T00:00:00Z\r\n" + more +
           "Name Server: NS1.SHOP.EXAMPLE\r\nName Server: " + second + "\r\n";
}

/// The world with a registry's server, and one run.
struct RegistryRun {
    ProcessResult result;
    std::vector<ClientRecord> clients;
};

RegistryRun checkWithRegistry(const Script& script, std::uint16_t port, std::vector<std::string> arguments,
                              const ZoneWorld& world = {})
{
    auto zones = world.zones;
    zones["example"] += world.delegation + world.glue;
    zones["shop.example"] = world.zone();
    ScriptedInternet internet(zones, world.servers);
    internet.network().add({registryAddress});
    HostileSmtp registry(script, registryAddress, port);
    TempDir folder;
    arguments.insert(arguments.end(), {"-d", "shop.example", "-t", "4", "--root-hints",
                                       folder.write("hints", ". A 20.0.0.1\n").string()});
    RegistryRun run{runCheck("check_dns_delegation", arguments), {}};
    run.clients = registry.clients();
    return run;
}

struct RegistryShape {
    std::string name;
    Script script;
    std::vector<std::string> findings = {};
    std::vector<std::string> line1 = {};
};

void checkRegistry(const std::vector<RegistryShape>& shapes, std::uint16_t port,
                   const std::vector<std::string>& arguments)
{
    for (const auto& shape : shapes) {
        const auto run = checkWithRegistry(shape.script, port, arguments);
        INFO(shape.name << "\n" << run.result.out);
        CHECK(findingsIn(run.result) == shape.findings);
        checkForm(run.result);
        for (const auto& text : shape.line1) {
            INFO("line 1 should hold " << text);
            CHECK(run.result.firstLine().find(text) != std::string::npos);
        }
    }
}

} // namespace

TEST_CASE("What WHOIS says is compared with the delegation", "[delegation][registry]")
{
    checkRegistry(
        {
            {"all is well",
             whoisAnswer(whoisRecord(100)),
             {},
             {"OK - ", "registered for 100 more days", "domain_days=100;30:;7:"}},
            {"expires in three weeks",
             whoisAnswer(whoisRecord(20)),
             {"domain-expires-soon W"},
             {"domain_days 20 is below 30"}},
            {"expires in three days", whoisAnswer(whoisRecord(3)), {"domain-expires-soon C"}, {"below 7"}},
            {"expired", whoisAnswer(whoisRecord(-5)), {"domain-expires-soon C"}, {"domain_days=-5"}},
            {"another name server",
             whoisAnswer(whoisRecord(100, "", "NS9.SHOP.EXAMPLE")),
             {"registry-ns-differs W"},
             {"ns9.shop.example"}},
            {"on hold",
             whoisAnswer(whoisRecord(100, "Domain Status: serverHold https://x\r\n")),
             {"domain-on-hold C"},
             {"'server hold'"}},
            {"a host without address",
             whoisAnswer("domain: shop.example\nnserver: ns1.shop.example 23.0.0.1\nnserver: ns2.shop.example\n"),
             {"registry-host-no-address W"},
             {"ns2.shop.example"}},
            {"not registered", whoisAnswer("No match for domain.\r\n"), {"domain-not-registered W"}, {"No match"}},
            {"throttled", whoisAnswer("Query rate limit exceeded\r\n"), {"registry-unavailable W"}, {"turns us away"}},
            {"not understood", whoisAnswer("Welcome!\r\n"), {"registry-unavailable W"}, {"is understood"}},
            {"closes at once", {close()}, {"registry-unavailable W"}, {}},
            {"silent", {staySilent()}, {"registry-unavailable W"}, {}},
            {"harmful text",
             whoisAnswer("Query rate limit exceeded \x1b[31m <b>|a=1 `x` $(y)\r\n"),
             {"registry-unavailable W"},
             {}},
        },
        whoisPort, {"--whois=" + registryAddress});
}

TEST_CASE("RDAP is asked first, and WHOIS when it gives nothing", "[delegation][registry]")
{
    const TempDir folder;
    const auto file =
        folder.write("dns.json", R"({"version":"1.0","services":[[["example"],["http://25.0.0.1/rdap/"]]]})").string();
    const std::string object =
        R"({"objectClassName":"domain","nameservers":[{"ldhName":"ns1.shop.example"},{"ldhName":"ns2.shop.example"}],)";
    const auto expiring = [&](int days) {
        return object + R"("events":[{"eventAction":"expiration","eventDate":")" + inDays(days) + R"(T00:00:00Z"}]})";
    };
    checkRegistry(
        {
            {"all is well", httpAnswer("200 OK", expiring(100)), {}, {"domain_days=100"}},
            {"expires soon", httpAnswer("200 OK", expiring(20)), {"domain-expires-soon W"}, {}},
            {"on hold", httpAnswer("200 OK", object + R"("status":["client hold"]})"), {"domain-on-hold C"}, {}},
            {"a DS that the parent lacks",
             httpAnswer("200 OK",
                        object +
                            R"("secureDNS":{"dsData":[{"keyTag":1,"algorithm":13,"digestType":2,"digest":"00"}]}})"),
             {"registry-ds-differs W"},
             {}},
            {"throttled", httpAnswer("429 Too Many Requests", ""), {"registry-unavailable W"}, {"HTTP 429"}},
            {"no such domain", httpAnswer("404 Not Found", "{}"), {"domain-not-registered W"}, {"404"}},
            {"broken", httpAnswer("500 Oops", ""), {"registry-unavailable W"}, {"HTTP 500"}},
            {"no RDAP", httpAnswer("200 OK", "<html>"), {"registry-unavailable W"}, {"no RDAP domain object"}},
        },
        httpPort, {"--rdap-bootstrap", file});
    const auto both = checkWithRegistry(whoisAnswer(whoisRecord(77)), whoisPort,
                                        {"--rdap-bootstrap", file, "--whois=" + registryAddress});
    INFO(both.result.out);
    CHECK(both.result.firstLine().find("domain_days=77") != std::string::npos);
    CHECK(both.result.exitStatus == 0);
}

TEST_CASE("Answers of a registry are kept, and used again when it fails", "[delegation][registry]")
{
    const TempDir folder;
    const std::vector<std::string> arguments{"--whois=" + registryAddress, "--cache-dir", folder.path().string()};
    const auto first = checkWithRegistry(whoisAnswer(whoisRecord(77)), whoisPort, arguments);
    CHECK(first.clients.size() == 1);
    const auto second = checkWithRegistry({close()}, whoisPort, arguments);
    INFO(second.result.out);
    CHECK(second.clients.empty()); // nobody was asked
    CHECK(second.result.exitStatus == 0);
    CHECK(second.result.firstLine().find("domain_days=77") != std::string::npos);

    const auto file = folder / "registry-shop.example.json";
    auto text = contentOf(file);
    const auto at = text.find("\"fetched\":") + 10;
    text.replace(at, text.find_first_of(",}", at) - at, std::to_string(std::time(nullptr) - 20L * 3600));
    folder.write("registry-shop.example.json", text);
    const auto third = checkWithRegistry({close()}, whoisPort, arguments);
    INFO(third.result.out);
    CHECK(third.clients.size() == 1);
    CHECK(findingsIn(third.result) == std::vector<std::string>{"registry-unavailable W"});
    CHECK(third.result.firstLine().find("judged by its answer of 20 hours ago") != std::string::npos);
    CHECK(third.result.firstLine().find("domain_days=77") != std::string::npos);

    folder.write("registry-shop.example.json", "{half");
    const auto fourth = checkWithRegistry(whoisAnswer(whoisRecord(78)), whoisPort, arguments);
    CHECK(fourth.result.firstLine().find("domain_days=78") != std::string::npos);
    const auto fifth = checkWithRegistry(whoisAnswer(whoisRecord(78)), whoisPort,
                                         {"--whois=" + registryAddress, "--cache-dir", "/nowhere"});
    CHECK(findingsIn(fifth.result) == std::vector<std::string>{"local-fault U"});
}
