// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/base64.hpp"
#include "check_dns_delegation/dnssec/signatures.hpp"
#include "support/catch.hpp"
#include "support/dns_reply.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

/// A record of an answer, read by the real code.
DnsRecord recordOf(const std::string& text)
{
    const DnsQuery query{{DnsName::parse("example.com"), RecordType::Dnskey}, 1, "", EdnsChoice::None, false};
    const auto octets = DnsReply(writeQuery(query)).answer(text).octets();
    return std::get<DnsMessage>(readAnswer(query, octets)).answer.at(0);
}

/// The key of RFC 6605 section 6.1, and its DS.
const DnsRecord key = recordOf("example.net. 3600 IN DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edb"
                               "krSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==");

DsRecord ds()
{
    return *recordOf("example.net. 3600 IN DS 55648 13 2 "
                     "b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17")
                .as<DsRecord>();
}

} // namespace

TEST_CASE("a DS is the digest of its key, and of no other", "[dnssec]")
{
    CHECK(isDigestOf(ds(), key));
    auto other = ds();
    other.digest[0] = static_cast<char>(~other.digest[0]);
    CHECK_FALSE(isDigestOf(other, key));
    other = ds();
    other.keyTag = 1;
    CHECK_FALSE(isDigestOf(other, key));
    other = ds();
    other.digestType = 99;
    CHECK_FALSE(isDigestOf(other, key));
    CHECK_FALSE(isDigestOf(ds(), recordOf("example.com. 3600 IN A 192.0.2.1")));
}

TEST_CASE("the dates of signatures are read in the 68 years around now", "[dnssec]")
{
    constexpr EpochSeconds now = 1700000000;
    CHECK(unfoldTime(1700000001, now) == now + 1);
    CHECK(unfoldTime(1699999999, now) == now - 1);
    CHECK(unfoldTime(5, 0xFFFFFFFBL) == 0x100000005L); // just behind the turn of 2106
    CHECK(unfoldTime(0xFFFFFFFFU, 0x100000000L) == 0xFFFFFFFFL);
}

TEST_CASE("the size of RSA keys is known, and nothing is read beyond a key's end", "[dnssec]")
{
    CHECK(rsaBits(*key.as<DnskeyRecord>()) == 0);
    DnskeyRecord rsa;
    rsa.algorithm = 8;
    rsa.key = std::string("\3\1\0\1", 4) + std::string(128, '\xFF');
    CHECK(rsaBits(rsa) == 1024);
    for (const std::size_t size : {0U, 1U, 2U, 3U, 4U, 5U}) {
        rsa.key.resize(size);
        CHECK(rsaBits(rsa) <= 8 * size);
    }
}

TEST_CASE("a zone full of signatures costs no more arithmetic than an honest one", "[dnssec]")
{
    constexpr EpochSeconds now = 1700000000;
    const auto signature = [](std::size_t i) {
        auto octets = std::string(64, static_cast<char>(i % 251));
        octets[1] = static_cast<char>(i / 251);
        std::string text = "example.net. 3600 IN RRSIG A 13 2 3600 20300101000000 20200101000000 55648 example.net. ";
        return recordOf(text + encodeBase64(octets));
    };
    const auto address = recordOf("example.net. 3600 IN A 192.0.2.1");
    SignatureChecker checker(now);
    std::vector<DnsRecord> records{address};
    for (std::size_t i = 0; i < 1000; ++i) {
        records.push_back(signature(i));
    }
    CHECK(checker.check(records, address.owner, RecordType::A, {key}).size() == 8);
    CHECK(checker.check(records, address.owner, RecordType::A, {key}).size() == 8);
    CHECK(checker.computed() == 8);                           // what another server gives as well is known
    for (std::size_t i = 0; i + 8 < records.size(); i += 8) { // another set at every server
        std::vector<DnsRecord> some{address};
        some.insert(some.end(), records.begin() + static_cast<std::ptrdiff_t>(i + 1),
                    records.begin() + static_cast<std::ptrdiff_t>(i + 9));
        checker.check(some, address.owner, RecordType::A, {key});
    }
    CHECK(checker.computed() == 300);
}
