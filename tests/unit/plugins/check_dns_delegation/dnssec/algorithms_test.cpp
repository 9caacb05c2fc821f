// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/dnssec/signatures.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_dns_delegation/seen.hpp"

#include <algorithm>
#include <set>

using namespace mpm;
using namespace mpm::test;

namespace {

/// Of all 256 numbers those that stand so.
template <class StandingOf>
std::set<unsigned> numbers(StandingOf standingOf, Standing standing)
{
    std::set<unsigned> found;
    for (unsigned number = 0; number < 256; ++number) {
        if (standingOf(static_cast<std::uint8_t>(number)) == standing) {
            found.insert(number);
        }
    }
    return found;
}

DsRecord dsOf(std::uint8_t algorithm, std::uint8_t digestType)
{
    return {1, algorithm, digestType, "x"};
}

} // namespace

TEST_CASE("Of all algorithms and digests validators use those few", "[dnssec]")
{
    CHECK(numbers(algorithmStanding, Standing::Used) == std::set<unsigned>{8, 10, 13, 14, 15, 16});
    CHECK(numbers(algorithmStanding, Standing::Deprecated) == std::set<unsigned>{5, 7});
    CHECK(numbers(digestStanding, Standing::Used) == std::set<unsigned>{2, 4});
    CHECK(numbers(digestStanding, Standing::Deprecated) == std::set<unsigned>{1});
}

TEST_CASE("A DS that can't be used counts for nothing, and SHA-1 for nothing beside a better digest", "[dnssec]")
{
    CHECK(usable({dsOf(3, 2), dsOf(13, 3), dsOf(250, 2), dsOf(13, 250), dsOf(0, 0)}).empty());
    CHECK(usable({dsOf(3, 2), dsOf(13, 1), dsOf(13, 2)}) == std::vector<DsRecord>{dsOf(13, 1), dsOf(13, 2)});
    CHECK(followed({dsOf(13, 1), dsOf(13, 2)}) == std::vector<DsRecord>{dsOf(13, 2)});
    CHECK(followed({dsOf(13, 1), dsOf(3, 2)}) == std::vector<DsRecord>{dsOf(13, 1)});
    CHECK(followed({dsOf(13, 4), dsOf(13, 2)}).size() == 2);
}

TEST_CASE("A key counts with a used algorithm, the zone flag and protocol 3, and unrevoked for the zone's data",
          "[dnssec]")
{
    const DnskeyRecord key{257, 3, 13, "x", 1};
    CHECK(whyUnused(key, RecordType::Soa).empty());
    auto other = key;
    other.algorithm = 12;
    CHECK(whyUnused(other, RecordType::Dnskey) == "has algorithm 12, which validators do not use");
    other = key;
    other.flags = 1;
    CHECK(whyUnused(other, RecordType::Dnskey) == "is not marked as a zone's key (flags 1)");
    other = key;
    other.protocol = 255;
    CHECK(whyUnused(other, RecordType::Dnskey) == "is for protocol 255, where it must be 3");
    other = key;
    other.algorithm = 10;
    other.key = std::string("\3\1\0\1", 4) + std::string(96, '\xFF');
    CHECK(whyUnused(other, RecordType::Dnskey) == "has 768 bits, which algorithm 10 does not allow");
    other.algorithm = 8;
    CHECK(whyUnused(other, RecordType::Dnskey).empty());
    other.key = std::string("\3\1\0\1", 4) + std::string(520, '\xFF');
    CHECK(whyUnused(other, RecordType::Dnskey) == "has 4160 bits, which algorithm 8 does not allow");
    other = key;
    other.flags = 385;
    CHECK(whyUnused(other, RecordType::Soa) == "is revoked (flags 385)");
    CHECK(whyUnused(other, RecordType::Dnskey).empty());
}

TEST_CASE("NSEC3 of an unknown hash or with unknown flags is ignored, opt-out is known", "[dnssec]")
{
    CHECK(isUsable(Nsec3Record{1, 0, 0, ""}));
    CHECK(isUsable(Nsec3Record{1, 1, 2500, ""}));
    CHECK_FALSE(isUsable(Nsec3Record{2, 0, 0, ""}));
    CHECK_FALSE(isUsable(Nsec3Record{1, 2, 0, ""}));
}

TEST_CASE("Keys that did not come in a run cut short are not said to be missing", "[dnssec]")
{
    auto seen = healthy();
    seen.parentDs = {answered({zoneSeen, RecordType::Ds}, seen.parentDs.front().server.address, [](DnsReply& reply) {
        reply.answer("example.com. 300 IN DS 1 13 2 " + std::string(64, 'a'));
    })};
    for (auto& address : seen.addresses) {
        address.answers[Topic::Dnskey] = failed({zoneSeen, RecordType::Dnskey}, address.address, DnsOutcome::TimedOut);
    }
    const auto claims = [&] {
        const auto findings = verdict(seen);
        return std::find(findings.begin(), findings.end(), "rrsig-missing C") != findings.end();
    };
    CHECK(claims());
    seen.hurried = true;
    CHECK_FALSE(claims());
}
