// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/lookup.hpp"
#include "dns/mx.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"

#include <string>
#include <vector>

using namespace mpm;
using namespace mpm::test;

namespace {

Deadline later()
{
    return Deadline::in(Seconds(10));
}

} // namespace

TEST_CASE("A look-up may lead to others, and none is over before its answers were taken")
{
    FakeDnsTransport dns;
    dns.record("example.com. MX 10 mx1.example.com.").record("mx1.example.com. A 192.0.2.25");
    DnsLookups lookups;
    std::vector<std::string> told;
    lookUpMx(lookups, DnsName::parse("example.com"), later(), [&](const MxSet& mx) {
        told.push_back("MX, pending " + std::to_string(lookups.pending()));
        for (const auto& host : mx.hosts()) {
            askAddresses(lookups, host.name, FamilyChoice::Any, later(), [&](const AddressAnswers& answers) {
                told.push_back(answers.addresses().at(0).toString() + ", pending " + std::to_string(lookups.pending()));
            });
        }
    });
    CHECK(lookups.pending() == 1);
    dns.follow(lookups);
    CHECK(told == std::vector<std::string>{"MX, pending 0", "192.0.2.25, pending 0"});
    CHECK(lookups.pending() == 0);
    CHECK(dns.asked() == std::vector<std::string>{"example.com MX", "mx1.example.com AAAA", "mx1.example.com A"});
}

TEST_CASE("Without a look-up nobody is asked")
{
    FakeDnsTransport dns;
    DnsLookups lookups;
    dns.follow(lookups);
    CHECK(dns.asked().empty());
}

TEST_CASE("A domain without MX is its own exchange, and one without an address has none")
{
    FakeDnsTransport dns;
    dns.record("example.com. A 192.0.2.25").record("empty.example. TXT \"nothing\"");
    CHECK(lookUpMx(dns, DnsName::parse("example.com"), later()).state == MxSet::State::Implicit);
    const auto none = lookUpMx(dns, DnsName::parse("empty.example"), later());
    CHECK(none.state == MxSet::State::None);
    CHECK(none.domain == DnsName::parse("empty.example"));
    CHECK(none.failure->kind == FailureKind::NoSuchName);
}
