// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/registry/rdap.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

/// A domain object of shop.example with these members, which begin with a comma.
RegistryRecord read(const std::string& members)
{
    return parseRdap(R"({"objectClassName":"domain","ldhName":"shop.example")" + members + "}");
}

std::string endOf(const std::string& events)
{
    const auto record = read(R"(,"status":["active"],"events":)" + events);
    return record.expires ? registryDay(*record.expires) : "";
}

} // namespace

TEST_CASE("A domain object is known by its name where its class is missing or written otherwise", "[registry][rdap]")
{
    for (const auto* text :
         {R"({"ldhName":"SHOP.EXAMPLE","status":["active"]})", R"({"unicodeName":"shop.example.","status":["active"]})",
          R"({"objectClassName":"Domain","handle":"shop.example","status":["active"]})",
          R"({"objectClassName":["domain"],"ldhName":["shop.example"],"status":["active"]})",
          R"([{"objectClassName":"domain","ldhName":"shop.example","status":["active"]}])",
          R"({"objectclassname":"DOMAIN","ldhname":"shop.example","status":["active"]})",
          R"({"data":{"objectClassName":"domain","ldhName":"shop.example","status":["active"]}})",
          R"({"domainSearchResults":[{"ldhName":"shop.example","status":["active"]}]})"}) {
        INFO(text);
        const auto record = parseRdap(text);
        CHECK(record.state == RegistryRecord::State::Registered);
        CHECK(record.domain == DnsName::parse("shop.example"));
    }
}

TEST_CASE("The end of a registration is read from every event that means it", "[registry][rdap]")
{
    for (const auto* event : {R"([{"eventAction":"expiration","eventDate":"2030-01-31T00:00:00Z"}])",
                              R"([{"eventAction":"Record expires","eventDate":"2030-01-31T00:00:00Z"}])",
                              R"([{"eventAction":"registrar expiration","eventDate":"2030-01-31"}])",
                              R"([{"eventAction":"EXPIRATION","eventDate":"2030-01-31 00:00:00"}])",
                              R"([{"eventAction":"paid-till","eventDate":"31.01.2030"}])",
                              R"([{"eventAction":"validUntil","eventDate":["2030-01-31T10:00:00+0300"]}])",
                              R"({"eventAction":"expiration","eventDate":"2030-01-31T00:00:00Z"})",
                              R"({"expiration":"2030-01-31T00:00:00Z","registration":"2010-01-01T00:00:00Z"})",
                              R"({"0":{"eventAction":"renewal date","eventDate":"2030-01-31"}})"}) {
        INFO(event);
        CHECK(endOf(event) == "2030-01-31");
    }
    for (const auto* event : {R"([{"eventAction":"last changed","eventDate":"2030-01-31T00:00:00Z"}])",
                              R"([{"eventAction":"transfer","eventDate":"2030-01-31T00:00:00Z"}])",
                              R"([{"eventAction":"last renewed","eventDate":"2030-01-31T00:00:00Z"}])",
                              R"([{"eventAction":"expiration","eventDate":"soon"}])", R"([{"eventAction":7}])"}) {
        INFO(event);
        CHECK(endOf(event).empty());
    }
    const auto both = read(R"(,"events":[{"eventAction":"expiration","eventDate":"2031-01-31"},
                                         {"eventAction":"registrar expiration","eventDate":"2030-01-31"}])");
    CHECK(registryDay(both.expires.value()) == "2030-01-31");
    CHECK(registryDay(both.laterEnd.value()) == "2031-01-31");
}

TEST_CASE("Name servers and their addresses are read in every form", "[registry][rdap]")
{
    for (const auto* servers : {R"([{"ldhName":"ns1.shop.example","ipAddresses":{"v4":"192.0.2.1"}}])",
                                R"([{"unicodeName":"NS1.shop.example.","ipAddresses":{"v4":["192.0.2.1"],"v6":null}}])",
                                R"([{"ldhName":"ns1.shop.example","ipAddresses":["192.0.2.1"]}])",
                                R"([{"name":"ns1.shop.example","ipAddresses":"192.0.2.1"}])",
                                R"({"ldhName":"ns1.shop.example","ipAddresses":{"ipv4":[" 192.0.2.1 "]}})"}) {
        INFO(servers);
        const auto record = read(R"(,"nameservers":)" + std::string(servers));
        REQUIRE(record.hosts.size() == 1);
        CHECK(record.hosts[0].name == DnsName::parse("ns1.shop.example"));
        CHECK(record.hosts[0].addresses == std::vector<IpAddress>{IpAddress::parse("192.0.2.1").value()});
        CHECK_FALSE(record.hostsUnclear);
        CHECK_FALSE(record.hosts[0].unclear);
    }
    CHECK(read(R"(,"nameservers":["ns1.shop.example","ns2.shop.example"])").hosts.size() == 2);
    CHECK(read(R"(,"nameservers":{"nameserver":[{"ldhName":"ns1.shop.example"},{"ldhName":"ns2.shop.example"}]})")
              .hosts.size() == 2);
    CHECK(read(R"(,"nameservers":[{"ldhName":"ns1.shop.example","ipAddresses":{"v4":"192.0.2.1, 192.0.2.2"}}])")
              .hosts.at(0)
              .addresses.size() == 2);
    CHECK(read(R"(,"nameservers":["ns1.shop.example",{"ldhName":7}])").hostsUnclear);
    const auto odd =
        read(R"(,"nameservers":[{"ldhName":"ns1.shop.example","ipAddresses":{"v4":[{"ip":"192.0.2.1"}]}}])");
    CHECK(odd.hosts.at(0).unclear);
}

TEST_CASE("Numbers of a DS may be texts, and keys may stand for their DS", "[registry][rdap]")
{
    const auto ds = [](const std::string& secure) { return read(R"(,"status":["active"],"secureDNS":)" + secure).ds; };
    const auto asText = ds(
        R"({"delegationSigned":"true","dsData":[{"keyTag":"12345","algorithm":"13","digestType":"2","digest":"ABCD"}]})");
    REQUIRE(asText);
    CHECK(asText->at(0).keyTag == 12345);
    const auto one = ds(R"({"dsData":{"keyTag":12345,"algorithm":13,"digestType":2,"digest":"ABCD"}})");
    REQUIRE(one);
    CHECK(one->size() == 1);
    // RFC 4034 5.4: the key of dskey.example.com has the tag 60485.
    const auto key = ds(R"({"keyData":[{"flags":256,"protocol":3,"algorithm":5,"publicKey":"AQOeiiR0GOMYkDshWoSKz9Xz
 fwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9Xzc
nOf+EPbtG9DMBmADjFDc2w/rljwvFw=="}]})");
    CHECK_FALSE(key); // a line end within a JSON string is no JSON
    const auto keyed = ds(
        R"({"keyData":[{"flags":256,"protocol":3,"algorithm":5,"publicKey":"AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=="}]})");
    REQUIRE(keyed);
    CHECK(keyed->at(0).keyTag == 60485);
    CHECK(keyed->at(0).digestType == 0);
    CHECK_FALSE(ds(R"({"delegationSigned":true})"));
    CHECK(ds(R"({"delegationSigned":"false"})")->empty());
}

TEST_CASE("Statuses are known in any case and form", "[registry][rdap]")
{
    for (const auto* status : {R"(["Client Hold"])", R"(["clientHold"])", R"("client_hold")",
                               R"(["active","CLIENT-HOLD"])", R"(["client hold, active"])"}) {
        INFO(status);
        CHECK(read(R"(,"status":)" + std::string(status)).hold() == "client hold");
    }
    CHECK(read(R"(,"status":["available"])").state == RegistryRecord::State::NotRegistered);
    CHECK(read(R"(,"status":["frobnicated"])").state == RegistryRecord::State::Unreadable);
}

TEST_CASE("An RDAP error is what its code says", "[registry][rdap]")
{
    using State = RegistryRecord::State;
    CHECK(parseRdap(R"({"errorCode":404,"title":"Not Found"})").state == State::NotRegistered);
    CHECK(parseRdap(R"({"errorCode":"404"})").state == State::NotRegistered);
    CHECK(parseRdap(R"({"errorCode":429,"title":"Too many"})").state == State::Throttled);
    CHECK(parseRdap(R"({"errorCode":403})").state == State::Throttled);
    const auto other = parseRdap(R"({"errorCode":500,"title":"Ooops"})");
    CHECK(other.state == State::Unreadable);
    CHECK(other.detail == "answered with errorCode 500: Ooops");
}
