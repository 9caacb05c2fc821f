// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/delegation_world.hpp"

#include "check_dns_delegation/judge.hpp"
#include "check_dns_delegation/registry/lookup.hpp"
#include "dns/message.hpp"

#include <array>
#include <cstdio>
#include <variant>

namespace mpm::property {
namespace {

/// As JSON writes a string: each octet on its own as the character of that number, or, `raw`, as it came, so that the
/// whole may be no UTF-8.
std::string jsonString(std::string_view octets, bool raw)
{
    std::string text = "\"";
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        const bool plain = octet >= 0x20 && octet < 0x7F && c != '"' && c != '\\';
        if (plain || (raw && octet >= 0x80)) {
            text += c;
        } else {
            std::array<char, 7> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", octet);
            text += escape.data();
        }
    }
    return text + "\"";
}

/// Signatures that verify nothing, and proofs of absence, by hostile names.
void addSignatures(std::string& zone, PeerWords& words, const std::string& which)
{
    const auto signer = words.label("who signs " + which, "example") + ".com.";
    const auto until =
        words.oneOf<std::string>("how long " + which + " is signed", {"20200102000000", "20370101000000"});
    for (const auto* type : {"SOA", "NS", "DNSKEY", "NSEC", "CDS"}) {
        zone += "example.com. 300 IN RRSIG " + std::string(type) + " 13 2 300 " + until + " 20200101000000 55648 " +
                signer + " GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==\n";
    }
    zone += "example.com. 300 IN DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edb"
            "krSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==\n"
            "example.com. 300 IN CDS 1 13 2 abcd\n"
            "example.com. 300 IN NSEC " +
            words.label("the name behind " + which, "zzz") + ".example.com. NS SOA RRSIG NSEC DNSKEY\n";
}

/// A server's answer from its zones as the real code reads it; silence where it says something else.
DnsAnswer answerBy(const std::vector<const test::ZoneData*>& zones, const std::string& why, unsigned rcode,
                   const ServerQuestion& asked)
{
    const DnsQuery query{asked.question, 1, {}, asked.edns, asked.recursionDesired};
    const auto octets = writeQuery(query);
    std::optional<std::string> reply;
    if (rcode == 0) {
        test::Quirks quirks;
        quirks.aliasLast = true; // else an alias at the zone's name hides the zone
        reply = test::scriptedAnswer(zones, quirks, octets, asked.protocol == DnsProtocol::Tcp);
    } else {
        reply = test::DnsReply(octets).rcode(rcode).edns(0, 0, why).octets();
    }
    auto read = test::readAnswer(query, *reply);
    if (auto* message = std::get_if<DnsMessage>(&read)) {
        auto answer = answerFrom(asked.question, std::move(*message), asked.server);
        answer.seconds = Seconds(0.01);
        return answer;
    }
    DnsAnswer answer;
    answer.question = asked.question;
    answer.server = asked.server;
    answer.outcome = DnsOutcome::Garbage;
    answer.detail = std::get<WireFault>(read).sentence;
    return answer;
}

} // namespace

DelegationWorld::DelegationWorld(PeerWords& words, bool registry)
{
    addZones(words);
    if (registry) {
        addWhois(words);
        addRdap(words);
    }
}

void DelegationWorld::addZones(PeerWords& words)
{
    const auto first = words.label("first name server", "ns1") + ".example.com.";
    const auto second = words.label("second name server", "ns2") + ".example.com.";
    const auto outside = words.label("name server elsewhere", "ns3") + ".example.net.";
    const auto other = words.label("name server of the zone alone", "ns2") + ".example.com.";
    std::string com = "com. 300 IN SOA a.nic.com. h.com. 1 7200 900 1209600 300\n";
    for (const auto& name : {first, second, outside}) {
        com += "example.com. 300 IN NS " + name + "\n";
    }
    com += first + " 300 IN A 20.0.0.1\n" + second + " 300 IN A 20.0.0.2\n";
    if (words.chance("DS")) {
        com += "example.com. 300 IN DS 55648 13 2 "
               "b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17\n";
    }
    const auto zone = [&](const std::string& serial, const std::string& which) {
        std::string text = "example.com. 300 IN SOA " + first + " " + words.label("mailbox of " + which, "h") +
                           ".example.com. " + serial + " 7200 900 1209600 300\n";
        for (const auto& name : {first, other, outside}) {
            text += "example.com. 300 IN NS " + name + "\n";
        }
        text += first + " 300 IN A 20.0.0.1\n";
        if (words.oneOf<int>(which + " is an alias", {0, 0, 0, 1}) == 1) {
            text += "example.com. 300 IN CNAME " + words.label("what " + which + " is", "www") + ".example.net.\n";
        }
        if (words.oneOf<int>(which + " is signed", {0, 0, 1}) == 1) {
            addSignatures(text, words, which);
        }
        const auto alias = words.label("what " + which + " is an alias of", "alias");
        if (words.oneOf<int>(which + " makes an alias", {0, 0, 0, 1}) == 1) {
            text += second + " 300 IN CNAME " + alias + ".example.org.\n";
        } else if (second != first) {
            text += second + " 300 IN A 20.0.0.2\n";
        }
        return text;
    };
    const auto* parent = &zones_.emplace_back("com", com);
    const auto* one = &zones_.emplace_back("example.com", zone("7", "the zone"));
    const auto* two = &zones_.emplace_back(
        "example.com", zone(words.oneOf<std::string>("second serial", {"7", "5"}), "the second's zone"));
    serve("20.9.0.1", {parent}, words.oneOf<unsigned>("the parent's response code", {0, 0, 0, 0, 0, 0, 0, 0, 2, 3}),
          words);
    dns_.table.record(outside + " 300 IN A 20.0.0.3");
    const std::vector<unsigned> codes{0, 0, 0, 0, 2, 5, 9};
    serve("20.0.0.1", {one}, words.oneOf("the first's response code", codes), words);
    serve("20.0.0.2", {two}, words.oneOf("the second's response code", codes), words);
    serve("20.0.0.3", {one}, words.oneOf("the third's response code", codes), words);
}

void DelegationWorld::serve(const std::string& address, std::vector<const test::ZoneData*> zones, unsigned rcode,
                            PeerWords& words)
{
    const auto why = words.text(address + ": why it fails");
    dns_.table.server(*Endpoint::parse(address, 53), [=, zones = std::move(zones)](const ServerQuestion& asked) {
        return answerBy(zones, why, rcode, asked);
    });
}

void DelegationWorld::addWhois(PeerWords& words)
{
    dns_.table.record("whois.nic.example. 300 IN A 20.0.0.43");
    dns_.table.record("whois.iana.org. 300 IN A 20.0.0.44");
    peers_.answering("[20.0.0.44]:43", words.textOr("IANA's WHOIS", "% IANA") + "\nwhois: " +
                                           words.textOr("server that IANA names", "whois.nic.example") + "\n");
    const auto line = [&](const std::string& title) {
        const auto front = words.oneOf<std::string>(title + ": front", {"", "ns1.example.com", "client hold", "ok"});
        return title + ": " + front + words.textOr("WHOIS, " + title, "") + "\n";
    };
    std::string answer = words.oneOf<std::string>(
        "WHOIS, beginning", {"Domain Name: example.com\n", "domain: example.com\r\n", "No match for ", "Error: ", ""});
    answer += words.text("WHOIS, first words") + "\n";
    for (const auto* title : {"Name Server", "Domain Status", "Registrar", "Registrar WHOIS Server", "refer",
                              "Name Server Handle", "DNSSEC"}) {
        answer += line(title);
    }
    answer += words.oneOf<std::string>("WHOIS, end of the registration",
                                       {"Registry Expiry Date: 2030-01-01T00:00:00Z\n",
                                        "Registry Expiry Date: 2020-01-01\n", "Registry Expiry Date: ", ""});
    peers_.answering("43", answer + words.text("WHOIS, last words"));
}

void DelegationWorld::addRdap(PeerWords& words)
{
    const bool raw = words.chance("RDAP in whatever octets");
    const auto quoted = [&](const std::string& what, const std::string& plain) {
        return jsonString(words.textOr("RDAP, " + what, plain), raw);
    };
    dns_.table.record("rdap.nic.example. 300 IN A 20.0.0.80");
    bootstrap_ = R"({"services":[[["com",)" + quoted("zone", "net") + R"(],["https://rdap.nic.example/)" +
                 words.oneOf<std::string>("RDAP path", {"", "x"}) +
                 jsonString(words.textOr("RDAP, rest of the path", ""), raw).substr(1) + "," +
                 quoted("server", "https://other.example/") + "]]]}";
    const auto status =
        words.oneOf<std::string>("RDAP, HTTP status", {"200", "200", "200", "404", "429", "302", "500"});
    peers_.answering(
        "443", "HTTP/1.1 " + status + " " + words.line("RDAP, HTTP reason") +
                   "\r\nContent-Type: application/rdap+json\r\nLocation: " + words.text("RDAP, redirection") +
                   "\r\n\r\n" + R"({"objectClassName":"domain","ldhName":)" + quoted("its name", "example.com") +
                   R"(,"nameservers":[{"ldhName":)" + quoted("name server", "ns2.example.com") +
                   R"(},{"ldhName":"ns1.example.com"}],)" + R"("status":["client hold",)" + quoted("status", "ok") +
                   R"(],"events":[{"eventAction":"expiration",)" + R"("eventDate":)" +
                   quoted("date", "2026-12-24T00:00:00Z") + R"(}],"secureDNS":{"dsData":[{"keyTag":1,"algorithm":13,)" +
                   R"("digestType":2,"digest":)" + quoted("digest", "abcd") + "}]}," + quoted("member", "port43") +
                   ":" + quoted("value", "x") + "}");
}

Report DelegationWorld::run(checkDnsDelegation::Options options)
{
    const auto later = Deadline::in(Seconds(3600));
    options.policy.parts = {};
    if (!options.registry.bootstrap.empty()) {
        options.registry.bootstrap = bootstrap_;
    }
    const auto askRegistry = [&](std::int64_t now, KeptAnswers usable, Deadline until) -> std::optional<RegistrySeen> {
        if (!options.registry.isWanted()) {
            return std::nullopt;
        }
        return lookUpRegistry(options.registry, {resolver_, peers_}, now, usable, until);
    };
    const auto seen = checkDnsDelegation::observe(options.target, dns_, askRegistry, later);
    return checkDnsDelegation::judge(seen, options.policy);
}

} // namespace mpm::property
