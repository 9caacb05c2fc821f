// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/answer.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using namespace mpm::test;

namespace {

DnsAnswer ask(FakeDnsTransport& dns, const std::string& name, RecordType type)
{
    return dns.ask(DnsQuestion{DnsName::parse(name), type}, Deadline::in(Seconds(1)));
}

/// The answer to "example.com MX" when the message is changed like this.
DnsAnswer answerWith(std::function<void(DnsReply&)> change)
{
    FakeDnsTransport dns;
    dns.reply("example.com MX", std::move(change));
    return ask(dns, "example.com", RecordType::Mx);
}

const std::string server = "[192.0.2.53]:53";

} // namespace

TEST_CASE("Records of the type asked for are an answer")
{
    FakeDnsTransport dns;
    dns.record("example.com. MX 10 a.example.com.").record("example.com. MX 20 b.example.com.");
    const auto answer = ask(dns, "EXAMPLE.com", RecordType::Mx);
    CHECK(answer.outcome == DnsOutcome::Answered);
    CHECK(answer.isConclusive());
    CHECK(answer.detail.empty());
    REQUIRE(answer.values<MxRecord>().size() == 2);
    CHECK(answer.values<MxRecord>()[1].exchange == DnsName::parse("b.example.com"));
    CHECK(answer.aliases().empty());
}

TEST_CASE("Records at the end of aliases are an answer, and the aliases are told")
{
    FakeDnsTransport dns;
    dns.record("www.example.com. CNAME web.example.net.")
        .record("web.example.net. CNAME host.example.org.")
        .record("host.example.org. A 192.0.2.1");
    const auto answer = ask(dns, "www.example.com", RecordType::A);
    CHECK(answer.outcome == DnsOutcome::Answered);
    CHECK(answer.records().size() == 1);
    REQUIRE(answer.aliases().size() == 2);
    CHECK(answer.finalName() == DnsName::parse("host.example.org"));
    const auto alias = ask(dns, "www.example.com", RecordType::Cname);
    CHECK(alias.outcome == DnsOutcome::Answered);
    CHECK(alias.aliases().empty());
}

TEST_CASE("Records that belong to another name are no answer")
{
    const auto answer = answerWith([](DnsReply& r) { r.answer("example.org. MX 10 evil.example."); });
    CHECK(answer.outcome == DnsOutcome::NoData);
    CHECK(answer.records().empty());
}

TEST_CASE("A name that does not exist and a name without such a record are different")
{
    FakeDnsTransport dns;
    dns.record("example.com. A 192.0.2.1").record("alias.example.com. CNAME gone.example.net.");
    const auto noData = ask(dns, "example.com", RecordType::Mx);
    CHECK(noData.outcome == DnsOutcome::NoData);
    CHECK(noData.detail == "no MX record at example.com (NOERROR from " + server + ")");
    CHECK(noData.failure().kind == FailureKind::NoSuchName);

    const auto noName = ask(dns, "nosuch.example.com", RecordType::Mx);
    CHECK(noName.outcome == DnsOutcome::NoSuchName);
    CHECK(noName.detail == "no such name nosuch.example.com (NXDOMAIN from " + server + ")");

    const auto alias = ask(dns, "alias.example.com", RecordType::A);
    CHECK(alias.outcome == DnsOutcome::NoSuchName);
    CHECK(alias.detail == "alias.example.com is an alias for gone.example.net: no such name gone.example.net "
                          "(NXDOMAIN from " +
                              server + ")");
}

TEST_CASE("Failure codes are told apart, with the server's own reason")
{
    const auto servFail = answerWith([](DnsReply& r) { r.rcode(2).edns(0, 22, "at delegation"); });
    CHECK(servFail.outcome == DnsOutcome::ServFail);
    CHECK(servFail.detail ==
          "SERVFAIL for example.com MX from " + server + ": EDE 22 (no reachable authority): at delegation");
    CHECK(servFail.failure().kind == FailureKind::DnsFailure);
    CHECK_FALSE(servFail.isConclusive());

    const auto bogus = answerWith([](DnsReply& r) { r.rcode(2).edns(0, 6); });
    CHECK(bogus.outcome == DnsOutcome::Bogus);
    CHECK_THAT(bogus.detail,
               ContainsSubstring("DNSSEC validation failed") && ContainsSubstring("EDE 6 (DNSSEC bogus)"));

    CHECK(answerWith([](DnsReply& r) { r.rcode(5); }).outcome == DnsOutcome::Refused);
    const auto other = answerWith([](DnsReply& r) { r.rcode(4); });
    CHECK(other.outcome == DnsOutcome::OtherRcode);
    CHECK(other.detail == "NOTIMP for example.com MX from " + server);
    CHECK(answerWith([](DnsReply& r) { r.set(bitTruncated).answer("example.com. MX 1 a."); }).outcome ==
          DnsOutcome::Truncated);
}

TEST_CASE("A server that points elsewhere has not said that there is no record")
{
    const auto referral = [](DnsReply& r) { r.clear(bitRecursionAvailable).authority("com. NS a.gtld.example."); };
    CHECK(answerWith(referral).outcome == DnsOutcome::Referral);
    CHECK(answerWith([](DnsReply& r) { r.clear(bitRecursionAvailable); }).outcome == DnsOutcome::Referral);
    const auto authority = [](DnsReply& r) { r.clear(bitRecursionAvailable).set(bitAuthoritative); };
    CHECK(answerWith(authority).outcome == DnsOutcome::NoData);
    const auto soa = [](DnsReply& r) { r.authority("example.com. SOA ns. h. 1 2 3 4 5"); };
    CHECK(answerWith(soa).outcome == DnsOutcome::NoData);
}

TEST_CASE("Aliases in a circle, to themselves or without end are told as such")
{
    FakeDnsTransport dns;
    dns.record("a.example. CNAME b.example.").record("b.example. CNAME a.example.");
    dns.record("self.example. CNAME self.example.");
    for (int i = 0; i < 20; ++i) {
        dns.record("n" + std::to_string(i) + ".example. CNAME n" + std::to_string(i + 1) + ".example.");
    }
    dns.record("n20.example. A 192.0.2.1");
    for (const auto* name : {"a.example", "self.example", "n0.example"}) {
        CAPTURE(name);
        const auto answer = ask(dns, name, RecordType::A);
        CHECK(answer.outcome == DnsOutcome::AliasLoop);
        CHECK(answer.aliases().size() <= mostAliases + 1);
        CHECK_THAT(answer.detail, ContainsSubstring(name));
    }
    CHECK(ask(dns, "n5.example", RecordType::A).outcome == DnsOutcome::Answered); // 15 links
}
