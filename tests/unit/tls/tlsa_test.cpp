// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "dns/tlsa.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"
#include "tls/dane.hpp"
#include "tls/judge_dane.hpp"
#include "tls/tlsa_text.hpp"

using namespace mpm;
using mpm::test::FakeDnsTransport;
using State = TlsaLookup::State;

namespace {

const std::string digest(64, 'a');

void secure(FakeDnsTransport& dns, const std::string& question)
{
    dns.reply(question, [](mpm::test::DnsReply& reply) { reply.set(mpm::test::bitAuthenticData); });
}

TlsaLookup look(FakeDnsTransport& dns, const std::string& host, ResolverTrust trust = ResolverTrust::Any)
{
    return lookUpTlsa(dns, DnsName::parse(host), 25, trust, Deadline::in(Seconds(1)));
}

} // namespace

TEST_CASE("a TLSA record is read as zone files have it, blanks in the data included")
{
    const auto record = parseTlsa("3 1 1 " + digest.substr(0, 30) + " " + digest.substr(30));
    CHECK(record.usage == 3);
    CHECK(record.selector == 1);
    CHECK(record.matching == 1);
    CHECK(record.data == std::string(32, '\xAA'));
    CHECK(toString(record) == "3 1 1 AAAAAAAAAAAAAAAA...");
    CHECK(parseTlsa("2 0 0 00ff").data == std::string("\0\xFF", 2));
    for (const auto& text : {"3 1 1 " + digest + "a", std::string("3 1 1 abc"), std::string("300 1 1 ab"),
                             "3 1 2 " + digest, std::string("3 1 0")}) {
        INFO(text);
        CHECK_THROWS_AS(parseTlsa(text), UsageError);
    }
}

TEST_CASE("what SMTP clients may use of TLSA")
{
    CHECK(usabilityOf({3, 1, 1, std::string(32, 'x')}) == TlsaUsability::Usable);
    CHECK(usabilityOf({2, 0, 2, std::string(64, 'x')}) == TlsaUsability::Usable);
    CHECK(usabilityOf({1, 1, 1, std::string(32, 'x')}) == TlsaUsability::PkixUsage);
    CHECK(usabilityOf({4, 1, 1, std::string(32, 'x')}) == TlsaUsability::Unassigned);
    CHECK(usabilityOf({3, 2, 1, std::string(32, 'x')}) == TlsaUsability::Unassigned);
    CHECK(usabilityOf({3, 1, 3, std::string(32, 'x')}) == TlsaUsability::Unassigned);
    CHECK(usabilityOf({3, 1, 1, std::string(20, 'x')}) == TlsaUsability::WrongLength);
    CHECK(usabilityOf({3, 1, 0, ""}) == TlsaUsability::WrongLength);
}

TEST_CASE("secured addresses lead to TLSA at the host, insecure ones to none")
{
    FakeDnsTransport dns;
    dns.record("mx.example. 300 IN A 192.0.2.25");
    dns.record("_25._tcp.mx.example. 300 IN TLSA 3 1 1 " + digest);
    CHECK(look(dns, "mx.example").state == State::Insecure);
    secure(dns, "mx.example A");
    CHECK(look(dns, "mx.example").state == State::Insecure);
    secure(dns, "_25._tcp.mx.example TLSA");
    const auto found = look(dns, "mx.example");
    CHECK(found.state == State::Found);
    CHECK(found.records.size() == 1);
    CHECK(found.base == DnsName::parse("mx.example"));
}

TEST_CASE("the word of a resolver that is not on this machine counts only when it is trusted")
{
    FakeDnsTransport dns; // it says that it is 192.0.2.53
    dns.record("mx.example. 300 IN A 192.0.2.25");
    secure(dns, "mx.example A");
    const auto seen = look(dns, "mx.example", ResolverTrust::Loopback);
    CHECK(seen.state == State::Insecure);
    CHECK(seen.detail.find("--trust-resolver") != std::string::npos);
    const auto loopback = *IpAddress::parse("127.0.0.1");
    CHECK(isSecured(true, {loopback, 53}, ResolverTrust::Loopback));
    CHECK_FALSE(isSecured(false, {loopback, 53}, ResolverTrust::Any));
}

TEST_CASE("TLSA is asked where the aliases end, then at the host's own name")
{
    FakeDnsTransport dns;
    dns.record("mx.example. 300 IN CNAME end.example.");
    dns.record("end.example. 300 IN A 192.0.2.25");
    dns.record("_25._tcp.mx.example. 300 IN TLSA 3 1 1 " + digest);
    for (const auto* question : {"mx.example A", "_25._tcp.mx.example TLSA", "_25._tcp.end.example TLSA"}) {
        secure(dns, question);
    }
    CHECK(look(dns, "mx.example").base == DnsName::parse("mx.example"));
    dns.record("_25._tcp.end.example. 300 IN TLSA 3 1 1 " + digest);
    CHECK(look(dns, "mx.example").base == DnsName::parse("end.example"));
}

TEST_CASE("a TLSA question without an answer is a failure, not an absence")
{
    FakeDnsTransport dns;
    dns.record("mx.example. 300 IN A 192.0.2.25");
    secure(dns, "mx.example A");
    CHECK(look(dns, "mx.example").state == State::None);
    dns.failure("_25._tcp.mx.example TLSA", DnsOutcome::ServFail, "SERVFAIL");
    CHECK(look(dns, "mx.example").state == State::Failed);
    CHECK(look(dns, "mx.example").detail.find("SERVFAIL") != std::string::npos);
}

TEST_CASE("the verdict on TLSA records says each one's part")
{
    DaneFacts facts;
    facts.records = {{{3, 1, 1, std::string(32, 'x')}, TlsaUsability::Usable, false, "matches no certificate"},
                     {{1, 1, 1, std::string(32, 'y')}, TlsaUsability::PkixUsage, false, ""}};
    auto findings = judgeDane(facts, "mx");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].id == "dane-mismatch");
    CHECK(findings[0].message.find("usages 0 and 1") != std::string::npos);
    facts.records[0].matches = facts.authenticated = facts.byEndEntity = true;
    findings = judgeDane(facts, "mx");
    CHECK(findings.front().id == "dane-rollover");
    CHECK(findings.front().status == Status::Ok);
    facts.records.erase(facts.records.begin());
    CHECK(judgeDane(facts, "mx").front().id == "dane-unusable");
}
