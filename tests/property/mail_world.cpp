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
    addServer(words, "server", {"24", "25", "465"}, parts.servers);
    if (parts.domain) {
        addDomain(words);
        addServer(words, "second server", {"[20.0.0.2]:25"}, parts.servers);
    } else {
        addHost(words);
    }
    if (parts.policy) {
        addPolicy(words);
    }
}

/// One in nine can't be reached.
void MailWorld::addServer(PeerWords& words, const std::string& name, const std::vector<std::string>& endpoints,
                          const ServerParts& parts)
{
    const auto script = hostileSmtp(words, name, parts);
    const auto reachable = words.oneOf<int>(name + " can be reached", {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
    for (const auto& endpoint : endpoints) {
        switch (reachable) {
        case 1: peers_.failing(endpoint, FailureKind::Refused, "connection refused"); break;
        case 2: peers_.failing(endpoint, FailureKind::TimedOut, "no connection within 9.9 s"); break;
        case 3: peers_.failing(endpoint, FailureKind::Unreachable, "no route to host"); break;
        default: peers_.smtp(endpoint, script);
        }
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
    for (const auto& more : words.oneOf<std::vector<std::string>>(
             "further MX records",
             {{}, {}, {}, {"0 ."}, {"10 192.0.2.99."}, {"10 example.com.", "20 mx9.example.com."}})) {
        record("example.com", "MX " + more);
    }
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
    const auto id = words.oneOf<std::string>(
        "MTA-STS record", {"v=STSv1; id=20261127;", "v=STSv1; id=20261127;", "v=STSv1; id=", "v=STSv1; ", ""});
    table.record("_mta-sts.example.com. 300 IN TXT " + words.txt("rest of the MTA-STS record", id));
    table.record("_smtp._tls.example.com. 300 IN TXT " +
                 words.txt("rest of the TLSRPT record",
                           words.oneOf<std::string>("TLSRPT record", {"v=TLSRPTv1; rua=mailto:",
                                                                      "v=TLSRPTv1; rua=mailto:a@example.com", ""})));
    table.record("mta-sts.example.com. 300 IN A 20.0.0.80");
    const auto policy =
        "version: " + words.textOr("version of the policy", "STSv1") +
        "\r\nmode: " + words.textOr("mode of the policy", words.oneOf<std::string>("mode", {"enforce", "testing"})) +
        "\nmx: " + words.textOr("MX of the policy", "*.example.com") +
        "\nmax_age: " + words.textOr("age of the policy", words.oneOf<std::string>("age", {"604800", "60"})) + "\n" +
        words.textOr("field of the policy", "more") + ": " + words.textOr("value of the policy", "more") + "\r\n";
    const auto status = words.oneOf<std::string>("HTTP status", {"200", "200", "200", "200", "302", "404", "x"});
    peers_.answering("443", words.textOr("HTTP version", "HTTP/1.1") + " " + status + " " + words.line("HTTP reason") +
                                "\r\nLocation: " + words.text("HTTP redirection") +
                                "\r\nContent-Type: " + words.textOr("HTTP type", "text/plain") + "\r\n\r\n" + policy);
}

World MailWorld::world()
{
    return {resolver_, dns_, peers_, [](Deadline) { return std::string("client.example"); }};
}

} // namespace mpm::property
