// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/dns_lab.hpp"
#include "support/timing.hpp"

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string truncated(const FakeDnsQuery& query)
{
    return DnsReply(query.octets).set(bitTruncated).octets();
}

/// Truncates by UDP, and does this by TCP.
FakeDnsBehaviour thenByTcp(FakeDnsBehaviour tcp)
{
    return [tcp = std::move(tcp)](const FakeDnsQuery& query) {
        return query.protocol == DnsProtocol::Udp ? packetFor(query, truncated(query)) : tcp(query);
    };
}

} // namespace

TEST_CASE("A truncated answer is fetched by TCP")
{
    FakeDns server(thenByTcp(goodAnswer));
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(run.answer.protocol == DnsProtocol::Tcp);
    CHECK(exchangesOf(run.answer) == "mail.example.com");
    CHECK(run.answer.oddities.empty());
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("An answer that arrives octet by octet is read whole")
{
    FakeDns server(thenByTcp([](const FakeDnsQuery& q) {
        std::vector<FakeDnsPacket> packets;
        for (const char c : framed(goodReply(q).octets())) {
            packets.push_back({std::string(1, c), 0.002});
        }
        return packets;
    }));
    const auto run = askOne({server.endpoint()}, 3);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    CHECK(exchangesOf(run.answer) == "mail.example.com");
}

TEST_CASE("Of the largest of answers the beginning is read, and what was left out is counted")
{
    FakeDns server(thenByTcp([](const FakeDnsQuery& q) {
        auto reply = DnsReply(q.octets);
        for (int i = 0; i < 680; ++i) {
            reply.answer(labName + ". MX " + std::to_string(i) + " mx" + std::to_string(10000 + i) + ".example.com.");
        }
        return packetFor(q, reply.octets());
    }));
    const auto run = askOne({server.endpoint()}, 3);
    CHECK(run.answer.outcome == DnsOutcome::Answered);
    const auto kept = run.answer.values<MxRecord>().size();
    CHECK(kept > 100);
    CHECK(kept < 680);
    CHECK(run.answer.message.answersLeftOut == 680 - kept);
    CHECK(run.seconds < scaled(1.0));
}

TEST_CASE("Truncated by TCP as well is truncated")
{
    FakeDns server(thenByTcp([](const FakeDnsQuery& q) { return packetFor(q, truncated(q)); }));
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Truncated);
    CHECK(run.answer.protocol == DnsProtocol::Tcp);
    CHECK(server.queries().size() == 2);
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("Without TCP, a truncated answer is told as what it is, and why")
{
    FakeDns server(thenByTcp(goodAnswer), FakeDns::Tcp::Closed);
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Truncated);
    CHECK(run.answer.has(DnsOddity::TcpFailed));
    CHECK_THAT(run.answer.detail,
               ContainsSubstring("is truncated, and TCP fails") && ContainsSubstring("connection refused"));
    CHECK(run.answer.failure().kind == FailureKind::DnsFailure);
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("A server that is silent by TCP costs the deadline and no more")
{
    FakeDns server(thenByTcp([](const FakeDnsQuery&) { return std::vector<FakeDnsPacket>{}; }));
    const auto run = askOne({server.endpoint()}, 0.6);
    CHECK(run.answer.outcome == DnsOutcome::Truncated);
    CHECK(run.answer.has(DnsOddity::TcpFailed));
    CHECK_THAT(run.answer.detail, ContainsSubstring("there is no answer by TCP"));
    CHECK(run.seconds < scaled(0.8));
}

TEST_CASE("A connection that is closed before the answer, or in its middle, is a failure at once")
{
    const auto octets = GENERATE(0U, 1U, 2U, 30U);
    CAPTURE(octets);
    FakeDns server(thenByTcp([octets](const FakeDnsQuery& q) {
        return std::vector<FakeDnsPacket>{{.octets = framed(goodReply(q).octets()).substr(0, octets), .close = true}};
    }));
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Truncated);
    CHECK_THAT(run.answer.detail, ContainsSubstring("closed the connection before its answer"));
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("An answer to another question by TCP is a failure at once")
{
    FakeDns server(
        thenByTcp([](const FakeDnsQuery& q) { return packetFor(q, forged(q).question(otherQuestion).octets()); }));
    const auto run = askOne({server.endpoint()}, 2);
    CHECK(run.answer.outcome == DnsOutcome::Truncated);
    CHECK_THAT(run.answer.detail, ContainsSubstring("answers another question"));
    CHECK(run.seconds < scaled(0.5));
}

TEST_CASE("One drop at a time by TCP does not outlive the deadline")
{
    FakeDns server(thenByTcp([](const FakeDnsQuery& q) {
        std::vector<FakeDnsPacket> packets;
        for (const char c : framed(goodReply(q).octets())) {
            packets.push_back({std::string(1, c), 0.1});
        }
        return packets;
    }));
    const auto run = askOne({server.endpoint()}, 0.8);
    CHECK(run.answer.outcome == DnsOutcome::Truncated);
    CHECK(run.seconds < scaled(1.0));
}
