// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/message.hpp"
#include "dns/wire.hpp"
#include "support/catch.hpp"
#include "support/dns_reply.hpp"

#include <random>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using namespace mpm::test;

namespace {

const DnsQuery query{{DnsName::parse("example.com"), RecordType::Mx}, 0x1234, {}, EdnsChoice::DnssecOk, true};

std::string octetsOf(std::initializer_list<int> values)
{
    std::string result;
    for (const auto value : values) {
        result += static_cast<char>(value);
    }
    return result;
}

/// A record owned by the question's name, with this type and data.
std::string recordOf(int type, const std::string& data)
{
    std::string record = octetsOf({0xC0, 0x0C, type >> 8, type & 0xFF, 0, 1, 0, 0, 0, 60});
    appendU16(record, static_cast<std::uint16_t>(data.size()));
    return record + data;
}

std::string faultOf(const std::string& octets)
{
    const auto result = readAnswer(query, octets);
    const auto* fault = std::get_if<WireFault>(&result);
    return fault == nullptr ? "" : fault->sentence;
}

std::string faultOfAnswer(const std::string& record)
{
    return faultOf(DnsReply(writeQuery(query)).rawAnswer(record).octets());
}

} // namespace

TEST_CASE("Data that does not have its type's form never reaches the library")
{
    struct Case {
        int type;
        std::string data;
        const char* what;
    };
    const auto mail = octetsOf({4, 'm', 'a', 'i', 'l', 0});
    const std::vector<Case> cases{
        {1, "", "an A record without address"},
        {1, octetsOf({192, 0, 2}), "an A record of three octets"},
        {1, octetsOf({192, 0, 2, 1, 0}), "an A record of five octets"},
        {28, std::string(4, 'x'), "an AAAA record of four octets"},
        {28, std::string(17, 'x'), "an AAAA record of seventeen octets"},
        {15, "", "an MX record without data"},
        {15, octetsOf({0}), "an MX record of one octet"},
        {15, octetsOf({0, 10}), "an MX record without name"},
        {15, octetsOf({0, 10, 4, 'm', 'a'}), "an MX record whose name is cut"},
        {15, octetsOf({0, 10}) + mail + "x", "an MX record with something behind"},
        {15, octetsOf({0, 10, 0xC0}), "half a pointer"},
        {15, octetsOf({0, 10, 0xC0, 0xFF}), "a pointer forward"},
        {15, octetsOf({0, 10, 0xC0, 0x2B}), "a pointer to itself"},
        {15, octetsOf({0, 10, 0xC0, 0x00}), "a pointer into the header"},
        {15, octetsOf({0, 10, 0x80, 1}), "a label of the reserved kind 10"},
        {15, octetsOf({0, 10, 0x41, 1}), "a label of the reserved kind 01"},
        {2, "", "an NS record without name"},
        {5, octetsOf({1, 'a'}), "a CNAME record without end"},
        {6, mail + mail + std::string(19, 'x'), "an SOA record with short timers"},
        {6, mail + std::string(20, '\x3F'), "an SOA record with one name"},
        {16, "", "a TXT record without string"},
        {16, octetsOf({5, 'a'}), "a TXT record with a long count"},
        {16, octetsOf({1, 'a', 3, 'b'}), "a TXT record whose second string is cut"},
        {43, octetsOf({0, 1, 8, 2}), "a DS record without digest"},
        {46, std::string(18, 'x'), "an RRSIG record without signer"},
        {46, std::string(18, 'x') + mail, "an RRSIG record without signature"},
        {47, mail, "an NSEC record without bitmap"},
        {48, octetsOf({1, 1, 3, 8}), "a DNSKEY record without key"},
        {50, octetsOf({1, 0, 0, 1, 200}), "an NSEC3 record whose salt is cut"},
        {50, octetsOf({1, 0, 0, 1, 0, 20, 1}), "an NSEC3 record whose hash is cut"},
        {51, octetsOf({1, 0, 0, 1}), "an NSEC3PARAM record without salt"},
        {51, octetsOf({1, 0, 0, 1, 0, 9}), "an NSEC3PARAM record with something behind"},
        {52, octetsOf({3, 1, 1}), "a TLSA record without data"},
        {59, octetsOf({0}), "a CDS record of one octet"},
        {250, "", "a TSIG"},
    };
    for (const auto& bad : cases) {
        CAPTURE(bad.what);
        CHECK(faultOfAnswer(recordOf(bad.type, bad.data)) != "");
    }
    CHECK(faultOfAnswer(recordOf(15, octetsOf({0, 10}) + mail)) == "");
}

TEST_CASE("Names that never end are found out")
{
    // Two pointers that lead to each other, and a chain of labels of more than 255 octets.
    const auto loop = octetsOf({0, 10, 1, 'a', 0xC0, 0x2B});
    CHECK_THAT(faultOfAnswer(recordOf(15, loop)), ContainsSubstring("pointer"));
    std::string chain;
    for (int i = 0; i < 8; ++i) {
        chain += octetsOf({40}) + std::string(40, 'x');
    }
    CHECK_THAT(faultOfAnswer(recordOf(15, octetsOf({0, 10}) + chain + std::string(1, '\0'))),
               ContainsSubstring("255 octets"));
}

TEST_CASE("Counts that promise more or less than there is are faults")
{
    const auto good = DnsReply(writeQuery(query)).answer("example.com. MX 10 a.").octets();
    auto more = good;
    more[7] = 2;
    CHECK(faultOf(more) != "");
    auto many = good;
    many[6] = '\xFF';
    many[7] = '\xFF';
    CHECK(faultOf(many) != "");
    auto fewer = good;
    fewer[7] = 0;
    CHECK_THAT(faultOf(fewer), ContainsSubstring("left over"));
    CHECK(faultOf(good) == "");
}

TEST_CASE("OPT records belong in the additional section, once, with whole options")
{
    CHECK(faultOf(DnsReply(writeQuery(query)).edns().octets()) == "");
    CHECK_THAT(faultOf(DnsReply(writeQuery(query)).edns().edns().octets()), ContainsSubstring("more than one OPT"));
    CHECK_THAT(faultOfAnswer(recordOf(41, "")), ContainsSubstring("OPT"));
    auto longOption = DnsReply(writeQuery(query)).edns(0, 22, "text").octets();
    longOption[longOption.size() - 7] = 100;
    CHECK_THAT(faultOf(longOption), ContainsSubstring("option"));
}

TEST_CASE("A truncated answer may end anywhere, and its whole records count")
{
    auto octets = DnsReply(writeQuery(query))
                      .set(bitTruncated)
                      .answer("example.com. MX 10 a.")
                      .answer("example.com. MX 20 b.")
                      .octets();
    octets.resize(octets.size() - 2);
    const auto message = std::get<DnsMessage>(readAnswer(query, octets));
    CHECK(message.truncated);
    CHECK(message.answer.size() == 1);
}

TEST_CASE("Answers with any octets changed are read or refused, but never end the process")
{
    const auto good = DnsReply(writeQuery(query))
                          .answer("example.com. MX 10 a.example.com.")
                          .answer("example.com. RRSIG MX 13 2 300 20300101000000 20290101000000 4711 example.com. AAAA")
                          .authority("example.com. NSEC3 1 1 12 AABB 2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG")
                          .authority("example.com. SOA ns. host.example. 5 7200 900 1209600 300")
                          .additional("a.example.com. TXT \"one\" \"two\"")
                          .edns(0, 6, "why")
                          .octets();
    std::mt19937 random(1); // the same ones each time
    std::size_t readable = 0;
    for (int i = 0; i < 100000; ++i) {
        auto changed = good;
        for (auto changes = random() % 4 + 1; changes > 0; --changes) {
            changed[headerSize - 10 + random() % (changed.size() - 2)] = static_cast<char>(random());
        }
        if (random() % 8 == 0) {
            changed.resize(random() % changed.size());
        }
        readable += std::holds_alternative<DnsMessage>(readAnswer(query, changed)) ? 1 : 0;
    }
    CHECK(readable > 1000);
    CHECK(readable < 90000);
}
