// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/registry_world.hpp"

using namespace mpm::test;

namespace {

std::string bootstrapFor(const std::string& base)
{
    return R"({"version":"1.0","services":[[["example"],[")" + base + R"("]]]})";
}

const std::string base = "http://rdap.nic.example/rdap/";
const std::string seeIt = "See it with: curl -sSL '" + base + "domain/shop.example'";

void checkRdap(const std::vector<RegistryShape>& shapes)
{
    for (const auto& shape : shapes) {
        RegistryWorld world;
        world.serve(registryAddress, 80, shape.script);
        world.serve("127.0.0.1", 80, httpAnswer("200 OK", rdapObject()));
        expectShape(world.check({"--rdap-bootstrap", world.file("dns.json", bootstrapFor(base))}), shape);
    }
}

} // namespace

TEST_CASE("What RDAP says is compared with the delegation", "[delegation][registry]")
{
    checkRdap({
        {"all is well", httpAnswer("200 OK", rdapObject(rdapExpiry(100))), {}, {"domain_days=100"}},
        {"no expiry is no alarm", httpAnswer("200 OK", rdapObject()), {}, {"OK - "}},
        {"expires soon", httpAnswer("200 OK", rdapObject(rdapExpiry(20))), {"domain-expires-soon W"}, {}, {seeIt}},
        {"expired", httpAnswer("200 OK", rdapObject(rdapExpiry(-2))), {"domain-expired C"}, {}, {seeIt}},
        {"on hold",
         httpAnswer("200 OK", rdapObject(R"(,"status":["client hold"])")),
         {"domain-on-hold C"},
         {},
         {seeIt}},
        {"a DS that the parent lacks",
         httpAnswer(
             "200 OK",
             rdapObject(R"(,"secureDNS":{"dsData":[{"keyTag":1,"algorithm":13,"digestType":2,"digest":"00"}]})")),
         {"registry-ds-differs W"},
         {},
         {"registrar must act", seeIt}},
        {"a host without address",
         httpAnswer("200 OK", R"({"objectClassName":"domain","ldhName":"SHOP.EXAMPLE","nameservers":[)"
                              R"({"ldhName":"ns1.shop.example","ipAddresses":{"v4":["23.0.0.1"]}},)"
                              R"({"ldhName":"ns2.shop.example"}]})"),
         {"registry-host-no-address W"},
         {"ns2.shop.example"},
         {seeIt}},
        {"hosts with room for addresses, and none in it",
         httpAnswer("200 OK", R"({"objectClassName":"domain","ldhName":"SHOP.EXAMPLE","nameservers":[)"
                              R"({"ldhName":"ns1.shop.example","ipAddresses":{"v4":[]}},)"
                              R"({"ldhName":"ns2.shop.example","ipAddresses":{}}]})"),
         {"registry-host-no-address W", "registry-host-no-address W"},
         {"ns1.shop.example"},
         {"registrar must enter"}},
        {"another name server",
         httpAnswer("200 OK", R"({"objectClassName":"domain","ldhName":"shop.example","nameservers":[)"
                              R"({"ldhName":"ns1.shop.example"}]})"),
         {"registry-ns-differs W"},
         {},
         {seeIt}},
        {"a host's address as text, which is another one",
         httpAnswer("200 OK", R"({"ldhName":"SHOP.EXAMPLE","nameservers":[)"
                              R"({"ldhName":"ns1.shop.example","ipAddresses":{"v4":"23.0.0.9"}},)"
                              R"({"unicodeName":"ns2.shop.example"}]})"),
         {"registry-host-differs W", "registry-host-no-address W"},
         {"has 23.0.0.9 for ns1.shop.example"},
         {seeIt}},
        {"an end in other words",
         httpAnswer("200 OK",
                    rdapObject(R"(,"events":[{"eventAction":"Record expires","eventDate":")" + inDays(20) + R"("}])")),
         {"domain-expires-soon W"},
         {"domain_days 21"}},
        {"an error object in place of a domain",
         httpAnswer("200 OK", R"({"errorCode":404,"title":"Not Found"})"),
         {"domain-not-registered W"},
         {"errorCode 404: Not Found"}},
        {"an error object that turns us away",
         httpAnswer("200 OK", R"({"errorCode":429,"title":"Slow down"})"),
         {"registry-unavailable W"},
         {"turns us away"}},
        {"a page in place of an answer",
         httpAnswer("404 Not Found", "<html>nginx</html>"),
         {"registry-unavailable W"},
         {"answered HTTP 404 with a page instead of RDAP"}},
        {"no such domain", httpAnswer("404 Not Found", "{}"), {"domain-not-registered W"}, {"404"}, {seeIt}},
        {"a record that does not say whose it is",
         httpAnswer("200 OK", R"({"objectClassName":"domain","status":["client hold"]})"),
         {"registry-unavailable W"},
         {"sent a record that does not say of which domain it is"}},
        {"a record with nothing in it",
         httpAnswer("200 OK", R"({"objectClassName":"domain","ldhName":"shop.example"})"),
         {"registry-unavailable W"},
         {"the answer could not be understood"}},
        {"the record of another domain",
         httpAnswer("200 OK", R"({"objectClassName":"domain","ldhName":"other.example","status":["client hold"]})"),
         {"registry-unavailable W"},
         {"sent the record of other.example, not that of shop.example"}},
    });
}

TEST_CASE("An RDAP server that fails is told as a warning that names it", "[delegation][registry]")
{
    const auto moved = [](const std::string& to) { return httpAnswer("302 Found", "", "Location: " + to + "\r\n"); };
    checkRdap({
        {"throttled", httpAnswer("429 Too Many Requests", ""), {"registry-unavailable W"}, {"HTTP 429"}, {seeIt}},
        {"broken", httpAnswer("500 Oops", ""), {"registry-unavailable W"}, {"rdap.nic.example", "answered HTTP 500"}},
        {"no RDAP", httpAnswer("200 OK", "<html>"), {"registry-unavailable W"}, {"no RDAP domain object"}},
        {"no HTTP", {awaitBlankLine(), send("hello\r\n")}, {"registry-unavailable W"}, {"is no HTTP"}},
        {"silent", {staySilent()}, {"registry-unavailable W"}, {"rdap.nic.example: no answer within "}},
        {"a header without end",
         {awaitBlankLine(), send("HTTP/1.1 200 OK\r\n"), sendForever("X: y\r\n")},
         {"registry-unavailable W"},
         {"rdap.nic.example: the header does not end"}},
        {"a body without end",
         {awaitBlankLine(), send("HTTP/1.1 200 OK\r\n\r\n"), sendForever("[[[[[[[[")},
         {"registry-unavailable W"},
         {"rdap.nic.example: "}},
        {"cut off",
         {awaitBlankLine(), send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{"), close()},
         {"registry-unavailable W"},
         {"the answer was cut off"}},
        {"redirects in a circle", moved("/rdap/domain/shop.example"), {"registry-unavailable W"}, {"too often"}},
        {"sends us to this machine",
         moved("http://127.0.0.1/rdap/domain/shop.example"),
         {"registry-unavailable W"},
         {"127.0.0.1: not asked"}},
        {"sends us to another service",
         moved("http://rdap.mirror.example:25/"),
         {"registry-unavailable W"},
         {"unusual port"}},
        {"sends us to a file", moved("file:///etc/passwd"), {"registry-unavailable W"}, {"no http or https URL"}},
    });
}

TEST_CASE("RDAP over https counts only with a certificate that the system trusts", "[delegation][registry]")
{
    const TestPki pki;
    const auto right = pki.leaf({.commonName = "rdap.nic.example", .names = {"DNS:rdap.nic.example"}});
    const auto wrong = pki.leaf({.commonName = "other.example", .names = {"DNS:other.example"}});
    const auto old = pki.leaf(
        {.commonName = "rdap.nic.example", .names = {"DNS:rdap.nic.example"}, .startsInDays = -20, .endsInDays = -5});
    const TestPki strange{"Strange"};
    const auto unknown = strange.leaf({.commonName = "rdap.nic.example", .names = {"DNS:rdap.nic.example"}});
    struct Case {
        std::string name;
        TestCertificate leaf;
        TestCertificate intermediate;
        std::vector<std::string> findings;
        std::vector<std::string> line1;
    };
    const std::vector<Case> cases{
        {"good", right, pki.intermediate, {}, {"domain_days=44"}},
        {"another name", wrong, pki.intermediate, {"registry-unavailable W"}, {"rdap.nic.example: its certificate: "}},
        {"expired", old, pki.intermediate, {"registry-unavailable W"}, {"rdap.nic.example: its certificate: "}},
        {"unknown", unknown, strange.intermediate, {"registry-unavailable W"}, {"rdap.nic.example: its certificate: "}},
    };
    for (const auto& one : cases) {
        RegistryWorld world;
        world.trust(pki.root);
        auto& server = world.https(registryAddress, {one.leaf, one.intermediate},
                                   httpResponse("200 OK", rdapObject(rdapExpiry(44))));
        const auto file = world.file("dns.json", bootstrapFor("https://rdap.nic.example/v1"));
        expectShape(world.check({"--rdap-bootstrap", file}), {one.name, {}, one.findings, one.line1});
        CHECK(server.serverNames() == std::vector<std::string>{"rdap.nic.example"});
        CHECK(server.lines().empty() == !one.findings.empty());
    }
}

TEST_CASE("A redirect from https is followed to https and to nothing else", "[delegation][registry]")
{
    const TestPki pki;
    const auto registry = pki.leaf({.commonName = "rdap.nic.example", .names = {"DNS:rdap.nic.example"}});
    const auto mirror = pki.leaf({.commonName = "rdap.mirror.example", .names = {"DNS:rdap.mirror.example"}});
    for (const std::string scheme : {"https", "http"}) {
        RegistryWorld world;
        world.trust(pki.root);
        world.https(registryAddress, {registry, pki.intermediate},
                    httpResponse("301 Moved", "", "Location: " + scheme + "://rdap.mirror.example/domain/x\r\n"));
        world.https(registrarAddress, {mirror, pki.intermediate}, httpResponse("200 OK", rdapObject(rdapExpiry(44))));
        world.serve(registrarAddress, 80, httpAnswer("200 OK", rdapObject(rdapExpiry(44))));
        const auto file = world.file("dns.json", bootstrapFor("https://rdap.nic.example/"));
        const auto result = world.check({"--rdap-bootstrap", file});
        INFO(result.out);
        const bool followed = result.firstLine().find("domain_days=44") != std::string::npos;
        CHECK(followed == (scheme == "https"));
        CHECK((result.firstLine().find("from https to http") != std::string::npos) == !followed);
    }
}

TEST_CASE("The bootstrap file may be an URL, whose failures are the network's", "[delegation][registry]")
{
    const auto check = [](const Script& bootstrap, const std::string& url = "http://rdap.mirror.example/dns.json") {
        RegistryWorld world;
        world.serve(registrarAddress, 80, bootstrap);
        world.serve(registryAddress, 80, httpAnswer("200 OK", rdapObject(rdapExpiry(44))));
        return world.check({"--rdap-bootstrap", url});
    };
    CHECK(check(httpAnswer("200 OK", bootstrapFor(base))).firstLine().find("domain_days=44") != std::string::npos);
    expectShape(check(httpAnswer("404 Not Found", "")),
                {"missing", {}, {"registry-unavailable W"}, {"http://rdap.mirror.example/dns.json answered HTTP 404"}});
    expectShape(check(httpAnswer("200 OK", "<html>")),
                {"no JSON", {}, {"registry-unavailable W"}, {"is no RDAP bootstrap file"}});
    expectShape(check({staySilent()}),
                {"silent", {}, {"registry-unavailable W"}, {"rdap.mirror.example: no answer within "}});
    expectShape(check({}, "http://rdap.unknown.example/dns.json"),
                {"unknown", {}, {"registry-unavailable W"}, {"rdap.unknown.example: "}});
    expectShape(check(httpAnswer("200 OK", R"({"services":[]})")),
                {"not listed", {}, {"registry-unavailable W"}, {"has no RDAP server in the bootstrap file"}});
}

TEST_CASE("RDAP is asked first, WHOIS when it gives nothing, and each has its time", "[delegation][registry]")
{
    const std::vector<RegistryShape> shapes{
        {"refused", {}, {}, {"domain_days=77"}},
        {"broken", httpAnswer("500 Oops", ""), {}, {"domain_days=77"}},
        {"silent", {staySilent()}, {}, {"domain_days=77"}},
        {"an octet now and then", {awaitBlankLine(), drip(httpResponse("200 OK", rdapObject()), 0.3)}, {}, {"=77"}},
        {"another domain",
         httpAnswer("200 OK", R"({"objectClassName":"domain","ldhName":"other.example"})"),
         {},
         {"domain_days=77"}},
        {"right", httpAnswer("200 OK", rdapObject(rdapExpiry(88))), {}, {"domain_days=88"}},
    };
    for (const auto& shape : shapes) {
        RegistryWorld world;
        world.serve(registryAddress, 80, shape.script);
        world.whois(registryAddress, whoisAnswer(whoisRecord(77)));
        const auto file = world.file("dns.json", bootstrapFor(base));
        expectShape(world.check({"--rdap-bootstrap", file, "--whois=" + registryAddress}), shape);
    }
}
