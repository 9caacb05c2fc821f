// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "unit/plugins/check_dns_delegation/hostile.hpp"

#include <random>

using namespace mpm;
using namespace mpm::test;

namespace {

const std::string signedBy = " 13 2 300 20300101000000 20200101000000 55648 example.com. "
                             "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==";

/// Answers with everything in them that is read, each under the question it may come to.
std::vector<std::string> honestInputs()
{
    std::vector<std::string> inputs;
    for (const auto type : hostileTypes) {
        const DnsQuery query{{zoneSeen, type}, 1, {}, EdnsChoice::DnssecOk, false};
        DnsReply reply(writeQuery(query));
        reply.set(bitAuthoritative).clear(bitRecursionAvailable);
        reply.answer("example.com. 300 IN SOA ns1.example.com. h.example.com. 7 7200 900 1209600 300")
            .answer("example.com. 300 IN NS ns1.example.com.")
            .answer("example.com. 300 IN CNAME www.example.net.")
            .answer("example.com. 300 IN DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edb"
                    "krSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==")
            .answer("example.com. 300 IN DS 55648 13 2 "
                    "b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17")
            .answer("example.com. 300 IN CDS 0 0 0 00")
            .answer("example.com. 300 IN RRSIG SOA" + signedBy)
            .answer("example.com. 300 IN RRSIG DNSKEY" + signedBy)
            .authority("example.com. 300 IN NS ns1.example.com.")
            .authority("example.com. 300 IN NSEC a.example.com. NS SOA RRSIG NSEC DNSKEY")
            .authority("a.example.com. 300 IN RRSIG NSEC" + signedBy)
            .authority("2t7b4g4vsa5smi47k61mv5bv1a22bojr.example.com. 300 IN NSEC3 1 1 12 aabbccdd "
                       "2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG")
            .additional("ns1.example.com. 300 IN A 20.0.0.1")
            .edns();
        const auto octets = reply.octets();
        inputs.push_back(octets.substr(2, 2) + octets.substr(6, 6) + octets.substr(nameEnd(octets, headerSize) + 4));
    }
    return inputs;
}

} // namespace

TEST_CASE("Whatever a name server answers is judged in no time and shown without harm", "[delegation]")
{
    std::mt19937 random(20260611); // NOLINT: the same octets every time
    const auto inputs = honestInputs();
    std::size_t read = 0;
    for (std::size_t which = 0; which < inputs.size(); ++which) {
        REQUIRE_FALSE(judgeHostile(which, inputs[which]).empty());
        for (int round = 0; round < 300; ++round) {
            auto input = inputs[which];
            for (auto changes = random() % 6; changes > 0; --changes) {
                input[random() % input.size()] = static_cast<char>(random());
            }
            if (random() % 4 == 0) {
                input.resize(8 + random() % (input.size() - 8));
            }
            const auto text = judgeHostile(which, input);
            INFO("question " << which << ", round " << round);
            REQUIRE(harmIn(text).empty());
            read += text.empty() ? 0 : 1;
        }
    }
    CHECK(read > 100); // else nothing got as far as the judge
}
