// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/rdap.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

const std::string bootstrap = R"({"version":"1.0","publication":"2024-01-01T00:00:00Z","services":[
  [["net","com"],["http://rdap.registry.example/com/v1","https://rdap.registry.example/com/v1"]],
  [["example"],["http://rdap.nic.example/"]],
  [["co.example"],["https://rdap.co.example/"]],
  [["broken"],"https://not.a.list/"], 7, [[1,2],[3]], [["none"],["ftp://x/"]]]})";

std::string baseFor(const char* domain)
{
    return rdapBaseFor(bootstrap, DnsName::parse(domain));
}

} // namespace

TEST_CASE("The bootstrap file names the server of the longest suffix, https first", "[registry][rdap]")
{
    CHECK(isRdapBootstrap(bootstrap));
    CHECK(baseFor("shop.com") == "https://rdap.registry.example/com/v1/");
    CHECK(baseFor("shop.example") == "http://rdap.nic.example/");
    CHECK(baseFor("shop.co.example") == "https://rdap.co.example/");
    CHECK(baseFor("co.example") == "http://rdap.nic.example/");
    CHECK(baseFor("shop.broken").empty());
    CHECK(baseFor("shop.none").empty());
    CHECK(baseFor("shop.org").empty());
}

TEST_CASE("What is no bootstrap file is none", "[registry][rdap]")
{
    for (const auto* text : {"", "[]", "{", R"({"services":7})", "<html>"}) {
        INFO(text);
        CHECK_FALSE(isRdapBootstrap(text));
        CHECK(rdapBaseFor(text, DnsName::parse("shop.com")).empty());
    }
}

TEST_CASE("A domain object is read", "[registry][rdap]")
{
    const auto record = parseRdap(R"({"objectClassName":"domain","ldhName":"SHOP.EXAMPLE",
      "status":["active","client hold"],
      "events":[{"eventAction":"registration","eventDate":"2010-05-22T00:00:00Z"},
                {"eventAction":"expiration","eventDate":"2014-05-22T12:00:00.000+02:00"},
                {"eventAction":"last changed"}],
      "nameservers":[{"objectClassName":"nameserver","ldhName":"NS2.SHOP.EXAMPLE."},
                     {"ldhName":"ns1.shop.example","ipAddresses":{"v4":["192.0.2.1"],"v6":["2001:db8::1","x"]}}],
      "secureDNS":{"delegationSigned":true,"dsData":[{"keyTag":12345,"algorithm":13,"digestType":2,"digest":"ABCD"}]},
      "links":[{"rel":"self","href":"https://x/"},{"rel":"related","href":"https://registrar.example/domain/x"}]})");
    CHECK(record.state == RegistryRecord::State::Registered);
    REQUIRE(record.hosts.size() == 2);
    CHECK(record.hosts[0].name.toString() == "ns1.shop.example");
    CHECK(record.hosts[0].addresses.size() == 2);
    CHECK(record.hosts[1].addresses.empty());
    CHECK(record.expires == 1400716800 + 10L * 3600); // 12:00 at +02:00
    CHECK(record.hold() == "client hold");
    REQUIRE(record.ds);
    REQUIRE(record.ds->size() == 1);
    CHECK(record.ds->front().keyTag == 12345);
    CHECK(record.ds->front().digest == "\xAB\xCD");
    REQUIRE(record.domain);
    CHECK(record.domain->toString() == "shop.example");
}

TEST_CASE("Whatever is missing or of the wrong type is left out", "[registry][rdap]")
{
    for (const auto* text :
         {R"({"objectClassName":"domain","ldhName":"x.example","status":["active"]})",
          R"({"objectClassName":"domain","ldhName":"x.example","status":["active"],"events":{"eventAction":1},
              "nameservers":null,"secureDNS":[]})",
          R"({"objectClassName":"domain","ldhName":"x.example","status":[1,null,"active"],
              "events":[1,"x",{"eventAction":5}],"nameservers":[1,{"ldhName":7},{"ldhName":"not..a name"},"x"],
              "links":[[]],"notices":{"title":"x"}})"}) {
        INFO(text);
        const auto record = parseRdap(text);
        CHECK(record.state == RegistryRecord::State::Registered);
        CHECK(record.hosts.empty());
        CHECK_FALSE(record.expires);
        CHECK_FALSE(record.ds);
    }
    CHECK(parseRdap("{\"objectClassName\":\"domain\",\"unicodeName\":\"b\xC3\xBC"
                    "cher.example\"}")
              .domain->toString() == "xn--bcher-kva.example");
    CHECK(parseRdap(R"({"objectClassName":"domain","ldhName":"x.example","secureDNS":{"delegationSigned":false}})")
              .ds->empty());
    CHECK_FALSE(parseRdap(R"({"objectClassName":"domain","ldhName":"x.example","status":["active"],
                              "secureDNS":{"dsData":[{"keyTag":-1},{"keyTag":70000}]}})")
                    .ds); // an absence is claimed only of what could be read
}

TEST_CASE("A domain object that does not say whose it is, or nothing else, is not understood", "[registry][rdap]")
{
    for (const auto* text :
         {R"({"objectClassName":"domain"})", R"({"objectClassName":"domain","status":["client hold"]})",
          R"({"objectClassName":"domain","ldhName":[7],"unicodeName":"not..a name","status":["active"]})",
          R"({"objectClassName":"domain","ldhName":"x.example"})",
          R"({"objectClassName":"domain","ldhName":"x.example","status":7,"events":[1],"nameservers":{"a":1}})"}) {
        INFO(text);
        const auto record = parseRdap(text);
        CHECK(record.state == RegistryRecord::State::Unreadable);
        CHECK_FALSE(record.detail.empty());
    }
}

TEST_CASE("Addresses are looked for where RDAP has room for them, empty or not", "[registry][rdap]")
{
    const auto shows = [](const std::string& host) {
        return parseRdap(
                   R"({"objectClassName":"domain","ldhName":"x.example","nameservers":[{"ldhName":"ns1.x.example")" +
                   host + "}]}")
            .showsAddresses;
    };
    CHECK(shows(R"(,"ipAddresses":{"v4":["192.0.2.1"]})"));
    CHECK(shows(R"(,"ipAddresses":{"v4":[]})"));
    CHECK(shows(R"(,"ipAddresses":{})"));
    CHECK_FALSE(shows(""));
    CHECK_FALSE(shows(R"(,"ipAddresses":null)"));
}

TEST_CASE("What is no domain object is not understood", "[registry][rdap]")
{
    for (const auto* text :
         {"", "{}", "[]", R"({"errorCode":500})", R"({"objectClassName":"nameserver"})", "401 Quota exceeded"}) {
        INFO(text);
        CHECK(parseRdap(text).state == RegistryRecord::State::Unreadable);
    }
}

TEST_CASE("A domain object with more name servers than any domain has is not understood", "[registry][rdap]")
{
    std::string hosts;
    for (int i = 0; i < 5000; ++i) {
        hosts += std::string(i == 0 ? "" : ",") + R"({"ldhName":"ns)" + std::to_string(i) + R"(.shop.example"})";
    }
    const auto record =
        parseRdap(R"({"objectClassName":"domain","ldhName":"shop.example","nameservers":[)" + hosts + "]}");
    CHECK(record.state == RegistryRecord::State::Unreadable);
}

TEST_CASE("JSON nested without end does no harm", "[registry][rdap]")
{
    CHECK(parseRdap(std::string(500000, '[')).state == RegistryRecord::State::Unreadable);
    CHECK_FALSE(isRdapBootstrap(std::string(500000, '[') + std::string(500000, ']')));
}

TEST_CASE("an answer that nests deeper or holds more than any honest one is no answer, and costs nothing")
{
    const auto nested = [](std::size_t depth) {
        return R"({"objectClassName":"domain","ldhName":"shop.example","x":)" + std::string(depth, '[') +
               std::string(depth, ']') + "}";
    };
    CHECK(parseRdap(nested(31)).domain);
    for (const std::size_t depth : {32U, 1000U, 300000U}) {
        CAPTURE(depth);
        CHECK_FALSE(parseRdap(nested(depth)).domain);
        CHECK_FALSE(isRdapBootstrap(std::string(depth, '[')));
    }
    std::string objects = R"({"objectClassName":"domain","ldhName":"shop.example","status":[{})";
    while (objects.size() < 1000000) {
        objects += ",{}";
    }
    CHECK_FALSE(parseRdap(objects + "]}").domain);
    // Brackets inside of strings nest nothing.
    CHECK(
        parseRdap(R"({"objectClassName":"domain","ldhName":"shop.example","x":")" + std::string(100, '[') + R"(\"{"})")
            .domain);
}
