// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "check_dns_delegation/registry/lookup.hpp"
#include "check_dns_delegation/registry/whois_client.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("A registry is asked about what can be registered, from the zone upwards", "[registry]")
{
    const auto names = [](const char* zone) {
        std::vector<std::string> texts;
        for (const auto& name : registrableNames(DnsName::parse(zone))) {
            texts.push_back(name.toString());
        }
        return join(texts, " ");
    };
    CHECK(names("shop.example") == "shop.example");
    CHECK(names("a.shop.example") == "a.shop.example shop.example");
    CHECK(names("a.b.shop.co.uk") == "b.shop.co.uk shop.co.uk");
    CHECK(names("a.b.c.d.e.f.g.h.shop.example") == "g.h.shop.example h.shop.example shop.example");
    CHECK(names("shop.com.br") == "shop.com.br");
    CHECK(names("shop.id.au") == "shop.id.au");
    CHECK(names("a.shop.gob.mx") == "a.shop.gob.mx shop.gob.mx");
    CHECK(names("mail.web.de") == "mail.web.de web.de"); // a level elsewhere, a company here
    CHECK(names("shop.com.example") == "shop.com.example com.example");
    CHECK(names("co.uk") == "co.uk");
    CHECK(names("example") == "example");
}

TEST_CASE("A WHOIS server is a host or an address, and perhaps a port", "[registry][whois]")
{
    const auto read = [](const char* text) {
        const auto server = parseWhoisServer(text);
        return server ? server->host + " " + std::to_string(server->port) : "none";
    };
    CHECK(read("whois.nic.example") == "whois.nic.example 43");
    CHECK(read("Whois.Nic.Example:4343") == "whois.nic.example 4343");
    CHECK(read("192.0.2.1") == "192.0.2.1 43");
    CHECK(read("192.0.2.1:44") == "192.0.2.1 44");
    CHECK(read("2001:db8::1") == "2001:db8::1 43");
    CHECK(read("[2001:db8::1]:44") == "2001:db8::1 44");
    CHECK(read("localhost:44") == "localhost 44");
    for (const auto* text :
         {"", ":43", "x y", "x:0", "x:99999", "x:y", "x:43:44", "-x", "a_b.example", "x;y", "http://x"}) {
        INFO(text);
        CHECK(read(text) == "none");
    }
}
