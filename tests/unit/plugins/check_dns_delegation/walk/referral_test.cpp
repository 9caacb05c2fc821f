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
