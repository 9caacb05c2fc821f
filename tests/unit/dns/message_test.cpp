// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/hex.hpp"
#include "dns/message.hpp"
#include "dns/wire.hpp"
#include "support/catch.hpp"
#include "support/dns_reply.hpp"

#include <algorithm>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using namespace mpm::test;
using namespace std::string_literals;

namespace {

DnsQuery ask(const std::string& name, RecordType type)
{
    return {{DnsName::parse(name), type}, 0x1234, {}, EdnsChoice::DnssecOk, true};
}

DnsMessage readWell(const DnsQuery& query, const DnsReply& reply)
{
    auto result = readAnswer(query, reply.octets());
    if (const auto* fault = std::get_if<WireFault>(&result)) {
        FAIL(fault->sentence);
    }
    return std::get<DnsMessage>(result);
}

const auto mxQuery = ask("example.com", RecordType::Mx);

/// The only record of an answer with this one.
DnsRecord roundTrip(const std::string& text, RecordType type)
{
    const auto query = ask("example.com", type);
    const auto message = readWell(query, DnsReply(writeQuery(query)).answer(text));
    REQUIRE(message.answer.size() == 1);
    CHECK(message.answer.front().wire() == mpm::test::recordOctets(text));
    return message.answer.front();
}

} // namespace

TEST_CASE("A question goes out as the RFCs draw it")
{
    CHECK(toHex(writeQuery({{DnsName::parse("example.com"), RecordType::Mx}, 0x1234, {}, EdnsChoice::None, true})) ==
          "12340100000100000000000007"
          "6578616d706c6503636f6d00000f0001");
    CHECK(toHex(writeQuery({{DnsName::parse("example.com"), RecordType::Mx}, 1, {}, EdnsChoice::Plain, false})) ==
          "00010000000100000000000107"
          "6578616d706c6503636f6d00000f0001"
          "00002904d0000000000000");
    CHECK(toHex(writeQuery({{DnsName(), RecordType::Ns}, 1, {}, EdnsChoice::DnssecOk, false})) ==
          "000100000001000000000001"
          "0000020001"
          "00002904d0000080000000");
}

TEST_CASE("The random case of a question touches letters only, and must come back")
{
    const DnsQuery query{{DnsName::parse("e-x4.com"), RecordType::A}, 7, "\xFF\xFF", EdnsChoice::None, true};
    const auto octets = writeQuery(query);
    CHECK_THAT(octets, ContainsSubstring("E-X4") && ContainsSubstring("COM"));
    CHECK(readWell(query, DnsReply(octets)).caseKept);
    auto folded = query;
    folded.caseBits.clear();
    CHECK_FALSE(readWell(query, DnsReply(writeQuery(folded))).caseKept);
}

TEST_CASE("Every type of record is read, and kept as it is on the wire")
{
    const auto mx = roundTrip("example.com. 300 IN MX 10 mail.example.com.", RecordType::Mx);
    CHECK(mx.as<MxRecord>()->preference == 10);
    CHECK(mx.as<MxRecord>()->exchange == DnsName::parse("mail.example.com"));
    CHECK(mx.ttl == 300);
    CHECK(mx.toString() == "example.com MX 10 mail.example.com");

    CHECK(roundTrip("example.com. A 192.0.2.1", RecordType::A).toString() == "example.com A 192.0.2.1");
    CHECK(roundTrip("example.com. AAAA 2001:db8::1", RecordType::Aaaa).toString() == "example.com AAAA 2001:db8::1");
    CHECK(roundTrip("example.com. NS ns1.example.", RecordType::Ns).toString() == "example.com NS ns1.example");
    CHECK(roundTrip("example.com. PTR a.example.", RecordType::Ptr).as<NameRecord>()->target.toString() == "a.example");
    CHECK(roundTrip("example.com. DNAME a.example.", RecordType::Dname).as<NameRecord>() != nullptr);
    CHECK(roundTrip("example.com. SOA ns. host.example. 5 7200 900 1209600 300", RecordType::Soa).toString() ==
          "example.com SOA ns host.example 5 7200 900 1209600 300");
    CHECK(roundTrip("example.com. TXT \"v=spf1 \" \"-all\"", RecordType::Txt).as<TxtRecord>()->text.raw() ==
          "v=spf1 -all");
    const auto tlsa = roundTrip("example.com. TLSA 3 1 1 00ff", RecordType::Tlsa);
    CHECK(tlsa.toString() == "example.com TLSA 3 1 1 00ff");
    const auto ds = roundTrip("example.com. DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118", RecordType::Ds);
    CHECK(ds.as<DsRecord>()->keyTag == 60485);
    CHECK(roundTrip("example.com. CDS 0 0 0 00", RecordType::Cds).as<DsRecord>()->algorithm == 0);
    const auto key = roundTrip("example.com. DNSKEY 257 3 5 "
                               "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUS"
                               "djMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/r"
                               "ljwvFw==",
                               RecordType::Dnskey);
    CHECK(key.as<DnskeyRecord>()->keyTag == 60486); // RFC 4034 section 5.4 has 60485 for flags 256
    CHECK(key.as<DnskeyRecord>()->isSecureEntryPoint());
    const auto signature = roundTrip(
        "example.com. RRSIG MX 13 2 300 20300101000000 20290101000000 4711 example.com. AAAA", RecordType::Rrsig);
    CHECK(signature.as<RrsigRecord>()->covered == RecordType::Mx);
    CHECK(signature.as<RrsigRecord>()->expiration - signature.as<RrsigRecord>()->inception == 365U * 86400U);
    CHECK(signature.as<RrsigRecord>()->signer == DnsName::parse("example.com"));
    const auto parameters = roundTrip("example.com. NSEC3PARAM 1 0 150 AABB", RecordType::Nsec3Param);
    CHECK(parameters.as<Nsec3Record>()->iterations == 150);
    CHECK(parameters.as<Nsec3Record>()->salt == "\xAA\xBB");
    CHECK(roundTrip("example.com. NSEC3 1 1 12 AABB 2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG", RecordType::Nsec3)
              .as<Nsec3Record>()
              ->flags == 1);
    CHECK(roundTrip("example.com. NSEC a.example.com. A MX RRSIG", RecordType::Nsec).as<OpaqueRecord>() != nullptr);
}

TEST_CASE("Compressed names are read in full")
{
    // example.com MX 10 mail (pointer to the question), as every server sends it
    const auto octets = std::string("\xC0\x0C\x00\x0F\x00\x01\x00\x00\x01\x2C\x00\x09\x00\x0A\x04mail\xC0\x0C", 21);
    const auto message = readWell(mxQuery, DnsReply(writeQuery(mxQuery)).rawAnswer(octets));
    CHECK(message.answer.at(0).toString() == "example.com MX 10 mail.example.com");
}

TEST_CASE("Records of other classes and types are left out")
{
    const auto message = readWell(mxQuery, DnsReply(writeQuery(mxQuery))
                                               .answer("example.com. CH TXT \"version\"")
                                               .answer("example.com. IN TYPE65280 \\# 3 010203")
                                               .answer("example.com. IN LOC 51 30 12.748 N 0 7 39.612 W 0m")
                                               .answer("example.com. IN MX 0 ."));
    REQUIRE(message.answer.size() == 1);
    CHECK(message.answer.at(0).as<MxRecord>()->exchange.isRoot());
}

TEST_CASE("Flags, extended codes and extended errors are read")
{
    auto reply = DnsReply(writeQuery(mxQuery)).rcode(2).set(bitAuthoritative | bitAuthenticData).edns(0, 7, "bad|sig");
    auto message = readWell(mxQuery, reply);
    CHECK(message.rcode == Rcode::ServFail);
    CHECK(message.authoritative);
    CHECK(message.authenticData);
    CHECK(message.recursionAvailable);
    CHECK(message.edns);
    REQUIRE(message.errors.size() == 1);
    CHECK(message.errors[0].toString() == "EDE 7 (signature expired): bad/sig");
    CHECK(message.errors[0].isBogus());
    CHECK(readWell(mxQuery, DnsReply(writeQuery(mxQuery)).edns(1)).rcode == Rcode::BadVers);
    CHECK(toString(Rcode{11}) == "RCODE 11");
}

TEST_CASE("An error may come without the question, an answer may not")
{
    CHECK(readWell(mxQuery, DnsReply(writeQuery(mxQuery)).rcode(1).question("")).rcode == Rcode::FormErr);
    const auto result = readAnswer(mxQuery, DnsReply(writeQuery(mxQuery)).question("").octets());
    CHECK(std::get<WireFault>(result).kind == WireFault::Kind::WrongQuestion);
}

TEST_CASE("What answers another question is told apart from what answers ours badly")
{
    const auto kindOf = [](const std::string& octets) { return std::get<WireFault>(readAnswer(mxQuery, octets)).kind; };
    const auto good = DnsReply(writeQuery(mxQuery)).answer("example.com. MX 10 a.").octets();
    CHECK(kindOf("") == WireFault::Kind::WrongId);
    CHECK(kindOf(good.substr(0, 11)) == WireFault::Kind::WrongId);
    CHECK(kindOf(DnsReply(writeQuery(mxQuery)).id(0x1235).octets()) == WireFault::Kind::WrongId);
    CHECK(kindOf(writeQuery(mxQuery)) == WireFault::Kind::NotAnAnswer);
    CHECK(kindOf(DnsReply(writeQuery(mxQuery)).set(0x2800).octets()) == WireFault::Kind::NotAnAnswer); // opcode 5
    CHECK(kindOf(DnsReply(writeQuery(ask("example.org", RecordType::Mx))).octets()) == WireFault::Kind::WrongQuestion);
    CHECK(kindOf(DnsReply(writeQuery(ask("example.com", RecordType::A))).octets()) == WireFault::Kind::WrongQuestion);
    for (auto size = good.size() - 1; size >= headerSize + 17; --size) {
        CAPTURE(size);
        CHECK(kindOf(good.substr(0, size)) == WireFault::Kind::Malformed);
    }
}

namespace {

/// 4,000 addresses of mail.example.com, as a hostile server's answer by TCP.
std::string manyAddresses(const DnsQuery& query, unsigned count = 4000)
{
    DnsReply reply(writeQuery(query));
    const auto pointer = "\xC0\x0C\0\1\0\1\0\0\1\x2C\0\4\x7F\1"s; // name, A, IN, 300, 4 octets: 127.1.x.y
    for (unsigned i = 0; i < count; ++i) {
        reply.rawAnswer(pointer + static_cast<char>(i / 250) + static_cast<char>(i % 250 + 1));
    }
    return reply.octets();
}

const DnsQuery addressQuery{{DnsName::parse("mail.example.com"), RecordType::A}, 7, {}, EdnsChoice::DnssecOk, true};

} // namespace

TEST_CASE("Of thousands of records in an answer some hundreds are kept, and how many were left out is known")
{
    const auto message = std::get<DnsMessage>(readAnswer(addressQuery, manyAddresses(addressQuery)));
    CHECK(message.answer.size() == mostRecords);
    CHECK(message.answersLeftOut == 4000 - mostRecords);
    const auto few = std::get<DnsMessage>(readAnswer(addressQuery, manyAddresses(addressQuery, 200)));
    CHECK(few.answer.size() == 200);
    CHECK(few.answersLeftOut == 0);
}

TEST_CASE(
    "However many name servers a delegation has, some of their addresses are kept, and that some are not is known")
{
    const auto referral = [](int servers) {
        DnsReply reply(writeQuery(addressQuery));
        for (int i = 0; i < servers; ++i) {
            reply.authority("example.com. 300 IN NS n" + std::to_string(i) + ".example.com.");
        }
        for (int i = 0; i < servers; ++i) {
            reply.additional("n" + std::to_string(i) + ".example.com. 300 IN A 20.0.0.1");
        }
        return std::get<DnsMessage>(readAnswer(addressQuery, reply.octets()));
    };
    CHECK(referral(300).authority.size() == mostAuthority);
    CHECK(referral(300).additional.size() == mostRecords - mostAuthority);
    CHECK(referral(300).leavesOut);
    CHECK(referral(mostAuthority).additional.size() == mostAuthority);
    CHECK_FALSE(referral(mostAuthority).leavesOut);
}

TEST_CASE("Of more MX records than are kept those of the best preferences are, wherever they stand")
{
    const auto mxOf = [](const std::vector<unsigned>& preferences, RecordRoom& room) {
        DnsReply reply(writeQuery(mxQuery));
        for (const auto preference : preferences) {
            const auto pointer = "\xC0\x0C\0\x0F\0\1\0\0\1\x2C\0\5"s; // name, MX, IN, 300, 5 octets: a label of one
            reply.rawAnswer(pointer + static_cast<char>(preference / 256) + static_cast<char>(preference % 256) +
                            "\1a\0"s);
        }
        const auto message = std::get<DnsMessage>(readAnswer(mxQuery, reply.octets(), room));
        std::vector<unsigned> kept;
        for (const auto& record : message.answer) {
            kept.push_back(record.as<MxRecord>()->preference);
        }
        CHECK(kept.size() + message.answersLeftOut == preferences.size());
        std::sort(kept.begin(), kept.end());
        return kept;
    };
    std::vector<unsigned> falling;
    std::vector<unsigned> best;
    for (unsigned i = 0; i < 1000; ++i) {
        falling.push_back(1000 - i);
    }
    for (unsigned i = 1; i <= mostRecords; ++i) {
        best.push_back(i);
    }
    RecordRoom room;
    CHECK(mxOf(falling, room) == best);
    std::reverse(falling.begin(), falling.end());
    CHECK(mxOf(falling, room) == best);
    RecordRoom none(0);
    CHECK(mxOf({30, 20, 10, 5, 40, 1}, none) == std::vector<unsigned>{1, 5, 10});
}

TEST_CASE("Of an answer whose beginning alone was read the records in it are kept and the others counted")
{
    const auto octets = manyAddresses(addressQuery);
    RecordRoom room;
    const auto message =
        std::get<DnsMessage>(readAnswer(addressQuery, octets.substr(0, 1001), room, Extent::Beginning));
    CHECK(message.answer.size() == (1001 - 34) / 16);
    CHECK(message.answersLeftOut == 4000 - (1001 - 34) / 16);
    CHECK(message.edns);
    CHECK(std::holds_alternative<WireFault>(readAnswer(addressQuery, octets.substr(0, 1001), room)));
}

TEST_CASE(
    "Where others have used up the room, an answer still keeps its first records, so that no name seems to have none")
{
    RecordRoom room(100000);
    for (int i = 0; i < 100; ++i) {
        const auto message = std::get<DnsMessage>(readAnswer(addressQuery, manyAddresses(addressQuery), room));
        CHECK(message.answer.size() >= 3);
        CHECK(message.answer.size() + message.answersLeftOut == 4000);
        CHECK((i < 10 || message.answer.size() == 3));
    }
    DnsReply large(writeQuery(mxQuery));
    std::string text;
    for (int i = 0; i < 100; ++i) {
        text += " \"" + std::string(250, 'x') + "\"";
    }
    large.answer("example.com. TXT" + text);
    large.answer("example.com. MX 10 mail.example.com.");
    const auto message = std::get<DnsMessage>(readAnswer(mxQuery, large.octets(), room));
    CHECK(message.answer.size() == 1);
    CHECK(message.answersLeftOut == 1);
}
