// SPDX-License-Identifier: GPL-3.0-or-later
// The largest that peers can send, held against the memory of the check alone.
#include "matrix/form.hpp"
#include "support/catch.hpp"
#include "support/fake_zone.hpp"
#include "support/grammar.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/private_internet.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"
#include "support/tls_server.hpp"

#include <atomic>
#include <functional>
#include <iostream>

using namespace mpm::test;
using namespace std::string_literals;
using mpm::DnsProtocol;
using List = std::vector<std::string>;

namespace {

constexpr double seconds = 3;

/// Answers with one line 1 within its time and the memory bound, and prints what it took.
ProcessResult checkMeasured(const std::string& what, List command)
{
    command.front() = pluginPath(command.front());
    command.insert(command.end(), {"-t", scaled("3")});
    const auto result = run(command, {.measured = true});
    std::cout << "memory: " << what << ": " << result.maxRssKiB << " KiB, " << result.seconds << " s\n";
    INFO(what << "\n" << result.out << result.err);
    CHECK(faultsOfForm(result, scaled(seconds), "text") == List{});
    CHECK((result.exitStatus == 1 || result.exitStatus == 2));
    return result;
}

/// The records by TCP alone, as whoever sends much must.
FakeDnsBehaviour byTcp(std::function<DnsReply(const FakeDnsQuery&)> answer)
{
    return [answer = std::move(answer)](const FakeDnsQuery& query) -> std::vector<FakeDnsPacket> {
        if (query.protocol == DnsProtocol::Udp) {
            return {{.octets = DnsReply(query.octets).set(bitTruncated | bitAuthoritative).octets()}};
        }
        return {{.octets = framed(answer(query).set(bitAuthoritative).octets())}};
    };
}

/// Twenty exchanges, of which each has 2,000 or 4,000 addresses of each family.
FakeDnsBehaviour crowdedZone()
{
    return byTcp([](const FakeDnsQuery& query) {
        DnsReply reply(query.octets);
        const auto type = questionOf(query.octets).type;
        if (type == mpm::RecordType::Mx) {
            for (int i = 0; i < 20; ++i) {
                reply.answer("example.org. MX 10 mx" + std::to_string(i) + ".example.org.");
            }
            return reply;
        }
        const bool six = type == mpm::RecordType::Aaaa;
        const auto head = six ? "\xC0\x0C\0\x1C\0\1\0\0\1\x2C\0\x10"s : "\xC0\x0C\0\1\0\1\0\0\1\x2C\0\4"s;
        for (unsigned i = 0; i < (six ? 2000U : 4000U); ++i) {
            const auto last = std::string{static_cast<char>(i / 250), static_cast<char>(i % 250 + 1)};
            reply.rawAnswer(head + (six ? std::string(14, '\0') + last : "\x7F\x02" + last));
        }
        return reply;
    });
}

/// Every question gets as many records with as much data as a message holds.
FakeDnsBehaviour largeRecords(const std::string& record)
{
    return byTcp([octets = recordOctets(record)](const FakeDnsQuery& query) {
        DnsReply reply(query.octets);
        reply.answer("example.org. NS ns1.example.org.");
        for (std::size_t size = 0; size + octets.size() < 60000; size += octets.size()) {
            reply.rawAnswer(octets);
        }
        return reply;
    });
}

std::string portOf(const FakeDns& dns)
{
    return std::to_string(dns.endpoint().port);
}

std::string repeated(const std::string& text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

} // namespace

TEST_CASE("Thousands of addresses of each exchange leave every check below its memory bound, and are counted")
{
    const PrivateNetwork network; // with no way to the addresses of IPv6
    const FakeDns dns(crowdedZone());
    const HostileSmtp busy({send("421 4.3.2 busy\r\n"), staySilent()}, "0.0.0.0");
    const List mx{"-p", std::to_string(busy.port()), "--resolver", resolverOption(dns)};
    const auto with = [&](List command) {
        command.insert(command.end(), mx.begin(), mx.end());
        return command;
    };
    const auto result =
        checkMeasured("check_mx, 20 exchanges with 6,000 addresses each", with({"check_mx", "-d", "example.org"}));
    INFO(result.out);
    CHECK(holds(result.out, "has 6000 addresses; 5988 of them were not looked at"));
    checkMeasured("check_mx with lists and reverse names",
                  with({"check_mx", "-d", "example.org", "--rdns", "--dnsbl", "list.example"}));
    checkMeasured("check_smtp_banner --mx", with({"check_smtp_banner", "--mx", "example.org"}));
    checkMeasured("check_smtp_tls --mx --dane", with({"check_smtp_tls", "--mx", "example.org", "--dane"}));
    checkMeasured("check_smtp_send --mx", with({"check_smtp_send", "--mx", "example.org", "--to", "b@example.org"}));
}

TEST_CASE("Records of any size and number leave the checks of zones below their memory bound")
{
    const std::vector<std::string> records{
        "example.org. TXT" + repeated(" \"" + std::string(250, 'x') + "\"", 200),
        "example.org. DNSKEY 257 3 8 " + repeated("AwEAAcUr", 500),
        "example.org. NS " + std::string(60, 'n') + "." + std::string(60, 'o') + ".example.org.",
        "example.org. DS 1 8 2 " + std::string(64, 'A'),
    };
    for (const auto& record : records) {
        const FakeDns dns(largeRecords(record));
        checkMeasured(
            "check_dns_delegation, " + record.substr(0, 30) + "...",
            {"check_dns_delegation", "-d", "example.org", "--parent-server", "127.0.0.1", "--dns-port", portOf(dns)});
        checkMeasured(
            "check_smtp_tls --mta-sts, " + record.substr(0, 30) + "...",
            {"check_smtp_tls", "--mx", "example.org", "--mta-sts", "example.org", "--resolver", resolverOption(dns)});
        checkMeasured(
            "check_mail_auth, " + record.substr(0, 30) + "...",
            {"check_mail_auth", "-d", "example.org", "--selector", "mail", "--resolver", resolverOption(dns)});
    }
}

TEST_CASE("Records that lead to as many others as they can leave check_mail_auth below its memory bound")
{
    std::string senders = "192.0.2.1";
    for (int i = 2; i <= 100; ++i) {
        senders += ",192.0.2." + std::to_string(i);
    }
    const auto spfOf = [](const std::string& term) { return "v=spf1" + repeated(" " + term, 16000 / term.size()); };
    const std::vector<std::pair<std::string, std::function<std::string(std::size_t)>>> texts{
        {"includes without end",
         [](std::size_t number) {
             std::string text = "v=spf1";
             for (int i = 0; i < 400; ++i) {
                 text += " include:i" + std::to_string(i) + ".r" + std::to_string(number) + ".example.org";
             }
             return text + " -all";
         }},
        {"redirects without end",
         [](std::size_t number) { return "v=spf1 redirect=r" + std::to_string(number) + ".example.org"; }},
        {"macros", [&](std::size_t) { return spfOf("exists:%{l1r-}%{d}%{i}._spf.%{d}"); }},
        {"exchanges", [&](std::size_t) { return spfOf("mx:example.org"); }},
        {"pointers", [&](std::size_t) { return spfOf("ptr"); }},
        {"addresses", [&](std::size_t) { return spfOf("ip6:2001:db8::/32"); }},
        {"unknown modifiers", [&](std::size_t) { return spfOf("x=y"); }},
        {"a key", [](std::size_t) { return "v=DKIM1; k=rsa; p=" + repeated("MIIB", 3000); }},
        {"tags", [](std::size_t) { return "v=DMARC1; p=none" + repeated("; a=b", 3000); }},
        {"reports",
         [](std::size_t) {
             std::string text = "v=DMARC1; p=none; rua=mailto:a@example.net";
             for (int i = 0; i < 700; ++i) {
                 text += ",mailto:a@r" + std::to_string(i) + ".example";
             }
             return text;
         }},
    };
    for (const auto& [what, textOf] : texts) {
        std::atomic<std::size_t> number{0};
        const FakeDns dns(byTcp([&number, textOf = textOf](const FakeDnsQuery& query) {
            DnsReply reply(query.octets);
            const auto asked = questionOf(query.octets);
            if (asked.type == mpm::RecordType::Txt) {
                const auto text = textOf(++number);
                std::string quoted;
                for (std::size_t at = 0; at < text.size(); at += 250) {
                    quoted += " \"" + text.substr(at, 250) + "\"";
                }
                reply.answer(asked.name.toString() + ". TXT" + quoted);
            }
            return reply;
        }));
        checkMeasured("check_mail_auth, " + what, {"check_mail_auth", "-d", "example.org", "--selector", "a,b,c,d",
                                                   "--sender", senders, "--resolver", resolverOption(dns)});
    }
}

TEST_CASE("Replies of any size and number leave the checks of servers below their memory bound")
{
    const HostileSmtp manyLines({send("220-" + repeated("line\r\n220-", 5000) + "\r\n220 mail\r\n"), staySilent()});
    const HostileSmtp longLine(
        {send("220 " + std::string(60000, 'a') + "b\r\n"), answerEhlo("250 mail\r\n"), answerQuit()});
    const HostileSmtp manyWords(
        {send("220 mail\r\n"),
         answerEhlo("250-mail\r\n" + repeated("250-X" + std::string(60, 'y') + " AUTH LOGIN\r\n", 800) +
                    "250 SIZE\r\n"),
         staySilent()});
    for (const auto* server : {&manyLines, &longLine, &manyWords}) {
        const List at{"-H", "127.0.0.1", "-p", std::to_string(server->port())};
        for (const List& check : {List{"check_smtp_banner", "--expect-regex", "(.*)(.*)\\2\\1x", "-vvv"},
                                  List{"check_smtp_tls"}, List{"check_smtp_send", "--to", "b@example.org", "-vvv"}}) {
            auto command = check;
            command.insert(command.end(), at.begin(), at.end());
            checkMeasured(check.front(), command);
        }
    }
}

TEST_CASE("A certificate of thousands of names leaves the checks below their memory bound")
{
    std::vector<std::string> names;
    for (int i = 0; i < 3000; ++i) {
        names.push_back("DNS:mail" + std::to_string(i) + ".example.org");
    }
    const TestPki pki;
    TlsServerPlan plan;
    plan.chain = {pki.leaf({.names = names}), pki.intermediate};
    for (int i = 0; i < 6; ++i) {
        plan.chain.push_back(plan.chain.front());
    }
    const TlsServer server(plan);
    for (const auto* check : {"check_smtp_tls", "check_smtp_banner"}) {
        checkMeasured(std::string(check) + ", 3,000 names",
                      {check, "-S", "-vvv", "-H", "127.0.0.1", "-p", std::to_string(server.port())});
    }
}

TEST_CASE("Registries' answers of any size and shape leave check_dns_delegation below its memory bound")
{
    const FakeDns dns(zoneOf({"example.org. NS ns1.example.org.", "ns1.example.org. A 127.0.0.1"}));
    const List delegation{"check_dns_delegation", "-d",       "example.org", "--parent-server", "127.0.0.1",
                          "--dns-port",           portOf(dns)};
    const TempDir folder;
    const std::vector<std::pair<std::string, std::string>> bodies{
        {"empty objects", "[" + repeated("{},", 349000) + "{}]"},
        {"nested arrays", repeated("[", 1000000)},
        {"nested objects", repeated("{\"a\":", 200000)},
        {"name servers", R"({"objectClassName":"domain","nameservers":[)" +
                             repeated(R"({"ldhName":"NS1.EXAMPLE.ORG"},)", 33000) +
                             R"({"ldhName":"NS1.EXAMPLE.ORG"}]})"},
        {"a string", "\"" + std::string(1040000, 'x') + "\""},
        {"numbers", "[" + repeated("1,", 520000) + "1]"},
    };
    for (const auto& [what, body] : bodies) {
        const HostileSmtp web(
            {awaitLine("GET"),
             send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body),
             staySilent()});
        const auto base = "http://127.0.0.1:" + std::to_string(web.port()) + "/";
        auto command = delegation;
        command.insert(command.end(),
                       {"--rdap-bootstrap",
                        folder.write("bootstrap", R"({"services":[[["org"],[")" + base + R"("]]]})").string()});
        checkMeasured("RDAP, " + what, command);
        command = delegation;
        command.insert(command.end(), {"--rdap-bootstrap", base + "dns.json"});
        checkMeasured("bootstrap, " + what, command);
    }
    for (const auto& line : {std::string("Name Server: ns.example.org\r\n"), std::string(5000, 'x') + "\r\n",
                             std::string("\r\n"), std::string("Domain Name: EXAMPLE.ORG\r\n")}) {
        const HostileSmtp whois({awaitLine(""), send(repeated(line, 1000000 / line.size())), close()});
        auto command = delegation;
        command.push_back("--whois=127.0.0.1:" + std::to_string(whois.port()));
        checkMeasured("WHOIS, " + line.substr(0, 20), command);
    }
}

namespace {

/// 25 exchanges of example.org with 10 addresses each.
FakeDnsBehaviour manyExchanges()
{
    std::vector<std::string> records;
    for (int host = 1; host <= 25; ++host) {
        const auto name = "mx" + std::to_string(host) + ".example.org.";
        records.push_back("example.org. MX 10 " + name);
        for (int address = 1; address <= 10; ++address) {
            records.push_back(name + " A 127.3." + std::to_string(host) + "." + std::to_string(address));
        }
    }
    return zoneOf(records);
}

} // namespace

TEST_CASE("Long replies and certificates of hundreds of servers leave the checks below their memory bound")
{
    const FakeDns dns(manyExchanges());
    const auto lines = [](const std::string& code) {
        return repeated(code + "-" + std::string(490, 'w') + "\r\n", 100) + code + " end\r\n";
    };
    const HostileSmtp wordy({send(lines("220")), answerEhlo(lines("250")), answer("", lines("250")), answerQuit()},
                            "0.0.0.0");
    const TestPki pki;
    std::vector<std::string> names;
    for (int i = 0; i < 2000; ++i) {
        names.push_back("DNS:mail" + std::to_string(i) + ".example.org");
    }
    TlsServerPlan plan;
    plan.chain = {pki.leaf({.names = names}), pki.intermediate};
    const TlsServer named(plan, "0.0.0.0");
    plan.chain = {pki.leaf()};
    plan.chain.resize(100, pki.intermediate);
    const TlsServer chained(plan, "0.0.0.0");
    for (const auto port : {wordy.port(), named.port(), chained.port()}) {
        for (const List& check :
             {List{"check_smtp_banner", "-C", "NOOP"}, List{"check_smtp_banner", "-S"}, List{"check_smtp_tls", "-vvv"},
              List{"check_mx", "-S", "-vvv"}, List{"check_smtp_send", "--to", "b@example.org"}}) {
            auto command = check;
            command.insert(command.end(), {check.front() == "check_mx" ? "-d" : "--mx", "example.org", "-p",
                                           std::to_string(port), "--resolver", resolverOption(dns)});
            checkMeasured(check.front() + ", 250 wordy addresses", command);
        }
    }
}

TEST_CASE("Hundreds of sessions inside TLS leave the checks below their memory bound")
{
    const FakeDns dns(manyExchanges());
    const TestPki pki;
    TlsServerPlan plan;
    plan.chain = {pki.leaf(), pki.intermediate}; // of an authority that nobody here knows
    const TlsServer server(plan, "0.0.0.0");
    for (const List& check : {List{"check_smtp_banner", "-S"}, List{"check_smtp_tls"}, List{"check_mx", "-S"},
                              List{"check_smtp_send", "-S", "--to", "b@example.org"}}) {
        auto command = check;
        command.insert(command.end(), {check.front() == "check_mx" ? "-d" : "--mx", "example.org", "-p",
                                       std::to_string(server.port()), "--resolver", resolverOption(dns)});
        checkMeasured(check.front() + ", 250 addresses", command);
    }
}
