// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/mail_world.hpp"

#include <utility>

namespace mpm::property {
namespace {

constexpr unsigned servFail = 2;
constexpr unsigned bogus = 6; // RFC 8914: DNSSEC Bogus

std::vector<std::string> tlsaRecords(PeerWords& words)
{
    const std::string digest(64, 'a');
    return words.oneOf<std::vector<std::string>>(
        "TLSA", {{}, {"3 1 1 " + digest}, {"2 0 1 " + digest, "7 9 3 abcd", "3 1 1 ab"}});
}

} // namespace

MailWorld::MailWorld(PeerWords& words, const WorldParts& parts)
{
    dns_.secured = words.chance("DNSSEC");
    const auto first = hostileSmtp(words, "server", parts.servers);
    for (const auto* port : {"24", "25", "465"}) {
        peers_.smtp(port, first);
    }
    if (parts.domain) {
        addDomain(words);
        peers_.smtp("[20.0.0.2]:25", hostileSmtp(words, "second server", parts.servers));
    } else {
        addHost(words);
    }
    if (parts.policy) {
        addPolicy(words);
    }
}

void MailWorld::addHost(PeerWords& words)
{
    auto& table = dns_.table;
    table.record("mail.example.com. 300 IN A 20.0.0.1");
    for (const auto& data : tlsaRecords(words)) {
        table.record("_25._tcp.mail.example.com. 300 IN TLSA " + data);
    }
    table.record("1.0.0.20.in-addr.arpa. 300 IN PTR " + words.label("PTR", "ptr") + ".example.org.");
    addFailure(words, {{"mail.example.com", "A"},
                       {"mail.example.com", "AAAA"},
                       {"_25._tcp.mail.example.com", "TLSA"},
                       {"1.0.0.20.in-addr.arpa", "PTR"}});
}

void MailWorld::addDomain(PeerWords& words)
{
    const auto record = [&](const std::string& owner, const std::string& rest) {
        dns_.table.record(owner + ". 300 IN " + rest);
    };
    const auto first = words.label("first exchange", "mx1") + ".example.com";
    const auto second = words.label("second exchange", "mx2") + ".example.com";
    record("example.com", "MX 10 " + first + ".");
    record("example.com", "MX 20 " + second + ".");
    record(first, "A 20.0.0.1");
    record(first, "AAAA 2a00:1::1");
    switch (words.oneOf<int>("what the second exchange is", {0, 1, 2})) {
    case 1: record(second, "A 20.0.0.2"); break;
    case 2: {
        const auto alias = words.label("alias", "alias") + ".example.net";
        record(second, "CNAME " + alias + ".");
        record(alias, "A 20.0.0.2");
        break;
    }
    default: break; // nothing
    }
    for (const auto& data : tlsaRecords(words)) {
        record("_25._tcp." + first, "TLSA " + data);
    }
    record("1.0.0.20.in-addr.arpa", "PTR " + words.label("PTR", "ptr") + ".example.org.");
    record("2.0.0.20.in-addr.arpa", "PTR " + words.label("second PTR", "mx2") + ".example.com.");
    record("list.example", "SOA ns.list.example. h.list.example. 1 1 1 1 1");
    record("1.0.0.20.list.example",
           "A " + words.oneOf<std::string>("listing", {"127.0.0.2", "127.255.255.254", "20.1.2.3"}));
    record("1.0.0.20.list.example", "TXT " + words.txt("why listed"));
    addFailure(words, {{"example.com", "MX"},
                       {first, "A"},
                       {second, "A"},
                       {"_25._tcp." + first, "TLSA"},
                       {"1.0.0.20.in-addr.arpa", "PTR"},
                       {"1.0.0.20.list.example", "A"}});
}

/// In half of the cases one of these questions gets an error, with words.
void MailWorld::addFailure(PeerWords& words, const std::vector<std::pair<std::string, std::string>>& questions)
{
    if (!words.chance("the DNS fails")) {
        return;
    }
    const auto [name, type] = words.oneOf("at what it fails", questions);
    const auto why = words.text("extended DNS error");
    dns_.table.reply(DnsName::parse(name).toString() + " " + type,
                     [why](test::DnsReply& reply) { reply.rcode(servFail).edns(0, bogus, why); });
}

void MailWorld::addPolicy(PeerWords& words)
{
    auto& table = dns_.table;
    const auto id = words.oneOf<std::string>("MTA-STS record", {"v=STSv1; id=20261127;", "v=STSv1; id=", "v=STSv1; "});
    table.record("_mta-sts.example.com. 300 IN TXT " + words.txt("rest of the MTA-STS record", id));
    table.record("_smtp._tls.example.com. 300 IN TXT " + words.txt("TLSRPT record", "v=TLSRPTv1; rua=mailto:"));
    table.record("mta-sts.example.com. 300 IN A 20.0.0.80");
    const auto policy = words.oneOf<std::string>("policy", {"version: STSv1\r\n", "version: STSv1\n", ""}) +
                        words.oneOf<std::string>("mode", {"mode: enforce\n", "mode: testing\n", "mode: "}) +
                        "mx: mx1.example.com\nmx: " + words.text("MX of the policy") + "\nmax_age: 604800\n" +
                        words.text("field of the policy") + ": " + words.text("value of the policy") + "\r\n";
    const auto head = words.oneOf<std::string>("HTTP status", {"HTTP/1.1 200 ", "HTTP/1.1 302 ", "HTTP/1.1 404 ", ""});
    peers_.answering("443", head + words.text("HTTP reason") + "\r\nLocation: " + words.text("HTTP redirection") +
                                "\r\nContent-Type: " + words.oneOf<std::string>("type", {"text/plain", ""}) +
                                words.text("HTTP type") + "\r\n\r\n" + policy);
}

World MailWorld::world()
{
    return {resolver_, dns_, peers_, [](Deadline) { return std::string("client.example"); }};
}

} // namespace mpm::property
