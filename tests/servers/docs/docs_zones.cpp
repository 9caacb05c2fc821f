// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/docs/docs_zones.hpp"

#include "servers/mail_auth/auth_world.hpp"

namespace mpm::test {
namespace {

const std::string twoServers = "@ NS ns1.example.com.\n@ NS ns2.example.com.\n";

std::string soa(unsigned serial)
{
    return "@ SOA ns1.example.com. hostmaster.example.com. " + std::to_string(serial) + " 7200 900 1209600 300\n";
}

DnsZone zone(const std::string& name, const std::string& records)
{
    return {name, soa(2026112801) + twoServers + records};
}

const std::string parents = R"(
example.com.        NS ns1.example.com.
example.com.        NS ns2.example.com.
ns1.example.com.    A 192.0.2.53
ns2.example.com.    A 198.51.100.53
example.net.        NS ns1.example.com.
example.net.        NS ns2.example.com.
example.org.        NS ns1.example.com.
example.org.        NS ns2.example.com.
shop.example.       NS ns1.example.com.
shop.example.       NS ns2.example.com.
parked.example.     NS ns1.example.com.
parked.example.     NS ns2.example.com.
forgotten.example.  NS ns1.example.com.
forgotten.example.  NS ns2.example.com.
moving.example.     NS ns1.example.com.
moving.example.     NS ns2.example.com.
2.0.192.in-addr.arpa. NS ns1.example.com.
2.0.192.in-addr.arpa. NS ns2.example.com.
iana.org.           NS ns1.example.com.
iana.org.           NS ns2.example.com.
)";

/// README's mail hosts, and a domain that is well but for the second of them.
const std::string exampleCom = R"(
ns1     A 192.0.2.53
ns2     A 198.51.100.53
ns3     A 203.0.113.53
@       MX 10 mx1
@       MX 20 mx2
mx1     A 192.0.2.27
mx2     A 192.0.2.29
mail    A 192.0.2.25
mail    AAAA 2001:db8::25
busy    A 192.0.2.26
silent  A 192.0.2.28
old     A 192.0.2.30
own     A 192.0.2.31
@       TXT "v=spf1 mx ip4:192.0.2.25 ip6:2001:db8::25 -all"
_dmarc  TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
)";

/// The other side of the mail.
const std::string exampleNet = R"(
@       MX 10 mx
mx      A 198.51.100.25
@       TXT "v=spf1 mx -all"
_dmarc  TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.net"
)";

/// A list of addresses that holds 192.0.2.30, one of names that holds shop.example, and a domain whose mail nobody
/// believes.
const std::string exampleOrg = R"(
@               MX 10 mail.example.com.
@               TXT "v=spf1 ip4:192.0.2.25 ~all"
whois           A 203.0.113.44
2.0.0.127.bl    A 127.0.0.2
30.2.0.192.bl   A 127.0.0.2
30.2.0.192.bl   TXT "mail to traps on 2026-11-27"
test.dbl        A 127.0.1.2
shop.example.dbl A 127.0.1.2
)";

const std::string moving = "@ MX 10 mail.example.com.\n";

} // namespace

std::vector<DnsZone> parentZones()
{
    const auto head = "@ SOA a.root-servers.net. nobody.example.com. 1 7200 900 1209600 300\n"
                      "@ NS a.root-servers.net.\n";
    return {{".", head + parents + "a.root-servers.net. A " + rootServerAddress + "\n"}};
}

DnsZone signedZone(const std::string& tlsa)
{
    return zone("example.net", exampleNet + "_25._tcp.mx TLSA " + tlsa + "\n");
}

std::vector<DnsZone> zonesOfServer(std::size_t number)
{
    const std::string threeServers = "@ NS ns1.example.com.\n@ NS ns3.example.com.\n";
    const DnsZone moved{"moving.example", soa(2026112802) + threeServers + moving};
    if (number == 2) {
        return {moved};
    }
    return {
        zone("example.com", exampleCom + keyRecord(2048)),
        zone("example.org", exampleOrg + keyRecord(1024)),
        zone("shop.example", "@ MX 10 mx\nmx A 192.0.2.40\n"),
        zone("parked.example", "@ MX 0 .\n@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"\n"),
        zone("forgotten.example", "@ MX 10 mail.example.com.\n@ TXT \"v=spf1 ~all\"\n"),
        zone("iana.org", "whois A 203.0.113.43\n"),
        zone("2.0.192.in-addr.arpa", "25 PTR mail.example.com.\n27 PTR mx1.example.com.\n29 PTR mx2.example.com.\n"),
        number == 0 ? moved : zone("moving.example", moving)};
}

} // namespace mpm::test
