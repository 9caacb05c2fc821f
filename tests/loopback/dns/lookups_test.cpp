// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/lookup.hpp"
#include "net/dns_client.hpp"
#include "support/catch.hpp"
#include "support/fake_zone.hpp"
#include "support/timing.hpp"

#include <map>
#include <string>
#include <vector>

using namespace mpm;
using namespace mpm::test;

namespace {

DnsClient clientOf(const FakeDns& dns)
{
    DnsClientConfig config;
    config.servers = {dns.endpoint()};
    return DnsClient(config);
}

} // namespace

TEST_CASE("A name whose servers are silent keeps no other name waiting, nor what follows from it")
{
    const FakeDns dns(zoneOf({"dead.example. SILENT", "mx1.example.com. A 192.0.2.25", "back.example. A 192.0.2.26",
                              "25.2.0.192.in-addr.arpa. PTR back.example."}));
    auto client = clientOf(dns);
    const auto start = Clock::now();
    const auto deadline = Deadline::in(Seconds(2) * timeFactor());
    DnsLookups lookups;
    std::map<std::string, double> ended;
    const auto ask = [&](const char* name, auto then) {
        lookUpAddresses(lookups, name, FamilyChoice::IPv4, deadline, [&ended, name, start, then](const auto& found) {
            ended[name] = since(start).count();
            then(found);
        });
    };
    ask("dead.example", [](const AddressLookup& found) { CHECK(found.failure->kind == FailureKind::TimedOut); });
    ask("mx1.example.com", [&](const AddressLookup& found) {
        lookUpPointers(lookups, found.addresses.at(0), deadline, [&](const PointerLookup& pointers) {
            ask("back.example", [](const AddressLookup& back) { CHECK(back.addresses.size() == 1); });
            CHECK(pointers.names == std::vector<std::string>{"back.example"});
            CHECK(lookups.pending() == 2); // the silent one's too
        });
    });
    client.follow(lookups);
    CHECK(ended.at("mx1.example.com") < scaled(0.5));
    CHECK(ended.at("back.example") < scaled(0.7));
    CHECK(ended.at("dead.example") > 0.8);
    CHECK(ended.at("dead.example") < scaled(1.5));
}

TEST_CASE("Hundreds of look-ups with hundreds of questions are all answered, a few of them at once")
{
    const FakeDns dns(zoneOf({"mx1.example.com. A 192.0.2.25", "list.example. A 127.0.0.2"}));
    auto client = clientOf(dns);
    const auto deadline = Deadline::in(Seconds(20) * timeFactor());
    DnsLookups lookups;
    std::size_t listed = 0;
    for (int i = 0; i < 4; ++i) {
        lookups.add({.questions = std::vector<DnsQuestion>(200, {DnsName::parse("list.example"), RecordType::A}),
                     .until = deadline,
                     .then = [&](const std::vector<DnsAnswer>& answers) {
                         for (const auto& answer : answers) {
                             listed += answer.outcome == DnsOutcome::Answered ? 1 : 0;
                         }
                     }});
    }
    std::size_t found = 0;
    for (int i = 0; i < 300; ++i) {
        lookUpAddresses(lookups, "mx1.example.com", FamilyChoice::Any, deadline,
                        [&](const AddressLookup& lookup) { found += lookup.addresses.size(); });
    }
    client.follow(lookups);
    CHECK(listed == 800);
    CHECK(found == 300);
}

TEST_CASE("Look-ups end at the deadline, answered or not")
{
    const FakeDns dns(zoneOf({"dead.example. SILENT"}));
    auto client = clientOf(dns);
    const auto start = Clock::now();
    DnsLookups lookups;
    std::size_t ended = 0;
    for (int i = 0; i < 700; ++i) { // more than have a socket at the same time
        lookups.add({.questions = {{DnsName::parse("dead.example"), RecordType::A}},
                     .until = Deadline::in(Seconds(0.5)),
                     .then = [&](const std::vector<DnsAnswer>& answers) {
                         ended += answers.at(0).outcome == DnsOutcome::TimedOut ? 1 : 0;
                     }});
    }
    client.follow(lookups);
    CHECK(ended == 700);
    CHECK(since(start).count() < scaled(1.5));
}
