// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/chain.hpp"
#include "check_dns_delegation/dnssec/findings.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_dns_delegation/seen.hpp"

using namespace mpm;
using namespace mpm::test;
using namespace mpm::checkDnsDelegation;

TEST_CASE("Keys so many that they are not all kept are no sound chain", "[dnssec]")
{
    auto address = healthyAddress(firstAddress);
    address.answers[Topic::Dnskey] = answered({zoneSeen, RecordType::Dnskey}, firstAddress, [](DnsReply& reply) {
        reply.answer("example.com. 300 IN RRSIG DNSKEY 13 2 300 20991231000000 20200101000000 55648 example.com. AAAA");
        for (int i = 0; i < 300; ++i) {
            reply.answer("example.com. 300 IN DNSKEY 257 3 13 "
                         "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==");
        }
    });
    SignatureChecker checker(1700000000);
    const auto chain = followChain(address, {}, checker);
    REQUIRE(chain);
    REQUIRE(chain->fault);
    CHECK(chain->fault->kind == &dnssecFindings.rrsigInvalid);
    CHECK(chain->fault->message.starts_with("gives 301 records for DNSKEY, so many"));
}
