// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/walk/referral.hpp"
#include "support/catch.hpp"
#include "support/dns_reply.hpp"

#include <functional>

using namespace mpm;
using namespace mpm::test;
using Kind = ParentAnswer::Kind;

namespace {

const DnsName org = DnsName::parse("org");

/// What a server of `org` says about shop.example.org. The reply begins as an empty one without AA and RA.
ParentAnswer told(const std::function<void(DnsReply&)>& fill, const DnsName& current = org)
{
    const DnsQuestion question{DnsName::parse("shop.example.org"), RecordType::Ns};
    const DnsQuery query{question, 1, "", EdnsChoice::DnssecOk, false};
    DnsReply reply(writeQuery(query));
    reply.clear(bitRecursionAvailable);
    fill(reply);
    const auto server = *Endpoint::parse("20.0.0.1", 53);
    return readParentAnswer(answerFrom(question, std::get<DnsMessage>(readAnswer(query, reply.octets())), server),
                            current);
}

constexpr const char* soaOfOrg = "org. 300 IN SOA a.org. h.org. 1 7200 900 1209600 300";

} // namespace

TEST_CASE("a referral names the zone, its servers once each, their glue and the DS", "[delegation]")
{
    const auto answer = told([](DnsReply& reply) {
        reply.authority("example.org. 300 IN NS ns2.example.org.")
            .authority("example.org. 300 IN NS ns1.hoster.net.")
            .authority("example.org. 300 IN NS ns2.example.org.")
            .authority("example.org. 300 IN DS 12345 13 2 "
                       "e2d3c916f6deeac73294e8268fb5885044a833fc5459588f4a9184cfc41a5766")
            .additional("ns2.example.org. 300 IN A 192.0.2.1")
            .additional("ns2.example.org. 300 IN AAAA 2001:db8::1")
            .additional("other.example.org. 300 IN A 192.0.2.9");
    });
    CHECK(answer.kind == Kind::Referral);
    CHECK(answer.zone.toString() == "example.org");
    REQUIRE(answer.servers.size() == 2);
    CHECK(answer.servers[0].name.toString() == "ns1.hoster.net");
    CHECK(answer.servers[0].glue.empty());
    CHECK(answer.servers[1].glue.size() == 2);
    CHECK(answer.ds.size() == 1);
}

TEST_CASE("a referral that does not lead further down is lame", "[delegation]")
{
    CHECK(told([](DnsReply& r) { r.authority(". 300 IN NS a.root."); }).kind == Kind::Lame);
    CHECK(told([](DnsReply& r) { r.authority("org. 300 IN NS a.org."); }).kind == Kind::Lame);
    CHECK(told([](DnsReply& r) { r.authority("other.org. 300 IN NS a.other.org."); }).kind == Kind::Lame);
}

TEST_CASE("the parent's other answers are told apart", "[delegation]")
{
    CHECK(told([](DnsReply& r) { r.rcode(3).set(bitAuthoritative).authority(soaOfOrg); }).kind == Kind::NoSuchName);
    CHECK(told([](DnsReply& r) { r.set(bitAuthoritative).authority(soaOfOrg); }).kind == Kind::NotACut);
    CHECK(told([](DnsReply& r) { r.set(bitAuthoritative).authority(soaOfOrg); }).zone == org);
    CHECK(told([](DnsReply& r) {
              r.set(bitAuthoritative).authority("shop.example.org. 300 IN SOA a. h. 1 7200 900 1209600 300");
          }).kind == Kind::OwnZone);
    CHECK(told([](DnsReply& r) {
              r.set(bitAuthoritative).answer("shop.example.org. 300 IN NS ns1.example.org.");
          }).kind == Kind::OwnZone);
    CHECK(told([](DnsReply& r) {
              r.set(bitAuthoritative).answer("shop.example.org. 300 IN CNAME www.example.net.");
          }).kind == Kind::Alias);
    CHECK(told([](DnsReply& r) { r.rcode(5); }).kind == Kind::Failed);
    CHECK(told([](DnsReply& r) { r.rcode(2); }).outcome == DnsOutcome::ServFail);
}

TEST_CASE("some parents put the referral into the answer, and a resolver's answer is no referral", "[delegation]")
{
    const auto records = [](DnsReply& r) { r.answer("shop.example.org. 300 IN NS ns1.example.org."); };
    CHECK(told(records).kind == Kind::Referral);
    CHECK(told([&](DnsReply& r) {
              records(r);
              r.set(bitRecursionAvailable);
          }).kind == Kind::Intercepted);
}

TEST_CASE("a referral is read by what is in it, whatever its AA bit", "[delegation]")
{
    const auto withAa = [](const std::string& record) {
        return told([&](DnsReply& r) { r.set(bitAuthoritative).authority(record); }).kind;
    };
    CHECK(withAa("example.org. 300 IN NS ns1.example.org.") == Kind::Referral);
    CHECK(withAa("shop.example.org. 300 IN NS ns1.example.net.") == Kind::Referral);
    CHECK(withAa(". 300 IN NS a.root.") == Kind::Lame);
    CHECK(withAa("other.org. 300 IN NS a.other.org.") == Kind::Lame);
    CHECK(withAa("org. 300 IN NS a.org.") == Kind::NotACut); // no data, with the zone's own servers
    const auto also = [](const std::function<void(DnsReply&)>& fill) {
        return told([&](DnsReply& r) {
                   r.set(bitAuthoritative).authority("example.org. 300 IN NS ns1.example.org.");
                   fill(r);
               })
            .kind;
    };
    CHECK(also([](DnsReply& r) { r.authority(soaOfOrg); }) == Kind::NotACut); // as BIND and Unbound read it
    CHECK(also([](DnsReply& r) { r.rcode(3); }) == Kind::NoSuchName);
    CHECK(also([](DnsReply& r) { r.answer("shop.example.org. 300 IN CNAME www.example.net."); }) == Kind::Alias);
    CHECK(also([](DnsReply& r) { r.set(bitRecursionAvailable); }) == Kind::Referral);
}

TEST_CASE("an answer that says nothing is no statement", "[delegation]")
{
    CHECK(told([](DnsReply&) {}).saysNothing);
    CHECK(told([](DnsReply& r) { r.set(bitAuthoritative); }).saysNothing);
    CHECK_FALSE(told([](DnsReply& r) { r.set(bitAuthoritative).authority(soaOfOrg); }).saysNothing);
    CHECK_FALSE(told([](DnsReply& r) { r.rcode(3).set(bitAuthoritative); }).saysNothing);
    CHECK_FALSE(told([](DnsReply& r) { r.authority(". 300 IN NS a.root."); }).saysNothing);
    CHECK_FALSE(told([](DnsReply& r) { r.rcode(5); }).saysNothing);
}

TEST_CASE("what a server adds to its referral over TCP counts, and takes nothing away", "[delegation]")
{
    const auto referral = [](const std::vector<std::string>& records, const std::vector<std::string>& glue = {}) {
        return told([&](DnsReply& r) {
            for (const auto& record : records) {
                r.authority(record);
            }
            for (const auto& record : glue) {
                r.additional(record);
            }
        });
    };
    const std::string one = "example.org. 300 IN NS ns1.example.org.";
    const std::string two = "example.org. 200 IN NS ns2.example.org.";
    const std::string address = "ns1.example.org. 300 IN A 192.0.2.1";
    const auto nothing = told([](DnsReply&) {});
    const auto denial = told([](DnsReply& r) { r.rcode(3).set(bitAuthoritative).authority(soaOfOrg); });
    CHECK(lacksGlue(referral({one})));
    CHECK_FALSE(lacksGlue(referral({one}, {address})));
    CHECK_FALSE(lacksGlue(referral({"example.org. 300 IN NS ns1.example.net."})));
    CHECK_FALSE(lacksGlue(nothing));
    CHECK(referral({one, two}).ttl == 200U);

    const auto all = together(referral({two}), referral({one, two}, {address}));
    REQUIRE(all.servers.size() == 2);
    CHECK(all.servers[0].glue.size() == 1);
    CHECK(together(referral({one, two}, {address}), referral({one})).servers == all.servers);
    CHECK(together(nothing, referral({one})).kind == Kind::Referral);
    CHECK(together(denial, referral({one})).kind == Kind::NoSuchName);
    CHECK(together(referral({one}), denial).servers.size() == 1);
    CHECK(together(referral({one}), nothing).servers.size() == 1);
    CHECK(together(referral({one}), referral({"shop.example.org. 300 IN NS ns2.example.org."})).servers.size() == 1);
}
