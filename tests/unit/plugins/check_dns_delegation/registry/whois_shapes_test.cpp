// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_dns_delegation/registry/whois_shape.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

/// So many hours into 2014-05-22.
constexpr std::int64_t at(int hours)
{
    return may22 + hours * 3600L;
}

const std::vector<WhoisShape> shapes{
    {"a generic top-level domain", "shop.com",
     "   Domain Name: SHOP.COM\r\n   Registrar WHOIS Server: whois.registrar.example\r\n"
     "   Registry Expiry Date: 2014-05-22T04:00:00Z\r\n   Domain Status: clientTransferProhibited "
     "https://icann.org/epp#x\r\n"
     "   Name Server: NS1.SHOP.COM\r\n   Name Server: NS2.SHOP.COM\r\n   DNSSEC: unsigned\r\n"
     ">>> Last update of whois database: 2013-01-01T00:00:00Z <<<\r\n",
     "ns1.shop.com ns2.shop.com", at(4)},
    {"a generic one with an empty value", "shop.org",
     "Domain Name: SHOP.ORG\nRegistry Expiry Date: 2014-05-22T04:00:00Z\nName Server: NS1.SHOP.ORG\nName Server: \n",
     "ns1.shop.org", at(4)},
    {".se", "shop.se",
     "domain:           shop.se\nexpires:          2014-05-22\nnserver:          ns1.shop.se\n"
     "nserver:          ns2.shop.se 192.0.2.2\n",
     "ns1.shop.se ns2.shop.se[192.0.2.2]", endOfMay22},
    {".ru", "shop.ru",
     "domain:        SHOP.RU\nnserver:       ns1.shop.ru. 192.0.2.1\nnserver:       ns2.shop.ru. 192.0.2.2\n"
     "state:         REGISTERED, DELEGATED, VERIFIED\npaid-till:     2014-05-22T21:00:00Z\nfree-date:     2014-06-23\n",
     "ns1.shop.ru[192.0.2.1] ns2.shop.ru[192.0.2.2]", at(21)},
    {".fi", "shop.fi",
     "domain.............: shop.fi\nstatus.............: Registered\nexpires............: 22.5.2014 "
     "10:00:00\n\nNameservers\n\n"
     "nserver............: ns1.shop.fi [OK]\nnserver............: ns2.shop.fi [OK]\n",
     "ns1.shop.fi ns2.shop.fi", at(10)},
    {".de", "shop.de",
     "Domain: shop.de\nNserver: ns1.shop.de 192.0.2.1\nNserver: ns2.hoster.example\nStatus: connect\n",
     "ns1.shop.de[192.0.2.1] ns2.hoster.example"},
    {".uk", "shop.uk",
     "\n    Domain name:\n        shop.uk\n\n    Relevant dates:\n        Registered on: 22-May-2010\n"
     "        Expiry date:  22-May-2014\n\n    Name servers:\n        ns1.shop.uk      192.0.2.1  2001:db8::1\n"
     "        ns2.hoster.example\n\n    WHOIS lookup made at 10:00:00 01-Jan-2014\n",
     "ns2.hoster.example ns1.shop.uk[192.0.2.1][2001:db8::1]", endOfMay22},
    {".it", "shop.it",
     "Domain:             shop.it\nStatus:             ok\nExpire Date:        2014-05-22\n\nRegistrar\n  "
     "Organization:     X\n\n"
     "Nameservers\n  ns1.shop.it\n  ns2.shop.it\n",
     "ns1.shop.it ns2.shop.it", endOfMay22},
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
     "ns1.shop.pl[192.0.2.1] ns2.shop.pl[192.0.2.2]", at(14)},
    {".jp", "shop.jp",
     "[Domain Name]                   SHOP.JP\n[Name Server]                   ns1.shop.jp\n[Name Server]              "
     "     ns2.shop.jp\n"
     "[Expires on]                    2014/05/22\n[Status]                        Active\n",
     "ns1.shop.jp ns2.shop.jp", endOfMay22},
    {"co.jp", "shop.co.jp",
     "a. [Domain Name]                SHOP.CO.JP\np. [Name Server]                ns1.shop.co.jp\n"
     "p. [Name Server]                ns2.shop.co.jp\n[State]                         Connected (2014/05/22)\n",
     "ns1.shop.co.jp ns2.shop.co.jp", endOfMay22},
    {".dk", "shop.dk",
     "Domain:               shop.dk\nDNS:                  shop.dk\nExpires:              2014-05-22\nStatus:          "
     "     Active\n\nNameservers\n"
     "Hostname:             ns1.shop.dk\nHostname:             ns2.shop.dk\n",
     "ns1.shop.dk ns2.shop.dk", endOfMay22},
    {".tr", "shop.com.tr",
     "** Domain Name: shop.com.tr\nDomain Status: Active\n\n** Domain Servers:\nns1.shop.com.tr\nns2.shop.com.tr\n\n"
     "** Additional Info:\nExpires on..............: 2014-May-22.\n",
     "ns1.shop.com.tr ns2.shop.com.tr", endOfMay22},
    {".pt", "shop.pt",
     "Domain: shop.pt\nExpiration Date: 22/05/2014 23:59:00\nName Server: shop.pt NS ns1.shop.pt.\n"
     "Name Server: shop.pt NS ns2.shop.pt.\n",
     "ns1.shop.pt ns2.shop.pt", at(23) + 59L * 60},
    {".at", "shop.at",
     "domain:         shop.at\nnserver:        ns1.shop.at\nremarks:        192.0.2.1\nnserver:        ns2.shop.at\n",
     "ns1.shop.at[192.0.2.1] ns2.shop.at"},
    {".br", "shop.com.br",
     "domain:      shop.com.br\nnserver:     ns1.shop.com.br\nnsstat:      20140101 AA\nnserver:     ns2.shop.com.br\n"
     "expires:     20140522\nstatus:      published\n",
     "ns1.shop.com.br ns2.shop.com.br", endOfMay22},
    {".ch", "shop.ch",
     "Domain name\nshop.ch\n\nDNSSEC:N\n\nName servers:\nns1.shop.ch\t192.0.2.1\nns2.hoster.example\n",
     "ns1.shop.ch[192.0.2.1] ns2.hoster.example"},
    {".kr", "shop.kr",
     "Domain Name                 : shop.kr\nExpiration Date             : 2014. 05. 22.\n\nPrimary Name Server\n"
     "   Host Name                : ns1.shop.kr\n   IP Address               : 192.0.2.1\n\nSecondary Name Server\n"
     "   Host Name                : ns2.shop.kr\n",
     "ns1.shop.kr[192.0.2.1] ns2.shop.kr", endOfMay22},
    {".no, whose name servers are handles", "shop.no",
     "% By looking up information in the domain registration directory\n\nDomain Information\n\n"
     "NORID Handle...............: SHO1D-NORID\nDomain Name................: shop.no\n"
     "Registrar Handle...........: REG1-NORID\nName Server Handle.........: NSX1H-NORID\n"
     "Name Server Handle.........: NSX2H-NORID\nDNSSEC.....................: Signed\n\nAdditional information:\n"
     "Created:         1999-11-15\n",
     ""},
    {".fr", "shop.fr",
     "%%\n%% This is the AFNIC Whois server.\n%%\n\ndomain:                        shop.fr\n"
     "status:                        ACTIVE\neppstatus:                     active\nhold:                          NO\n"
     "Expiry Date:                   2014-05-22T10:00:00Z\nnserver:                       ns1.shop.fr [192.0.2.1 "
     "2001:db8::1]\nnserver:                       ns2.hoster.example\nsource:                        FRNIC\n",
     "ns2.hoster.example ns1.shop.fr[192.0.2.1][2001:db8::1]", at(10)},
    {".be", "shop.be",
     "% .be Whois Server 6.1\n%\n\nDomain:\tshop.be\nStatus:\tNOT AVAILABLE\nRegistered:\tThu May 22 2010\n\n"
     "Registrant:\n\tNot shown, please visit www.dnsbelgium.example for webbased whois.\n\nRegistrar:\n"
     "\tName:\t X\n\tWebsite: https://www.x.example\n\nNameservers:\n\tns1.shop.be (192.0.2.1)\n"
     "\tns2.hoster.example\n\nKeys:\n\nFlags:\n\tclientTransferProhibited\n",
     "ns1.shop.be[192.0.2.1] ns2.hoster.example"},
    {".cz", "shop.cz",
     "%  (c) 2006-2021 CZ.NIC\n\ndomain:       shop.cz\nregistrant:   X\nnsset:        NSS:SHOP:1\n"
     "registered:   22.05.2010 10:00:00\nexpire:       22.05.2014\n\ncontact:      X\n\nnsset:        NSS:SHOP:1\n"
     "nserver:      ns1.shop.cz (192.0.2.1,2001:db8::1)\nnserver:      ns2.hoster.example\ntech-c:       X\n",
     "ns1.shop.cz[192.0.2.1][2001:db8::1] ns2.hoster.example", endOfMay22},
    {".au, which tells no expiry", "shop.com.au",
     "Domain Name: shop.com.au\nRegistry Domain ID: x-AU\nRegistrar WHOIS Server: whois.auda.example\n"
     "Last Modified: 2013-05-22T00:00:00Z\nStatus: serverRenewProhibited https://identitydigital.example/x\n"
     "Name Server: NS1.SHOP.COM.AU\nName Server IP: 192.0.2.1\nName Server: NS2.HOSTER.EXAMPLE\nDNSSEC: unsigned\n",
     "ns1.shop.com.au[192.0.2.1] ns2.hoster.example"},
    {".ca", "shop.ca",
     "Domain Name: shop.ca\nRegistry Domain ID: D1-CIRA\nRegistrar WHOIS Server: whois.ca.example\n"
     "Creation Date: 2010-05-22T04:00:00Z\nRegistry Expiry Date: 2014-05-22T04:00:00Z\n"
     "Domain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited\n"
     "Name Server: ns1.shop.ca\nName Server: ns2.shop.ca\nDNSSEC: unsigned\n",
     "ns1.shop.ca ns2.shop.ca", at(4)},
    {".us", "shop.us",
     "Domain Name: shop.us\nRegistry Expiry Date: 2014-05-22T23:59:59Z\nDomain Status: clientDeleteProhibited\n"
     "Name Server: ns1.shop.us\nName Server: ns2.shop.us\nURL of the ICANN Whois Inaccuracy Complaint Form: "
     "https://www.icann.org/wicf/\n",
     "ns1.shop.us ns2.shop.us", endOfMay22},
    {".rs", "shop.rs",
     "% The data\n\nDomain name: shop.rs\nDomain status: Active https://www.rnids.example/x\n"
     "Expiration date: 22.05.2014 10:00:00\n\nDNS: ns1.shop.rs - 192.0.2.1\nDNS: ns2.hoster.example - \n",
     "ns2.hoster.example ns1.shop.rs[192.0.2.1]", at(10)},
    {".tw", "shop.tw",
     "Domain Name: shop.tw\n   Domain Status: ok\n   Record expires on 2014-05-22 (YYYY-MM-DD)\n\n"
     "   Domain servers in listed order:\n      ns1.shop.tw\n      ns2.shop.tw\n\nRegistration Service Provider: X\n",
     "ns1.shop.tw ns2.shop.tw", endOfMay22},
};

} // namespace

TEST_CASE("Name servers and expiry are read from the registries' own forms", "[registry][whois]")
{
    checkShapes(shapes);
}

TEST_CASE("An answer that breaks off anywhere does no harm", "[registry][whois]")
{
    for (const auto& shape : shapes) {
        const std::string answer = shape.answer;
        const auto domain = DnsName::parse(shape.domain);
        for (std::size_t length = 0; length < answer.size(); ++length) {
            const auto record = parseWhois(answer.substr(0, length), domain);
            CHECK(record.hosts.size() <= 3);
        }
    }
}
