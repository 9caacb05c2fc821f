// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/lookup.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using namespace mpm::test;

namespace {

const auto soon = Deadline::in(Seconds(1));

std::vector<std::string> shown(const std::vector<IpAddress>& addresses)
{
    std::vector<std::string> texts;
    for (const auto& address : addresses) {
        texts.push_back(address.toString());
    }
    return texts;
}

} // namespace

TEST_CASE("Both families are asked, and take turns in the result")
{
    FakeDnsTransport dns;
    dns.record("mail.example.com. A 192.0.2.1")
        .record("mail.example.com. A 192.0.2.2")
        .record("mail.example.com. AAAA 2001:db8::1");
    const auto lookup = DnsResolver(dns).addresses("mail.example.com", FamilyChoice::Any, soon);
    CHECK(shown(lookup.addresses) == std::vector<std::string>{"2001:db8::1", "192.0.2.1", "192.0.2.2"});
    CHECK_FALSE(lookup.failure);
    CHECK(dns.asked() == std::vector<std::string>{"mail.example.com AAAA", "mail.example.com A"});
}

TEST_CASE("With -4 or -6 only that family is asked")
{
    FakeDnsTransport dns;
    dns.record("mail.example.com. A 192.0.2.1").record("mail.example.com. AAAA 2001:db8::1");
    DnsResolver resolver(dns);
    CHECK(shown(resolver.addresses("mail.example.com", FamilyChoice::IPv4, soon).addresses) ==
          std::vector<std::string>{"192.0.2.1"});
    CHECK(shown(resolver.addresses("mail.example.com", FamilyChoice::IPv6, soon).addresses) ==
          std::vector<std::string>{"2001:db8::1"});
    CHECK(dns.asked() == std::vector<std::string>{"mail.example.com A", "mail.example.com AAAA"});
}

TEST_CASE("A family that fails beside one that answers gives the addresses and the failure")
{
    FakeDnsTransport dns;
    dns.record("mail.example.com. A 192.0.2.1");
    dns.reply("mail.example.com AAAA", [](DnsReply& r) { r.rcode(2); });
    const auto lookup = DnsResolver(dns).addresses("mail.example.com", FamilyChoice::Any, soon);
    CHECK(shown(lookup.addresses) == std::vector<std::string>{"192.0.2.1"});
    REQUIRE(lookup.failure);
    CHECK(lookup.failure->kind == FailureKind::DnsFailure);
    CHECK(lookup.failure->detail == "SERVFAIL for mail.example.com AAAA from [192.0.2.53]:53");
}

TEST_CASE("A family without addresses beside one that has some is no failure")
{
    FakeDnsTransport dns;
    dns.record("mail.example.com. A 192.0.2.1");
    CHECK_FALSE(DnsResolver(dns).addresses("mail.example.com", FamilyChoice::Any, soon).failure);
}

TEST_CASE("No address at all is said in one sentence that names the server")
{
    FakeDnsTransport dns;
    dns.record("example.com. MX 10 mail.example.com.");
    DnsResolver resolver(dns);
    const auto noData = resolver.addresses("example.com", FamilyChoice::Any, soon);
    REQUIRE(noData.failure);
    CHECK(noData.failure->kind == FailureKind::NoSuchName);
    CHECK(noData.failure->detail == "no address at example.com (neither A nor AAAA, NOERROR from [192.0.2.53]:53)");
    CHECK(resolver.addresses("example.com", FamilyChoice::IPv6, soon).failure->detail ==
          "no AAAA record at example.com (NOERROR from [192.0.2.53]:53)");
    const auto noName = resolver.addresses("nosuch.example.com", FamilyChoice::Any, soon);
    CHECK(noName.failure->detail == "no such name nosuch.example.com (NXDOMAIN from [192.0.2.53]:53)");
}

TEST_CASE("Silence of the DNS is a time-out, and not a missing name")
{
    FakeDnsTransport dns;
    dns.failure("mail.example.com A", DnsOutcome::TimedOut, "no answer from [192.0.2.53]:53 within 2.0 s")
        .record("mail.example.com. MX 10 a.");
    const auto lookup = DnsResolver(dns).addresses("mail.example.com", FamilyChoice::Any, soon);
    REQUIRE(lookup.failure);
    CHECK(lookup.failure->kind == FailureKind::TimedOut);
    CHECK(lookup.failure->detail == "no answer from [192.0.2.53]:53 within 2.0 s");
}

TEST_CASE("An address needs no DNS, and a name that can't be one is not found")
{
    FakeDnsTransport dns;
    DnsResolver resolver(dns);
    CHECK(shown(resolver.addresses("192.0.2.7", FamilyChoice::Any, soon).addresses) ==
          std::vector<std::string>{"192.0.2.7"});
    CHECK(resolver.addresses("a..b", FamilyChoice::Any, soon).failure->kind == FailureKind::NoSuchName);
    CHECK(dns.asked().empty());
}

TEST_CASE("The names behind an address are found, or said to be missing")
{
    FakeDnsTransport dns;
    dns.record("25.2.0.192.in-addr.arpa. PTR Mail.Example.COM.");
    DnsResolver resolver(dns);
    CHECK(resolver.pointers(*IpAddress::parse("192.0.2.25"), soon).names ==
          std::vector<std::string>{"mail.example.com"});
    const auto none = resolver.pointers(*IpAddress::parse("2001:db8::1"), soon);
    REQUIRE(none.failure);
    CHECK(none.failure->kind == FailureKind::NoSuchName);
    CHECK_THAT(none.failure->detail, ContainsSubstring("ip6.arpa"));
}
