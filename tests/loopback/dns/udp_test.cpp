// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "dns/wire.hpp"
#include "support/catch.hpp"
#include "support/dns_lab.hpp"
#include "support/timing.hpp"

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("A good answer comes at once, with a question that is hard to forge")
{
    FakeDns server(goodAnswer);
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.answer.values<MxRecord>().size() == 1);
    CHECK(run.answer.server == server.endpoint());
    CHECK(run.answer.protocol == DnsProtocol::Udp);
    CHECK(run.answer.oddities.empty());
    CHECK(run.seconds < scaled(0.3));
    const auto queries = server.queries();
    REQUIRE(queries.size() == 1);
    CHECK(queries[0].edns);
    CHECK_THAT(queries[0].octets, !ContainsSubstring(labName.substr(0, labName.find('.')))); // 0x20
}

TEST_CASE("Packets with a wrong id, a wrong question or no sense at all are passed over")
{
    const auto [name, wrong, oddity] = GENERATE(table<const char*, std::string (*)(const FakeDnsQuery&), DnsOddity>({
        {"wrong id", [](const FakeDnsQuery& q) { return forged(q).id(static_cast<std::uint16_t>(~idOf(q))).octets(); },
         DnsOddity::WrongId},
        {"wrong name", [](const FakeDnsQuery& q) { return forged(q).question(otherQuestion).octets(); },
         DnsOddity::WrongQuestion},
        {"the question itself", [](const FakeDnsQuery& q) { return q.octets; }, DnsOddity::WrongId},
        {"three octets", [](const FakeDnsQuery&) { return std::string("abc"); }, DnsOddity::WrongId},
        {"nothing", [](const FakeDnsQuery&) { return std::string(); }, DnsOddity::WrongId},
        {"SSH", [](const FakeDnsQuery&) { return std::string("SSH-2.0-OpenSSH_9.2 Debian\r\n"); }, DnsOddity::WrongId},
    }));
    CAPTURE(name);
    SECTION("when the right one follows, that is the answer")
    {
        FakeDns server([wrong = wrong](const FakeDnsQuery& q) {
            return std::vector<FakeDnsPacket>{{wrong(q)}, {wrong(q)}, {goodReply(q).octets(), 0.1}};
        });
        const auto run = askOne({server.endpoint()}, 2);
        CHECK(run.answer.outcome == DnsOutcome::Answered);
        CHECK(exchangesOf(run.answer) == "mail.example.com");
        CHECK(run.answer.has(oddity));
        CHECK(run.seconds < scaled(0.5));
    }
    SECTION("when nothing better comes, the server is said to send no answer")
    {
        FakeDns server([wrong = wrong](const FakeDnsQuery& q) { return std::vector<FakeDnsPacket>{{wrong(q)}}; });
        const auto run = askOne({server.endpoint()}, 0.6);
        CHECK(run.answer.outcome == DnsOutcome::Garbage);
        CHECK_THAT(run.answer.detail,
                   ContainsSubstring(server.endpoint().toString() + " sends packets, but no answer"));
        CHECK(run.seconds < scaled(0.8));
    }
}

TEST_CASE("An answer from another port than the server's is never seen")
{
    FakeDns server([](const FakeDnsQuery& q) {
        return std::vector<FakeDnsPacket>{{.octets = forged(q).octets(), .stranger = true},
                                          {.octets = goodReply(q).octets(), .delay = 0.2}};
    });
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(exchangesOf(run.answer) == "mail.example.com");
}

TEST_CASE("Of several answers the first one counts")
{
    FakeDns server([](const FakeDnsQuery& q) {
        return std::vector<FakeDnsPacket>{{goodReply(q).octets()}, {goodReply(q).octets()}, {forged(q).octets()}};
    });
    CHECK(exchangesOf(askOne({server.endpoint()}, 2).answer) == "mail.example.com");
}

TEST_CASE("An answer whose question changed its case is asked for again by TCP, which no forger can answer")
{
    FakeDns server([](const FakeDnsQuery& q) {
        auto octets = goodReply(q).octets();
        for (std::size_t i = headerSize; i < headerSize + labName.size() + 1; ++i) {
            octets[i] = toLower(octets[i]);
        }
        return packetFor(q, octets);
    });
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.answer.protocol == DnsProtocol::Tcp);
    CHECK(run.answer.has(DnsOddity::CaseChanged));
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("Malformed answers are garbage at once")
{
    const auto change = GENERATE(
        as<std::string (*)(const FakeDnsQuery&)>{},
        [](const FakeDnsQuery& q) { return goodReply(q).octets() + "more"; },
        [](const FakeDnsQuery& q) { return goodReply(q).rawAnswer("\x3F").octets(); },
        [](const FakeDnsQuery& q) { // a name that points to itself
            std::string record;
            appendU16(record, static_cast<std::uint16_t>(0xC000 | forged(q).octets().size()));
            return forged(q).rawAnswer(record + std::string(10, '\0')).octets();
        });
    FakeDns server([change](const FakeDnsQuery& q) { return packetFor(q, change(q)); });
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Garbage);
    CHECK_THAT(run.answer.detail,
               ContainsSubstring("the answer from " + server.endpoint().toString() + " can't be read"));
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("A server that refuses EDNS is asked without")
{
    const auto rcode = GENERATE(1U, 4U, 16U);
    CAPTURE(rcode);
    FakeDns server([rcode](const FakeDnsQuery& q) {
        if (!q.edns) {
            return packetFor(q, goodReply(q).octets());
        }
        auto reply = DnsReply(q.octets).rcode(rcode & 0xFU);
        return packetFor(q, rcode > 15 ? reply.edns(1).octets() : reply.octets());
    });
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.answer.has(DnsOddity::WithoutEdns));
    CHECK(run.seconds < scaled(0.5));
    CHECK(server.queries().size() == 2);
}

TEST_CASE("FORMERR to everything is what the server says in the end")
{
    FakeDns server([](const FakeDnsQuery& q) { return packetFor(q, DnsReply(q.octets).rcode(1).octets()); });
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::OtherRcode);
    CHECK_THAT(run.answer.detail, ContainsSubstring("FORMERR"));
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("A server that drops questions with EDNS is asked without in time")
{
    FakeDns server([](const FakeDnsQuery& q) {
        return q.edns ? std::vector<FakeDnsPacket>{} : packetFor(q, goodReply(q).octets());
    });
    const auto run = askOne({server.endpoint()}, 1.5);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.answer.has(DnsOddity::WithoutEdns));
    CHECK(run.answer.has(DnsOddity::Retried));
    CHECK(run.seconds < scaled(1.4));
}

TEST_CASE("A lost packet is made good by the next one")
{
    FakeDns server([](const FakeDnsQuery& q) {
        return q.number == 1 ? std::vector<FakeDnsPacket>{} : packetFor(q, goodReply(q).octets());
    });
    const auto run = askOne({server.endpoint()}, 1.5);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.answer.has(DnsOddity::Retried));
    CHECK_FALSE(run.answer.has(DnsOddity::WithoutEdns));
    CHECK(run.seconds < scaled(1.0));
}

TEST_CASE("A late answer to the first packet still counts")
{
    FakeDns server([](const FakeDnsQuery& q) {
        return q.number == 1 ? std::vector<FakeDnsPacket>{{goodReply(q).octets(), 1.2}} : std::vector<FakeDnsPacket>{};
    });
    const auto run = askOne({server.endpoint()}, 3);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.seconds > 1.1);
    CHECK(run.seconds < scaled(1.6));
}

TEST_CASE("A silent server costs the deadline and no more")
{
    FakeDns server([](const FakeDnsQuery&) { return std::vector<FakeDnsPacket>{}; });
    const auto run = askOne({server.endpoint()}, 0.7);
    CHECK(run.answer.outcome == DnsOutcome::TimedOut);
    CHECK(run.answer.detail == "no answer from " + server.endpoint().toString() + " within " + scaled("0.7") + " s");
    CHECK(run.answer.failure().kind == FailureKind::TimedOut);
    CHECK(run.seconds > 0.6);
    CHECK(run.seconds < scaled(0.9));
}

TEST_CASE("A silent server costs its time-out and attempts where the deadline is far")
{
    FakeDns server([](const FakeDnsQuery&) { return std::vector<FakeDnsPacket>{}; });
    const auto run = askOne({server.endpoint()}, 20, Seconds(0.3));
    CHECK(run.answer.outcome == DnsOutcome::TimedOut);
    CHECK(run.seconds < scaled(1.0));
    CHECK(server.queries().size() == 3); // two with EDNS, one without
}

TEST_CASE("A port on which nobody listens is known at once")
{
    const auto run = askOne({closedPort()}, 5);
    CHECK(run.answer.outcome == DnsOutcome::PortClosed);
    CHECK_THAT(run.answer.detail, ContainsSubstring("no name server listens at [127.0.0.1]:"));
    CHECK(run.seconds < scaled(0.3));
}

TEST_CASE("A deadline that has passed already ends the question at once")
{
    FakeDns server(goodAnswer);
    const auto run = askOne({server.endpoint()}, 0);
    CHECK(run.answer.outcome == DnsOutcome::TimedOut);
    CHECK_THAT(run.answer.detail, ContainsSubstring("no time was left"));
    CHECK(run.seconds < scaled(0.1));
}

TEST_CASE("A flood of wrong packets does not hold the client beyond its deadline")
{
    FakeDns server([](const FakeDnsQuery& q) {
        const FakeDnsPacket wrong{forged(q).id(static_cast<std::uint16_t>(~idOf(q))).octets()};
        return std::vector<FakeDnsPacket>(20000, wrong);
    });
    const auto run = askOne({server.endpoint()}, 0.5);
    CHECK(run.answer.outcome == DnsOutcome::Garbage);
    CHECK(run.seconds < scaled(0.8));
}
