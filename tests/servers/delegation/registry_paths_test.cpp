// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/registry_world.hpp"

using namespace mpm::test;

namespace {

const std::string thin = "Domain Name: SHOP.EXAMPLE\r\nRegistrar WHOIS Server: whois.registrar.example\r\n"
                         "Name Server: NS1.SHOP.EXAMPLE\r\nName Server: NS2.SHOP.EXAMPLE\r\n";

std::string refer(const std::string& server)
{
    return "% IANA WHOIS server\r\n\r\nrefer:        " + server + "\r\n\r\ndomain:       EXAMPLE\r\n";
}

/// What IANA, the registry and the registrar answer to everything.
struct WhoisPath {
    std::string name;
    Script iana;
    Script registry;
    Script registrar;
    std::vector<std::string> findings = {};
    std::vector<std::string> line1 = {};
    std::size_t askedIana = 1;
    std::size_t askedRegistry = 1;
    std::size_t askedRegistrar = 0;
};

} // namespace

TEST_CASE("whois.iana.org names the registry, the registry the registrar", "[delegation][registry]")
{
    const auto date =
        "Domain Name: SHOP.EXAMPLE\r\nRegistrar Registration Expiration Date: " + inDays(50) + "T00:00:00Z\r\n";
    const std::vector<WhoisPath> paths{
        {"all the way",
         whoisAnswers({{"example", refer("whois.nic.example")}}),
         whoisAnswers({{"shop.example", thin}}),
         whoisAnswers({{"shop.example", date}}),
         {},
         {"domain_days=50"},
         1,
         1,
         1},
        {"a registry that tells all itself",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer("Registrar WHOIS Server: whois.registrar.example\r\n" + whoisRecord(60)),
         whoisAnswer(date),
         {},
         {"domain_days=60"}},
        {"a registrar that tells of another domain",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer(thin),
         whoisAnswer("Domain Name: OTHER.EXAMPLE\r\nExpiry Date: " + inDays(1) + "\r\n"),
         {},
         {"OK - "},
         1,
         1,
         1},
        {"a registrar that refuses",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer(thin),
         whoisAnswer("Query rate limit exceeded\r\n"),
         {},
         {"OK - "},
         1,
         1,
         1},
        {"a registrar that is silent",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer(thin),
         {staySilent()},
         {},
         {"OK - "},
         1,
         1,
         1},
        {"a registrar that refers on and on",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer(thin),
         whoisAnswer(refer("whois.nic.example") + "Registrar WHOIS Server: whois.registrar.example\r\n"),
         {},
         {"OK - "},
         1,
         1,
         1},
        {"a registry that refers to itself",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer(refer("WHOIS.NIC.EXAMPLE")),
         {},
         {"registry-unavailable W"},
         {"could not be understood"}},
        {"a registry that refers back to IANA",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer(refer("whois.iana.org")),
         {},
         {"registry-unavailable W"},
         {"could not be understood"},
         2},
        {"a registry that is its own registrar",
         whoisAnswer(refer("whois.nic.example")),
         whoisAnswer("Registrar WHOIS Server: whois.nic.example\r\nDomain Name: shop.example\r\n"
                     "Name Server: ns1.shop.example\r\nName Server: ns2.shop.example\r\n"),
         {},
         {},
         {"OK - "}},
        {"no server at IANA",
         whoisAnswer("domain:  EXAMPLE\r\nwhois:\r\nstatus: ACTIVE\r\n"),
         {},
         {},
         {"registry-unavailable W"},
         {"the registry of .example has no WHOIS server"},
         1,
         0},
        {"IANA turns us away", whoisAnswer("rate limit exceeded\r\n"), {}, {}, {"registry-unavailable W"}, {}, 1, 0},
        {"IANA closes", {close()}, {}, {}, {"registry-unavailable W"}, {"whois.iana.org: "}, 1, 0},
        {"IANA is silent",
         {staySilent()},
         {},
         {},
         {"registry-unavailable W"},
         {"whois.iana.org: no answer within "},
         1,
         0},
        {"an odd port",
         whoisAnswer(refer("whois.nic.example:25")),
         {},
         {},
         {"registry-unavailable W"},
         {"which is no WHOIS server"},
         1,
         0},
        {"no host at all",
         whoisAnswer(refer("-oProxyCommand=x")),
         {},
         {},
         {"registry-unavailable W"},
         {"which is no WHOIS server"},
         1,
         0},
        {"an unknown name",
         whoisAnswer(refer("whois.unknown.example")),
         {},
         {},
         {"registry-unavailable W"},
         {"whois.unknown.example: "},
         1,
         0},
        {"this machine",
         whoisAnswer(refer("127.0.0.1")),
         {},
         {},
         {"registry-unavailable W"},
         {"127.0.0.1: not asked: its address 127.0.0.1 is"},
         1,
         0},
        {"this machine by name",
         whoisAnswer(refer("localhost")),
         {},
         {},
         {"registry-unavailable W"},
         {"not asked"},
         1,
         0},
        {"a private network",
         whoisAnswer(refer("whois.inside.example")),
         {},
         {},
         {"registry-unavailable W"},
         {"10.0.0.1"},
         1,
         0},
    };
    for (const auto& path : paths) {
        RegistryWorld world;
        auto& iana = world.whois(ianaAddress, path.iana);
        auto& registry = world.whois(registryAddress, path.registry);
        auto& registrar = world.whois(registrarAddress, path.registrar);
        auto& inside = world.whois("10.0.0.1", whoisAnswer(whoisRecord(100)));
        auto& local = world.whois("127.0.0.1", whoisAnswer(whoisRecord(100)));
        expectShape(world.check({"--whois"}), {path.name, {}, path.findings, path.line1});
        INFO(path.name);
        CHECK(iana.clients().size() == path.askedIana);
        CHECK(registry.clients().size() == path.askedRegistry);
        CHECK(registrar.clients().size() == path.askedRegistrar);
        CHECK(inside.clients().empty());
        CHECK(local.clients().empty());
    }
}

TEST_CASE("Who said when the registration ends is named, and so is a registrar that does not say",
          "[delegation][registry]")
{
    const auto check = [](const Script& registrar, const std::string& form) {
        RegistryWorld world;
        world.whois(ianaAddress, whoisAnswer(refer("whois.nic.example")));
        world.whois(registryAddress, whoisAnswer(thin));
        world.whois(registrarAddress, registrar);
        return world.check({"--whois", form});
    };
    const auto holds = [](const ProcessResult& result, const std::string& text) {
        INFO(text << "\n" << result.out);
        CHECK(result.out.find(text) != std::string::npos);
    };
    const auto told = whoisAnswer("Domain Name: SHOP.EXAMPLE\r\nRegistrar Registration Expiration Date: " + inDays(5) +
                                  "T00:00:00Z\r\n");
    const auto soon = check(told, "-v");
    holds(soon, "ends on " + inDays(5) + ", says whois.registrar.example");
    holds(soon, "See it with: whois -h whois.registrar.example shop.example");
    holds(soon, "registry-answer shop.example: whois.nic.example lists ns1.shop.example, ns2.shop.example, registered "
                "until " +
                    inDays(5) + " (says the registrar's whois.registrar.example)");
    holds(check(told, "--format=json"), R"("registry_expires_source":"whois.registrar.example")");

    const std::vector<std::pair<Script, std::string>> silent{
        {{staySilent()}, "whois.registrar.example: no answer within "},
        {{awaitLine(""), close()}, "whois.registrar.example: closed the connection"},
        {whoisAnswer("Query rate limit exceeded\r\n"), "whois.registrar.example: the server turns us away"},
        {whoisAnswer("Domain Name: OTHER.EXAMPLE\r\nExpiry Date: 2030-01-01\r\n"),
         "whois.registrar.example: sent the record of other.example"},
        {whoisAnswer("Domain Name: SHOP.EXAMPLE\r\nName Server: NS1.SHOP.EXAMPLE\r\n"),
         "whois.registrar.example: does not tell when the registration ends"},
    };
    for (const auto& [script, words] : silent) {
        const auto result = check(script, "-v");
        CHECK(result.exitStatus == 0);
        holds(result, "; its registrar's server was of no use: " + words);
        holds(check(script, "--format=json"), R"("registrar_failure":")" + words);
    }
}

TEST_CASE("Name servers that are told as handles are asked for one by one", "[delegation][registry]")
{
    const std::string domain =
        "% By looking up information in the domain registration directory\r\n\r\nDomain Information\r\n\r\n"
        "NORID Handle...............: SHO1D-NORID\r\nDomain Name................: shop.example\r\n"
        "Name Server Handle.........: NSX1H-NORID\r\nName Server Handle.........: NSX2H-NORID\r\n";
    const auto host = [](const std::string& name, const std::string& more = "") {
        return "Host Information\r\n\r\nNORID Handle...............: X\r\nType.......................: host\r\n"
               "Host Name..................: " +
               name + "\r\n" + more;
    };
    const auto check = [&](const std::string& first, const std::string& second) {
        RegistryWorld world;
        world.whois(registryAddress,
                    whoisAnswers({{"shop.example", domain}, {"NSX1H-NORID", first}, {"NSX2H-NORID", second}}));
        return findingsIn(world.check({"--whois=" + registryAddress}));
    };
    CHECK(check(host("ns1.shop.example"), host("ns2.shop.example")).empty());
    CHECK(check(host("ns1.shop.example"), host("ns9.shop.example")) ==
          std::vector<std::string>{"registry-ns-differs W"});
    const std::string address = "IPv4 Address...............: " + ns1v4 + "\r\n";
    const std::string second = "IPv4 Address...............: " + ns2v4 + "\r\n";
    CHECK(check(host("ns1.shop.example", address), host("ns2.shop.example", second)).empty());
    CHECK(check(host("ns1.shop.example", address), host("ns2.shop.example", address)) ==
          std::vector<std::string>{"registry-host-differs W"});
    CHECK(check(host("ns1.shop.example", address), host("ns2.shop.example")) ==
          std::vector<std::string>{"registry-host-no-address W"});
    CHECK(check(host("ns1.shop.example"), "rate limit exceeded\r\n").empty()); // an incomplete list is not compared
}

TEST_CASE("A top-level domain is IANA's to tell about, and a reverse zone nobody's", "[delegation][registry]")
{
    RegistryWorld world;
    world.whois(ianaAddress, whoisAnswers({{"example", "domain:       EXAMPLE\n\nnserver:      A.NIC.EXAMPLE 21.0.0.1\n"
                                                       "nserver:      B.NIC.EXAMPLE 21.0.1.1\n\nwhois:        "
                                                       "whois.nic.example\n\nstatus:       ACTIVE\n"}}));
    const auto top = world.check({"--whois", "-v"}, "example");
    INFO(top.out);
    CHECK(top.out.find("registry-answer example: whois.iana.org lists a.nic.example, b.nic.example, status active") !=
          std::string::npos);
    CHECK(top.out.find("registry-ns-differs") == std::string::npos);
    const auto reverse = world.check({"--whois"}, "2.0.192.in-addr.arpa");
    INFO(reverse.out);
    CHECK(reverse.out.find("[WARNING] registry-unavailable") != std::string::npos);
    CHECK(reverse.out.find("domain-not-registered") == std::string::npos);
}

TEST_CASE("An internationalised domain is asked for in A-labels", "[delegation][registry]")
{
    ZoneWorld zones;
    zones.zones["example"] += "xn--bcher-kva NS ns1.shop\nxn--bcher-kva NS ns2.shop\n";
    for (const auto& address : {ns1v4, ns1v6, ns2v4, ns2v6}) {
        zones.servers[address].zones.emplace_back("xn--bcher-kva.example");
    }
    zones.zones["xn--bcher-kva.example"] =
        "@ SOA ns1.shop.example. h 1 7200 900 1209600 300\n@ NS ns1.shop.example.\n@ NS ns2.shop.example.\n";
    for (const auto* name : {"Domain: b\xC3\xBC"
                             "cher.example\n",
                             "Domain: b\xFC"
                             "cher.example\n",
                             "Domain Name: XN--BCHER-KVA.EXAMPLE\n"}) {
        RegistryWorld world(zones);
        auto& registry = world.whois(
            registryAddress, whoisAnswer(std::string(name) + "nserver: ns1.shop.example\nnserver: ns2.shop.example\n"));
        const auto result = world.check({"--whois=" + registryAddress}, "b\xC3\xBC"
                                                                        "cher.example");
        INFO(result.out);
        CHECK(findingsIn(result).empty());
        CHECK(registry.client().lines().at(0) == "xn--bcher-kva.example");
    }
}
