// SPDX-License-Identifier: GPL-3.0-or-later
// What stands at the parent against what the zone has: that every finding about it is told once, and to whom it
// belongs.
#include "servers/delegation/signing.hpp"

using namespace mpm::test;
using mpm::RecordType;

namespace {

/// The world's zone with these keys, of which the first signs; its DS is at the parent if wanted.
ZoneWorld worldOf(const std::vector<HandKey>& published, bool withDs = true)
{
    ZoneWorld world;
    world.delegation += withDs ? "shop " + published.front().ds() + "\n" : "";
    world.served = HandSigner::sign(zoneName, world.zone(), {published, {published.front()}, {published.front()}});
    return world;
}

std::vector<std::string> only(const std::string& finding)
{
    return {finding};
}

} // namespace

TEST_CASE("DS records that lead to no key are one finding that lists them", "[delegation][dnssec]")
{
    auto world = worldOf({HandKey(zoneName, {})});
    for (int tag = 1; tag <= 12; ++tag) {
        world.delegation += "shop DS " + std::to_string(tag) + " 13 2 " + std::string(64, 'a') + "\n";
    }
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(findingsIn(result) == only("ds-stale W"));
    CHECK(result.firstLine().find("has 12 DS at the parent that lead to no key of the zone (keys ") !=
          std::string::npos);
    CHECK(result.firstLine().find(" and 8 more)") != std::string::npos);
}

TEST_CASE("A CDS that asks for another digest of the same key is told, unless the parent may choose",
          "[delegation][dnssec]")
{
    for (const bool chooses : {false, true}) {
        const HandKey key(zoneName, {});
        ZoneWorld world;
        world.delegation += "shop " + key.ds(2) + "\n";
        world.more += "@ C" + key.ds(4) + "\n" + (chooses ? "@ C" + key.dnskey() + "\n" : "");
        world.served = HandSigner::sign(zoneName, world.zone(), {{key}, {key}, {key}});
        const auto result = checkWorld(world);
        INFO(result.out);
        CHECK(findingsIn(result) == (chooses ? std::vector<std::string>{} : only("cds-differs W")));
    }
}

TEST_CASE("A key that nobody uses is to be removed where another signs the zone", "[delegation][dnssec]")
{
    const auto result = checkWorld(worldOf({HandKey(zoneName, {}), HandKey(zoneName, {.algorithm = 12})}));
    INFO(result.out);
    CHECK(findingsIn(result) == only("algorithm-deprecated W"));
    CHECK(result.out.find("must remove this key") != std::string::npos);
    CHECK(result.out.find("roll over") == std::string::npos);
}

TEST_CASE("No registrar is asked to enter the DS of a key that nobody uses", "[delegation][dnssec]")
{
    const auto result = checkWorld(worldOf({HandKey(zoneName, {.algorithm = 3})}, false));
    INFO(result.out);
    CHECK(result.out.find("must enter the DS") == std::string::npos);
    CHECK(result.out.find("must sign with algorithm 13") != std::string::npos);
}

TEST_CASE("That nobody knows of a DS is told where every server of the parent refuses the question",
          "[delegation][dnssec]")
{
    auto world = worldOf({HandKey(zoneName, {})}, false);
    constexpr unsigned refused = 5;
    for (const auto* parent : {"21.0.0.1", "21.0.1.1"}) {
        world.servers[parent].quirks.fails[RecordType::Ds] = refused;
    }
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(findingsIn(result) == only("dnssec-no-ds W"));
    CHECK(result.firstLine().find("whether the parent has a DS is not known") != std::string::npos);
    CHECK(result.firstLine().find("REFUSED") != std::string::npos);
    CHECK(result.out.find("The parent's operator must") != std::string::npos);
}

TEST_CASE("Line 1 says that no address has a sound chain, whatever breaks it at each", "[delegation][dnssec]")
{
    auto world = worldOf({HandKey(zoneName, {})});
    constexpr unsigned refused = 5;
    for (const auto& address : {ns1v4, ns1v6}) {
        world.servers[address].quirks.fails[RecordType::Dnskey] = refused;
    }
    for (const auto& address : {ns2v4, ns2v6}) {
        world.servers[address].quirks.withoutAuthority = {RecordType::Dnskey};
    }
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(result.firstLine().find("; none of 4 addresses is right") != std::string::npos);
}
