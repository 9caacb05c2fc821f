// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/dns_lab.hpp"
#include "support/timing.hpp"

#include <dirent.h>

#include <memory>

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<FakeDnsPacket> silence(const FakeDnsQuery&)
{
    return {};
}

FakeDnsBehaviour withRcode(unsigned rcode)
{
    return [rcode](const FakeDnsQuery& q) { return packetFor(q, DnsReply(q.octets).rcode(rcode).octets()); };
}

std::size_t openDescriptors()
{
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"), ::closedir);
    std::size_t count = 0;
    while (::readdir(folder.get()) != nullptr) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("A dead first server costs a part of the time only")
{
    FakeDns dead(silence);
    FakeDns alive(goodAnswer);
    const auto run = askOne({dead.endpoint(), alive.endpoint()}, 10, Seconds(5));
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.answer.server == alive.endpoint());
    CHECK(run.answer.has(DnsOddity::OtherServer));
    CHECK(run.seconds < scaled(1.5));
}

TEST_CASE("A server that says at once that it can't help costs no time")
{
    FakeDns alive(goodAnswer);
    FakeDns refusing(withRcode(5));
    FakeDns failing(withRcode(2));
    FakeDns lame([](const FakeDnsQuery& q) {
        return packetFor(q, DnsReply(q.octets).clear(bitRecursionAvailable).authority("com. NS a.example.").octets());
    });
    for (const auto& first : {refusing.endpoint(), failing.endpoint(), lame.endpoint(), closedPort()}) {
        const auto run = askOne({first, alive.endpoint()}, 5);
        CHECK(run.answer.outcome == DnsOutcome::Answered);
        CHECK(run.answer.server == alive.endpoint());
        CHECK(run.answer.has(DnsOddity::OtherServer));
        CHECK(run.seconds < scaled(0.3));
    }
}

TEST_CASE("When no server helps, each one's fault is told")
{
    FakeDns refusing(withRcode(5));
    FakeDns dead(silence);
    const auto closed = closedPort();
    const auto run = askOne({refusing.endpoint(), closed, dead.endpoint()}, 1);
    CHECK(run.answer.outcome == DnsOutcome::Refused);
    CHECK_THAT(run.answer.detail,
               ContainsSubstring("REFUSED for " + labName + " MX from " + refusing.endpoint().toString()) &&
                   ContainsSubstring("no name server listens at " + closed.toString()) &&
                   ContainsSubstring("no answer from " + dead.endpoint().toString()));
    CHECK(run.seconds < scaled(1.2));
}

TEST_CASE("NXDOMAIN is believed, and a bogus answer is not asked away at the next server")
{
    FakeDns alive(goodAnswer);
    FakeDns noName(withRcode(3));
    CHECK(askOne({noName.endpoint(), alive.endpoint()}, 2).answer.outcome == DnsOutcome::NoSuchName);
    FakeDns bogus([](const FakeDnsQuery& q) { return packetFor(q, DnsReply(q.octets).rcode(2).edns(0, 6).octets()); });
    CHECK(askOne({bogus.endpoint(), alive.endpoint()}, 2).answer.outcome == DnsOutcome::Bogus);
}

TEST_CASE("Without any server the machine's own configuration is at fault")
{
    CHECK(askOne({}, 1).answer.outcome == DnsOutcome::LocalFault);
}

TEST_CASE("A source address that isn't this machine's is this machine's fault")
{
    FakeDns server(goodAnswer);
    DnsClientConfig config;
    config.servers = {server.endpoint()};
    config.source = IpAddress::parse("192.0.2.77");
    const auto answer =
        DnsClient(config).ask(DnsQuestion{DnsName::parse(labName), RecordType::Mx}, Deadline::in(scaled(Seconds(1))));
    CHECK(answer.outcome == DnsOutcome::LocalFault);
    CHECK_THAT(answer.detail, ContainsSubstring("192.0.2.77"));
    config.source = IpAddress::parse("127.0.0.2");
    CHECK(DnsClient(config)
              .ask(DnsQuestion{DnsName::parse(labName), RecordType::Mx}, Deadline::in(scaled(Seconds(1))))
              .outcome == DnsOutcome::Answered);
}

TEST_CASE("A thousand questions at once are answered in order, with few sockets")
{
    std::size_t most = 0;
    FakeDns server([&](const FakeDnsQuery& q) {
        most = std::max(most, openDescriptors());
        return packetFor(q, DnsReply(q.octets).rcode(3).octets());
    });
    DnsClientConfig config;
    config.servers = {server.endpoint()};
    std::vector<DnsQuestion> questions;
    for (int i = 0; i < 1000; ++i) {
        questions.push_back({DnsName::parse("n" + std::to_string(i) + ".example"), RecordType::A});
    }
    const auto before = openDescriptors();
    const auto start = Clock::now();
    const auto answers = DnsClient(config).ask(questions, Deadline::in(scaled(Seconds(8))));
    CHECK(since(start).count() < scaled(4));
    REQUIRE(answers.size() == questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i) {
        REQUIRE(answers[i].question == questions[i]);
        REQUIRE(answers[i].outcome == DnsOutcome::NoSuchName);
    }
    CHECK(most < before + 520);
    CHECK(openDescriptors() == before);
}

TEST_CASE("Many silent questions end together at the deadline")
{
    FakeDns server(silence);
    DnsClientConfig config;
    config.servers = {server.endpoint()};
    const std::vector<DnsQuestion> questions(500, {DnsName::parse(labName), RecordType::A});
    const auto start = Clock::now();
    const auto answers = DnsClient(config).ask(questions, Deadline::in(scaled(Seconds(1))));
    CHECK(since(start).count() < scaled(1.3));
    CHECK(answers.size() == 500);
    for (const auto& answer : answers) {
        REQUIRE(answer.outcome == DnsOutcome::TimedOut);
    }
}

TEST_CASE("Questions to named servers go out as they are put")
{
    FakeDns server(goodAnswer);
    FakeDns truncating(
        [](const FakeDnsQuery& q) { return packetFor(q, DnsReply(q.octets).set(bitTruncated).octets()); });
    FakeDns formErr(withRcode(1));
    const DnsQuestion question{DnsName::parse(labName), RecordType::Mx};
    using Fallback = ServerQuestion::Fallback;
    const std::vector<ServerQuestion> questions{
        {.server = server.endpoint(), .question = question},
        {.server = server.endpoint(), .question = question, .protocol = DnsProtocol::Tcp},
        {.server = server.endpoint(), .question = question, .edns = EdnsChoice::None},
        {.server = truncating.endpoint(), .question = question, .fallback = Fallback::None},
        {.server = formErr.endpoint(), .question = question, .fallback = Fallback::None},
        {.server = closedPort(), .question = question, .protocol = DnsProtocol::Tcp},
    };
    const auto start = Clock::now();
    const auto answers = DnsClient(DnsClientConfig()).askServers(questions, Deadline::in(scaled(Seconds(3))));
    CHECK(since(start).count() < scaled(0.5));
    CHECK(answers[0].outcome == DnsOutcome::Answered);
    CHECK(answers[1].outcome == DnsOutcome::Answered);
    CHECK(answers[1].protocol == DnsProtocol::Tcp);
    CHECK(answers[2].outcome == DnsOutcome::Answered);
    CHECK(answers[3].outcome == DnsOutcome::Truncated);
    CHECK(answers[4].outcome == DnsOutcome::OtherRcode);
    CHECK(answers[5].outcome == DnsOutcome::PortClosed);
    CHECK(truncating.queries().size() == 1);
    CHECK(formErr.queries().size() == 1);
    std::size_t withoutEdns = 0;
    for (const auto& query : server.queries()) {
        CHECK((static_cast<unsigned char>(query.octets[2]) & 1U) == 0); // recursion is not desired
        withoutEdns += query.edns ? 0 : 1;
    }
    CHECK(withoutEdns == 1);
}

TEST_CASE("One dead server among many leaves the others' answers complete")
{
    FakeDns alive(goodAnswer);
    FakeDns dead(silence);
    std::vector<ServerQuestion> questions;
    for (int i = 0; i < 20; ++i) {
        questions.push_back({.server = i == 7 ? dead.endpoint() : alive.endpoint(),
                             .question = {DnsName::parse(labName), RecordType::Mx}});
    }
    const auto start = Clock::now();
    const auto answers = DnsClient(DnsClientConfig()).askServers(questions, Deadline::in(scaled(Seconds(0.6))));
    CHECK(since(start).count() < scaled(0.8));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        CHECK(answers[i].outcome == (i == 7 ? DnsOutcome::TimedOut : DnsOutcome::Answered));
    }
}

TEST_CASE("A late answer to a question that was given up counts when the question is put again")
{
    for (const bool listens : {true, false}) {
        INFO((listens ? "listening" : "not listening"));
        FakeDns server([](const FakeDnsQuery& query) {
            auto packets = query.number == 1 ? goodAnswer(query) : std::vector<FakeDnsPacket>{};
            for (auto& packet : packets) {
                packet.delay = scaled(0.5);
            }
            return packets;
        });
        ServerQuestion question{.server = server.endpoint(),
                                .question = {DnsName::parse(labName), RecordType::Mx},
                                .keepListening = listens};
        const auto first =
            DnsClient(DnsClientConfig()).askServers({question}, Deadline::in(scaled(Seconds(0.2)))).front();
        REQUIRE(first.outcome == DnsOutcome::TimedOut);
        CHECK((first.listening != nullptr) == listens);
        question.earlier = first.listening;
        const auto again =
            DnsClient(DnsClientConfig()).askServers({question}, Deadline::in(scaled(Seconds(1)))).front();
        CHECK(again.outcome == (listens ? DnsOutcome::Answered : DnsOutcome::TimedOut));
        CHECK(again.seconds.count() > scaled(0.45)); // since the packet that it answers went out
        CHECK_FALSE(again.has(DnsOddity::WithoutEdns));
    }
}

TEST_CASE("Of many fake name servers at once, each gets its own questions")
{
    std::vector<std::unique_ptr<FakeDns>> servers;
    for (int i = 0; i < 300; ++i) { // with so many, some would share a port if they could
        servers.push_back(std::make_unique<FakeDns>(goodAnswer));
    }
    for (const auto& server : servers) {
        CHECK(askOne({server->endpoint()}, 0.5).answer.outcome == DnsOutcome::Answered);
    }
}
