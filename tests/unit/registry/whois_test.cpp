// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "registry/whois.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

/// An answer in a registry's form, and what must be read from it.
struct WhoisShape {
    const char* registry;
    const char* domain;
    const char* answer;
    std::string hosts; ///< "ns1.example.com ns2.example.com", with addresses behind a host in brackets
    std::int64_t expires = 0;
};

constexpr std::int64_t may22 = 1400716800; // 2014-05-22

std::string hostsOf(const RegistryRecord& record)
{
    std::vector<std::string> texts;
    for (const auto& host : record.hosts) {
        auto text = host.name.toString();
        for (const auto& address : host.addresses) {
            text += "[" + address.toString() + "]";
        }
        texts.push_back(text);
    }
    return join(texts, " ");
}

const std::vector<WhoisShape> shapes{
    {"a generic top-level domain", "shop.com",
     "   Domain Name: SHOP.COM\r\n   Registrar WHOIS Server: whois.registrar.example\r\n"
     "   Registry Expiry Date: 2014-05-22T04:00:00Z\r\n   Domain Status: clientTransferProhibited "
     "https://icann.org/epp#x\r\n"
     "   Name Server: NS1.SHOP.COM\r\n   Name Server: NS2.SHOP.COM\r\n   DNSSEC: unsigned\r\n"
     ">>> Last update of whois database: 2013-01-01T00:00:00Z <<<\r\n",
     "ns1.shop.com ns2.shop.com", may22},
    {"a generic one with an empty value", "shop.org",
     "Domain Name: SHOP.ORG\nRegistry Expiry Date: 2014-05-22T04:00:00Z\nName Server: NS1.SHOP.ORG\nName Server: \n",
     "ns1.shop.org", may22},
    {".se", "shop.se",
     "domain:           shop.se\nexpires:          2014-05-22\nnserver:          ns1.shop.se\n"
     "nserver:          ns2.shop.se 192.0.2.2\n",
     "ns1.shop.se ns2.shop.se[192.0.2.2]", may22},
    {".ru", "shop.ru",
     "domain:        SHOP.RU\nnserver:       ns1.shop.ru. 192.0.2.1\nnserver:       ns2.shop.ru. 192.0.2.2\n"
     "state:         REGISTERED, DELEGATED, VERIFIED\npaid-till:     2014-05-22T21:00:00Z\nfree-date:     2014-06-23\n",
     "ns1.shop.ru[192.0.2.1] ns2.shop.ru[192.0.2.2]", may22},
    {".fi", "shop.fi",
     "domain.............: shop.fi\nstatus.............: Registered\nexpires............: 22.5.2014 "
     "10:00:00\n\nNameservers\n\n"
     "nserver............: ns1.shop.fi [OK]\nnserver............: ns2.shop.fi [OK]\n",
     "ns1.shop.fi ns2.shop.fi", may22},
    {".de", "shop.de",
     "Domain: shop.de\nNserver: ns1.shop.de 192.0.2.1\nNserver: ns2.hoster.example\nStatus: connect\n",
     "ns1.shop.de[192.0.2.1] ns2.hoster.example"},
    {".uk", "shop.uk",
     "\n    Domain name:\n        shop.uk\n\n    Relevant dates:\n        Registered on: 22-May-2010\n"
     "        Expiry date:  22-May-2014\n\n    Name servers:\n        ns1.shop.uk      192.0.2.1  2001:db8::1\n"
     "        ns2.hoster.example\n\n    WHOIS lookup made at 10:00:00 01-Jan-2014\n",
     "ns2.hoster.example ns1.shop.uk[192.0.2.1][2001:db8::1]", may22},
    {".it", "shop.it",
     "Domain:             shop.it\nStatus:             ok\nExpire Date:        2014-05-22\n\nRegistrar\n  "
     "Organization:     X\n\n"
     "Nameservers\n  ns1.shop.it\n  ns2.shop.it\n",
     "ns1.shop.it ns2.shop.it", may22},
    {".nl", "shop.nl",
     "Domain name: shop.nl\nStatus:      active\n\nDNSSEC:      yes\n\nDomain nameservers:\n   ns1.shop.nl          "
     "192.0.2.1\n"
     "   ns2.hoster.example\n\nRecord maintained by: NL\n",
     "ns2.hoster.example ns1.shop.nl[192.0.2.1]"},
    {".eu", "shop.eu",
     "Domain: shop.eu\nScript: LATIN\n\nName servers:\n        ns1.shop.eu (192.0.2.1)\n"
     "        ns2.hoster.example\n\nPlease visit www.eurid.example for more info.\n",
     "ns1.shop.eu[192.0.2.1] ns2.hoster.example"},
    {".pl", "shop.pl",
     "DOMAIN NAME:           shop.pl\nnameservers:           ns1.shop.pl. [192.0.2.1]\n                       "
     "ns2.shop.pl. [192.0.2.2]\n"
     "created:               2010.05.22 14:00:00\nrenewal date:          2014.05.22 14:00:00\n\n"
     "option expiration date:        2015.01.01 14:00:00\n",
     "ns1.shop.pl[192.0.2.1] ns2.shop.pl[192.0.2.2]", may22},
    {".jp", "shop.jp",
     "[Domain Name]                   SHOP.JP\n[Name Server]                   ns1.shop.jp\n[Name Server]              "
     "     ns2.shop.jp\n"
     "[Expires on]                    2014/05/22\n[Status]                        Active\n",
     "ns1.shop.jp ns2.shop.jp", may22},
    {"co.jp", "shop.co.jp",
     "a. [Domain Name]                SHOP.CO.JP\np. [Name Server]                ns1.shop.co.jp\n"
     "p. [Name Server]                ns2.shop.co.jp\n[State]                         Connected (2014/05/22)\n",
     "ns1.shop.co.jp ns2.shop.co.jp"},
    {".dk", "shop.dk",
     "Domain:               shop.dk\nExpires:              2014-05-22\nStatus:               Active\n\nNameservers\n"
     "Hostname:             ns1.shop.dk\nHostname:             ns2.shop.dk\n",
     "ns1.shop.dk ns2.shop.dk", may22},
    {".tr", "shop.com.tr",
     "** Domain Name: shop.com.tr\nDomain Status: Active\n\n** Domain Servers:\nns1.shop.com.tr\nns2.shop.com.tr\n\n"
     "** Additional Info:\nExpires on..............: 2014-May-22.\n",
     "ns1.shop.com.tr ns2.shop.com.tr", may22},
    {".pt", "shop.pt",
     "Domain: shop.pt\nExpiration Date: 22/05/2014 23:59:00\nName Server: shop.pt NS ns1.shop.pt.\n"
     "Name Server: shop.pt NS ns2.shop.pt.\n",
     "ns1.shop.pt ns2.shop.pt", may22},
    {".at", "shop.at",
     "domain:         shop.at\nnserver:        ns1.shop.at\nremarks:        192.0.2.1\nnserver:        ns2.shop.at\n",
     "ns1.shop.at ns2.shop.at"},
    {".br", "shop.com.br",
     "domain:      shop.com.br\nnserver:     ns1.shop.com.br\nnsstat:      20140101 AA\nnserver:     ns2.shop.com.br\n"
     "expires:     20140522\nstatus:      published\n",
     "ns1.shop.com.br ns2.shop.com.br", may22},
    {".ch", "shop.ch",
     "Domain name\nshop.ch\n\nDNSSEC:N\n\nName servers:\nns1.shop.ch\t192.0.2.1\nns2.hoster.example\n",
     "ns1.shop.ch[192.0.2.1] ns2.hoster.example"},
    {".kr", "shop.kr",
     "Domain Name                 : shop.kr\nExpiration Date             : 2014. 05. 22.\n\nPrimary Name Server\n"
     "   Host Name                : ns1.shop.kr\n   IP Address               : 192.0.2.1\n\nSecondary Name Server\n"
     "   Host Name                : ns2.shop.kr\n",
     "ns1.shop.kr ns2.shop.kr", may22},
};

} // namespace

TEST_CASE("Name servers and expiry are read from the registries' own forms", "[registry][whois]")
{
    for (const auto& shape : shapes) {
        INFO(shape.registry);
        const auto record = parseWhois(shape.answer, DnsName::parse(shape.domain));
        CHECK(record.state == RegistryRecord::State::Registered);
        CHECK(hostsOf(record) == shape.hosts);
        CHECK(record.expires.value_or(0) == shape.expires);
        CHECK(record.hold().empty());
    }
}

TEST_CASE("A domain on hold is seen", "[registry][whois]")
{
    const auto record =
        parseWhois("Domain Name: SHOP.COM\nDomain Status: ok https://x\n"
                   "Domain Status: clientHold https://icann.org/epp#clientHold\nName Server: NS1.SHOP.COM\n",
                   DnsName::parse("shop.com"));
    CHECK(record.hold() == "client hold");
}

TEST_CASE("No domain, and no answer, are told apart", "[registry][whois]")
{
    const auto domain = DnsName::parse("shop.example");
    for (const auto* answer :
         {"No match for \"SHOP.EXAMPLE\".\r\n", "NOT FOUND\n", "Domain not found.\n", "%% nothing found\nnothing found",
          "Domain: shop.example\nStatus: free\n", "Domain: shop.example\nStatus: AVAILABLE\n",
          "shop.example is available for registration"}) {
        INFO(answer);
        CHECK(parseWhois(answer, domain).state == RegistryRecord::State::NotRegistered);
    }
    for (const auto* answer : {"% Error: 55000000002 Connection refused; access control limit reached.\n",
                               "WHOIS LIMIT EXCEEDED - SEE WWW.PIR.ORG\n", "request limit exceeded\n",
                               "only 1 request per second allowed, try again later\n",
                               "Error for \"shop.example\". The WHOIS query quota for 192.0.2.1 has been exceeded\n",
                               "Please go away for 13 Seconds.\n"}) {
        INFO(answer);
        CHECK(parseWhois(answer, domain).state == RegistryRecord::State::Throttled);
    }
    for (const auto* answer : {"", "\r\n", "<html>moved</html>", "\x01\xff\x00", "Name Server:\nexpires: soon\n",
                               "domain: shop.example\nName Server Handle: NSX1H-NORID\n"}) {
        INFO(answer);
        CHECK(parseWhois(answer, domain).state == RegistryRecord::State::Unreadable);
    }
}

TEST_CASE("IANA names the registry's server", "[registry][whois]")
{
    CHECK(whoisServerOf("% IANA WHOIS server\n\nrefer:        whois.nic.example\n\ndomain:       EXAMPLE\n") ==
          "whois.nic.example");
    CHECK(whoisServerOf("domain:       EXAMPLE\nwhois:        whois.nic.example\nstatus: ACTIVE\n") ==
          "whois.nic.example");
    CHECK(whoisServerOf("domain:       IO\nwhois:\nstatus:       ACTIVE\n").empty());
    CHECK(whoisServerOf("").empty());
}

TEST_CASE("Line ends are CRLF on the wire, and belong to no value", "[registry][whois]")
{
    CHECK(whoisServerOf("domain: EXAMPLE\r\nrefer: whois.nic.example\r\n") == "whois.nic.example");
    const auto record = parseWhois("Domain Name: SHOP.EXAMPLE\r\nName Server: NS1.SHOP.EXAMPLE\r\n"
                                   "Registrar WHOIS Server: whois.registrar.example\r\n",
                                   DnsName::parse("shop.example"));
    CHECK(record.referral == "whois.registrar.example");
}

TEST_CASE("Servers that want more than the name get it", "[registry][whois]")
{
    const auto ask = [](const char* server, const char* domain) {
        return whoisQuestion(server, DnsName::parse(domain));
    };
    CHECK(ask("whois.verisign-grs.com", "shop.com") == "domain shop.com");
    CHECK(ask("whois.denic.de", "shop.de") == "-T dn,ace shop.de");
    CHECK(ask("whois.jprs.jp", "shop.jp") == "shop.jp/e");
    CHECK(ask("whois.punktum.dk", "shop.dk") == "--show-handles shop.dk");
    CHECK(ask("whois.nic.example", "shop.example") == "shop.example");
}
