// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_dns_delegation/registry/whois_shape.hpp"

using namespace mpm;
using namespace mpm::test;

TEST_CASE("A domain on hold is seen", "[registry][whois]")
{
    const auto record =
        parseWhois("Domain Name: SHOP.COM\nDomain Status: ok https://x\n"
                   "Domain Status: clientHold https://icann.org/epp#clientHold\nName Server: NS1.SHOP.COM\n",
                   DnsName::parse("shop.com"));
    CHECK(record.hold() == "client hold");
}

TEST_CASE("The host objects of .no are named by handles", "[registry][whois]")
{
    const std::string notice = "% By looking up information in the domain registration directory\n% service, you "
                               "confirm that you accept the terms and conditions of the\n% service:\n"
                               "% https://www.norid.no/en/domeneoppslag/vilkar/\n\n";
    const auto record =
        parseWhois(notice + "Domain Information\n\nNORID Handle...............: SHO1D-NORID\n"
                            "Domain Name................: shop.no\nRegistrar Handle...........: REG1-NORID\n"
                            "Tech-c Handle..............: TEC1R-NORID\nName Server Handle.........: NSX1H-NORID\n"
                            "Name Server Handle.........: NSX2H-NORID\nDNSSEC.....................: Signed\n"
                            "DS Key Tag     1...........: 12345\n\nAdditional information:\nCreated:         "
                            "1999-11-15\nLast updated:    2023-11-15\n",
                   DnsName::parse("shop.no"));
    CHECK(record.state == RegistryRecord::State::Registered);
    CHECK(record.handles == std::vector<std::string>{"NSX1H-NORID", "NSX2H-NORID"});
    CHECK(record.hosts.empty());
    for (const auto* title : {"Host Information\n\n", "Name Server Information\n\n", ""}) {
        const auto host = parseWhoisHost(notice + title +
                                         "NORID Handle...............: NSX1H-NORID\n"
                                         "Type.......................: host\n"
                                         "Host Name..................: ns1.shop.no\n"
                                         "IPv4 Address...............: 192.0.2.1\n"
                                         "IPv6 Address...............: 2001:db8::1\n"
                                         "Registrar Handle...........: REG1-NORID\n\n"
                                         "Additional information:\nCreated:         1999-11-15\n");
        INFO(title);
        REQUIRE(host);
        CHECK(host->name.toString() == "ns1.shop.no");
        CHECK(host->addresses.size() == 2);
    }
    CHECK_FALSE(parseWhoisHost("% No match\n"));
    CHECK_FALSE(parseWhoisHost(""));
    CHECK(parseWhoisHost("DNS: ns1.shop.no\n"));
}

TEST_CASE("A record counts when it mentions the domain in any spelling, and not when it does not", "[registry][whois]")
{
    const auto state = [](const char* domain, const std::string& text) {
        return parseWhois(text + "nserver: ns1.hoster.example\nexpires: 2030-01-01\n", DnsName::parse(domain)).state;
    };
    const auto believed = RegistryRecord::State::Registered;
    const auto strange = RegistryRecord::State::Unreadable;
    CHECK(state("shop.example", "") == strange);
    CHECK(state("shop.example", "% Record of SHOP.EXAMPLE:\n") == believed);
    CHECK(state("shop.example", "Result for \"shop.example\"\n") == believed);
    CHECK(state("shop.example", "This is about Shop.Example.\n") == believed);
    CHECK(state("shop.example", "query : other.example\n") == strange);
    CHECK(state("shop.example", "query : myshop.example\n") == strange);
    CHECK(state("shop.example", "nserver: ns1.shop.example\n") == strange); // another domain may use our servers
    CHECK(state("xn--bcher-kva.example", "% xn--BCHER-kva.example\n") == believed);
    CHECK(state("xn--bcher-kva.example", "% B\xC3\x9C"
                                         "CHER.example\n") == believed);
    CHECK(state("xn--bcher-kva.example", "% b\xFC"
                                         "cher.example\n") == believed); // Latin-1
    CHECK(state("xn--bcher-kva.example", "% bucher.example\n") == strange);
    CHECK(parseWhois("nserver: ns1.hoster.example\n", DnsName::parse("shop.example")).detail ==
          "sent a record that does not mention shop.example");
}

TEST_CASE("What a contact's or a registrar's status is, does not matter to the domain", "[registry][whois]")
{
    const auto statuses = [](const char* answer) {
        return parseWhois(answer, DnsName::parse("shop.example")).statuses;
    };
    using Words = std::vector<std::string>;
    CHECK(statuses("domain: shop.example\nstatus: ACTIVE\nregistrar: X\n\nregistrar: X\nstatus: on hold\n\n"
                   "nic-hdl: AB1-FRNIC\ntype: PERSON\nstatus: quarantine\n") == Words{"active"});
    CHECK(statuses("Domain: shop.example\nStatus: ok\n\nRegistrant\n  Organization: X\n  Status: serverHold\n\n"
                   "Admin Contact\n  Status: clientHold\n") == Words{"ok"});
    CHECK(statuses("domain: shop.example\nstatus: paid\n\ncontact: X\nstatus: deactivated\n\nperson: X\n"
                   "status: to be deleted\n\nrole: X\nstatus: on-hold\n") == Words{"paid"});
    CHECK(statuses("[Domain Name] shop.example\n\n[Registrant] X\n\n[Status] Active\n") == Words{"active"});
    CHECK(statuses("domain: shop.example\n\norganisation: X\n\ncontact: technical\n\nstatus: ACTIVE\n") ==
          Words{"active"});
    for (const auto* answer : {"Domain Name: shop.example\nRegistrar: X\nDomain Status: clientHold https://x\n",
                               "Domain Name: shop.example\n\nRegistrar: X\nDomain Status: clientHold\n"}) {
        INFO(answer);
        CHECK(statuses(answer) == Words{"client hold"});
    }
}

TEST_CASE("Boilerplate about limits says nothing beside an answer", "[registry][whois]")
{
    const auto domain = DnsName::parse("shop.example");
    const std::string terms =
        "TERMS OF USE: access is subject to a rate limit; access limit exceeded; try again later\n";
    CHECK(parseWhois("No match for \"SHOP.EXAMPLE\".\n" + terms, domain).state == RegistryRecord::State::NotRegistered);
    CHECK(parseWhois(terms + "No match for \"SHOP.EXAMPLE\".\n", domain).state == RegistryRecord::State::NotRegistered);
    CHECK(parseWhois("Domain: shop.example\nStatus: connect\n" + terms, domain).state ==
          RegistryRecord::State::Registered);
    CHECK(parseWhois(terms, domain).state == RegistryRecord::State::Unreadable);
    CHECK(parseWhois("% shop.example\n" + terms, domain).state == RegistryRecord::State::Unreadable);
}

TEST_CASE("Which answers would show the address of a host within the domain is known", "[registry][whois]")
{
    const auto shows = [](const char* domain, const std::string& servers) {
        return parseWhois("domain: " + std::string(domain) + "\n" + servers, DnsName::parse(domain)).showsAddresses;
    };
    CHECK(shows("shop.de", "Nserver: ns1.shop.de\n"));
    CHECK(shows("shop.fr", "nserver: ns1.shop.fr\n"));
    CHECK(shows("shop.example", "nserver: ns1.shop.example\nnserver: ns2.shop.example 192.0.2.1\n"));
    CHECK_FALSE(shows("shop.com", "Name Server: ns1.shop.com\n"));
}

TEST_CASE("Whose record it is, is read from every form", "[registry][whois]")
{
    const auto whose = [](const char* answer) {
        const auto record = parseWhois(answer, DnsName::parse("shop.example"));
        return record.domain ? record.domain->toString() : "";
    };
    for (const auto* answer :
         {"Domain Name: OTHER.EXAMPLE\r\nName Server: NS1.OTHER.EXAMPLE\r\n", "domain:   other.example\n",
          "    Domain name:\n        other.example\n", "Domain name\nother.example\n", "[Domain Name]  OTHER.EXAMPLE\n",
          "a. [Domain Name]  OTHER.EXAMPLE\n", "** Domain Name: other.example\n",
          "domain.............: other.example\n", "domainname: other.example\ndomain: third.example\n"}) {
        INFO(answer);
        CHECK(whose(answer) == "other.example");
    }
    CHECK(whose("Domain: B\xDC"
                "CHER.example\n") == "xn--bcher-kva.example"); // Latin-1
    CHECK(whose("Domain: b\xC3\xBC"
                "cher.example\nDomain-Ace: xn--bcher-kva.example\n") == "xn--bcher-kva.example");
    CHECK(whose("Name Server: NS1.SHOP.EXAMPLE\n") == "");
    CHECK(whose("% domain: other.example\nDomain: not..a name\n") == "");
}

TEST_CASE("The domain's own record counts where another one stands in front of it", "[registry][whois]")
{
    const auto record = parseWhois("domain: EXAMPLE\nnserver: a.nic.example\nexpires: 2020-01-01\nstatus: inactive\n\n"
                                   "Domain Name: shop.example\nName Server: ns1.shop.example\n",
                                   DnsName::parse("shop.example"));
    CHECK(record.state == RegistryRecord::State::Registered);
    CHECK(hostsOf(record) == "ns1.shop.example");
    CHECK(record.hold().empty());
    CHECK_FALSE(record.expires);
}

TEST_CASE("Two ends of a registration that disagree are both known, and the earlier counts", "[registry][whois]")
{
    const auto read = [](const std::string& first, const std::string& second) {
        return parseWhois("Domain: shop.example\nRegistry Expiry Date: " + first +
                              "\nRegistrar Registration Expiration Date: " + second + "\n",
                          DnsName::parse("shop.example"));
    };
    for (const auto& record : {read("2014-05-22", "2015-05-22"), read("2015-05-22", "2014-05-22")}) {
        CHECK(record.expires == endOfMay22);
        CHECK(record.laterEnd == endOfMay22 + 365L * 86400);
    }
    const auto same = read("2014-05-22T10:00:00Z", "2014-05-22");
    CHECK(same.expires == may22 + 36000);
    CHECK_FALSE(same.laterEnd);
}

TEST_CASE("What proves a state is told in the registry's words", "[registry][whois]")
{
    const auto evidence = [](const std::string& answer) {
        return parseWhois(answer, DnsName::parse("shop.example")).evidence;
    };
    CHECK(evidence("Domain: shop.example\nStatus: Not Registered\n") == "Status: Not Registered");
    CHECK(evidence("% too many requests!\nno match\n") == "too many requests!");
    CHECK(evidence("Domain: shop.example\nDomain Status: clientHold https://x\n") == "status: client hold");
    CHECK(evidence("Domain: shop.example\nExpires: 2030-01-31\n") == "Expires: 2030-01-31");
    CHECK(evidence("Domain: other.example\nExpires: 2030-01-31\n") == "domain other.example");
    CHECK(evidence("The name is reserved.\n") == "The name is reserved.");
}

TEST_CASE("A field of the record that says no is no verdict about the domain", "[registry][whois]")
{
    for (const auto* line :
         {"Fax: not available", "Registrant: not found", "Tech Email: no data found", "DNSSEC: no records found",
          "% No registrar was found.", "Name Server 3: not registered"}) {
        INFO(line);
        const auto record =
            parseWhois("Domain: shop.example\n" + std::string(line) +
                           "\nCreated: 2010-05-22\nExpires: 2014-05-22\nName Server: ns1.shop.example\n",
                       DnsName::parse("shop.example"));
        CHECK(record.state == RegistryRecord::State::Registered);
    }
}

TEST_CASE("Name servers behind the first label alone are the domain's", "[registry][whois]")
{
    const auto record =
        parseWhois("Whoisd V1.1\nshop ns1.hoster.example\nshop ns2.hoster.example\n", DnsName::parse("shop.example"));
    CHECK(record.state == RegistryRecord::State::Registered);
    CHECK(hostsOf(record) == "ns1.hoster.example ns2.hoster.example");
}

TEST_CASE("Cyrillic labels are read in whatever code the server writes them", "[registry][whois]")
{
    for (const auto* label : {"\xD0\x9E\xD0\xBF\xD0\xBB\xD0\xB0\xD1\x87\xD0\xB5\xD0\xBD \xD0\xB4\xD0\xBE",
                              "\xCE\xEF\xEB\xE0\xF7\xE5\xED \xE4\xEE", "\xEF\xD0\xCC\xC1\xDE\xC5\xCE \xC4\xCF"}) {
        const auto record = parseWhois("Domain: shop.example\n" + std::string(label) + ": 22.05.2014\n",
                                       DnsName::parse("shop.example"));
        CHECK(record.expires == endOfMay22);
    }
}

TEST_CASE("A registry's own words for a domain that is out of the DNS are holds", "[registry][whois]")
{
    const auto hold = [](const std::string& line) {
        return parseWhois("domain: shop.example\n" + line + "\nnserver: ns1.shop.example\n",
                          DnsName::parse("shop.example"))
            .hold();
    };
    CHECK(hold("state: REGISTERED, NOT DELEGATED, VERIFIED") == "not delegated");
    CHECK(hold("state: REGISTERED, DELEGATED, VERIFIED") == "");
    CHECK(hold("Status: in quarantine") == "in quarantine");
    CHECK(hold("Status: QUARANTINE") == "quarantine");
    CHECK(hold("status: on-hold") == "on hold");
    CHECK(hold("status: To be deleted") == "to be deleted");
    CHECK(hold("Status: Deactivated") == "deactivated");
    CHECK(hold("Domain Status: redemptionPeriod (https://icann.org/epp#redemptionPeriod)") == "redemption period");
    CHECK(hold("Status: NOT AVAILABLE") == "");
    CHECK(hold("hold: NO") == "");
    CHECK(hold("hold:                          YES") == "on hold");
}

TEST_CASE("More name servers than any domain has are no answer", "[registry][whois]")
{
    std::string answer = "domain: shop.example\n";
    for (int i = 0; i < 20000; ++i) {
        answer += "nserver: ns" + std::to_string(i) + ".shop.example\n";
    }
    const auto record = parseWhois(answer, DnsName::parse("shop.example"));
    CHECK(record.state == RegistryRecord::State::Unreadable);
    CHECK(record.detail == "the answer lists more than 64 name servers");
}

TEST_CASE("No domain, and no answer, are told apart", "[registry][whois]")
{
    const auto domain = DnsName::parse("shop.example");
    for (const auto* answer :
         {"No match for \"SHOP.EXAMPLE\".\r\n",
          "NOT FOUND\n",
          "Domain not found.\n",
          "%% nothing found\nnothing found",
          "Domain: shop.example\nStatus: free\n",
          "Domain: shop.example\nStatus: AVAILABLE\n",
          "shop.example is available for registration",
          "% .be Whois Server 6.1\n\nDomain:\tshop.example\nStatus:\tAVAILABLE\n",
          "%ERROR:101: no entries found\n",
          "%% NOT FOUND\n",
          "% No match for shop.example\n",
          "No entries found for the selected source(s).\n",
          "\n    No match for \"shop.example\".\n\n    This domain name has not been registered.\n",
          "We do not have an entry in our database matching your query.\n",
          "No match!!\n",
          "No Data Found\n",
          "Not found: shop.example\n",
          "shop.example is free\n",
          "No information available about domain name shop.example\n",
          "% This query returned 0 objects.\n",
          "\"shop.example\" not found.\n"}) {
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
                               "domain: shop.example\n", ":", "[]", "][", "::::\n[\n]"}) {
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
