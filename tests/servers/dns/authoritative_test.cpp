// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_client.hpp"
#include "support/catch.hpp"
#include "support/dns_servers.hpp"
#include "support/timing.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

DnsZone mailZone()
{
    DnsZone zone{"mail.lab", zoneHead() + "@ MX 10 mx1\n@ MX 20 mx2\nmx1 A 192.0.2.1\nmx1 AAAA 2001:db8::1\n"
                                          "mx2 A 192.0.2.2\nwww CNAME web\nweb CNAME mx1\nout CNAME host.example.\n"
                                          "loop1 CNAME loop2\nloop2 CNAME loop1\n_25._tcp.mx1 TLSA 3 1 1 "
                                          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"
                                          "sub NS ns.sub\nns.sub A 127.0.0.9\n"};
    for (int i = 0; i < 40; ++i) {
        zone.records += "big TXT \"" + std::string(100, static_cast<char>('a' + i % 26)) + std::to_string(i) + "\"\n";
    }
    return zone;
}

void checkAnswersOf(const Endpoint& server)
{
    struct Expected {
        std::string name;
        RecordType type;
        DnsOutcome outcome;
        std::size_t records;
    };
    const std::vector<Expected> all{
        {"mail.lab", RecordType::Mx, DnsOutcome::Answered, 2},
        {"MAIL.lab", RecordType::Soa, DnsOutcome::Answered, 1},
        {"mx1.mail.lab", RecordType::A, DnsOutcome::Answered, 1},
        {"mx1.mail.lab", RecordType::Aaaa, DnsOutcome::Answered, 1},
        {"www.mail.lab", RecordType::A, DnsOutcome::Answered, 1},
        {"www.mail.lab", RecordType::Cname, DnsOutcome::Answered, 1},
        {"_25._tcp.mx1.mail.lab", RecordType::Tlsa, DnsOutcome::Answered, 1},
        {"big.mail.lab", RecordType::Txt, DnsOutcome::Answered, 40},
        {"mx2.mail.lab", RecordType::Aaaa, DnsOutcome::NoData, 0},
        {"out.mail.lab", RecordType::A, DnsOutcome::NoData, 0},
        {"nosuch.mail.lab", RecordType::A, DnsOutcome::NoSuchName, 0},
        {"host.sub.mail.lab", RecordType::A, DnsOutcome::Referral, 0},
        {"loop1.mail.lab", RecordType::A, DnsOutcome::AliasLoop, 0},
        {"other.example", RecordType::A, DnsOutcome::Refused, 0},
    };
    std::vector<ServerQuestion> questions;
    for (const auto protocol : {DnsProtocol::Udp, DnsProtocol::Tcp}) {
        for (const auto edns : {EdnsChoice::DnssecOk, EdnsChoice::None}) {
            for (const auto& expected : all) {
                questions.push_back({.server = server,
                                     .question = {DnsName::parse(expected.name), expected.type},
                                     .protocol = protocol,
                                     .edns = edns});
            }
        }
    }
    const auto start = Clock::now();
    const auto answers = DnsClient(DnsClientConfig()).askServers(questions, Deadline::in(scaled(Seconds(5))));
    CHECK(since(start).count() < scaled(1));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& expected = all[i % all.size()];
        CAPTURE(expected.name, toString(expected.type), i, answers[i].detail);
        CHECK(answers[i].outcome == expected.outcome);
        CHECK(answers[i].records().size() == expected.records);
        CHECK(answers[i].oddities.empty());
        const bool byTcp = expected.name == "big.mail.lab" || questions[i].protocol == DnsProtocol::Tcp;
        CHECK(answers[i].protocol == (byTcp ? DnsProtocol::Tcp : DnsProtocol::Udp));
        CHECK(answers[i].message.edns == (questions[i].edns != EdnsChoice::None));
    }
    CHECK(answers[0].message.authoritative);
    CHECK(answers[4].finalName() == DnsName::parse("mx1.mail.lab"));
}

} // namespace

TEST_CASE("NSD's answers are read for what they are")
{
    const auto server = startNsd({mailZone()});
    checkAnswersOf(server.endpoint());
}

TEST_CASE("BIND's answers are read for what they are")
{
    const auto server = startBind({mailZone()});
    checkAnswersOf(server.endpoint());
}
