// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/signing.hpp"
#include "support/json_path.hpp"

using namespace mpm::test;

namespace {

/// A day at the parent, these TTLs in the zone.
void setTtls(ZoneWorld& w, const std::string& ns, const std::string& addresses)
{
    w.delegation = "shop 86400 NS ns1.shop\nshop 86400 NS ns2.shop\n";
    w.names = "@ " + ns + " NS ns1\n@ " + ns + " NS ns2\n";
    w.addresses = "ns1 " + addresses + " A " + ns1v4 + "\nns1 " + addresses + " AAAA " + ns1v6 + "\nns2 " + addresses +
                  " A " + ns2v4 + "\nns2 " + addresses + " AAAA " + ns2v6 + "\n";
}

} // namespace

TEST_CASE("TTLs of the NS records at the parent and in the zone, and of the servers' addresses, are seen",
          "[delegation]")
{
    ZoneWorld world;
    setTtls(world, "7200", "5400");
    const auto result = checkWorld(world, {"--format", "json"});
    INFO(result.out);
    const auto json = nlohmann::json::parse(result.out);
    CHECK(jsonPath(json, "$.observations.parents[?(@.server=='[21.0.0.1]:53')].ttl.first()") == 86400);
    CHECK(jsonPath(json, "$.observations.addresses[?(@.address=='23.0.1.1')].ns_ttl.first()") == 7200);
    CHECK(jsonPath(json, "$.observations.servers[?(@.name=='ns2.shop.example')].ttl.first()") == 5400);
    CHECK(jsonPath(json, "$.observations.parents[?(@.server=='[21.0.0.1]:53')].servers.first()") ==
          "ns1.shop.example ns2.shop.example");
    CHECK(jsonPath(json, "$.observations.parents[?(@.server=='[21.0.0.1]:53')].protocol.first()") == "UDP");
    const auto text = checkWorld(world, {"-vvv"});
    INFO(text.out);
    CHECK(text.out.find("ns_ttl 7200") != std::string::npos);
    CHECK(text.out.find(" ttl 86400") != std::string::npos);
}

TEST_CASE("The DS has its TTL beside it", "[delegation][dnssec]")
{
    ZoneWorld world;
    Signing signing;
    signing.sign(world);
    world.delegation = replaced(world.delegation, "shop DS", "shop 900 DS");
    const auto result = checkWorld(world, {"--format", "json"});
    INFO(result.out);
    const auto json = nlohmann::json::parse(result.out);
    CHECK(jsonPath(json, "$.observations.ds[?(@.parent=='[21.0.0.1]:53')].ttl.first()") == 900);
}

TEST_CASE("A TTL that is low, as for a change, is worth a word with -v and no finding", "[delegation]")
{
    const auto said = [](const std::string& ns, const std::string& addresses, const std::vector<std::string>& options) {
        ZoneWorld world;
        setTtls(world, ns, addresses);
        const auto result = checkWorld(world, options);
        INFO(result.out);
        CHECK(result.exitStatus == 0);
        checkForm(result);
        return result.out;
    };
    const std::string zone = "the NS records of shop.example have a TTL of 300 seconds: low";
    const std::string hosts =
        "the addresses of ns1.shop.example, ns2.shop.example have a TTL of down to 60 seconds: low";
    for (const auto* option : {"-v", "-vv"}) {
        CHECK(said("300", "86400", {option}).find(zone) != std::string::npos);
        CHECK(said("86400", "60", {option}).find(hosts) != std::string::npos);
        CHECK(said("3600", "3600", {option}).find(" TTL of ") == std::string::npos);
    }
    CHECK(said("300", "60", {}).find(" TTL of ") == std::string::npos);
}

TEST_CASE("Parents that contradict each other have their serials beside them", "[delegation]")
{
    ZoneWorld world;
    world.servers["21.0.1.1"].ownZones["example"] = replaced(world.zones["example"], " 1 7200", " 7 7200");
    const auto result = checkWorld(world, {"--format", "json"});
    INFO(result.out);
    const auto json = nlohmann::json::parse(result.out);
    CHECK(jsonPath(json, "$.observations.parents[?(@.server=='[21.0.0.1]:53')].serial.first()") == 1);
    CHECK(jsonPath(json, "$.observations.parents[?(@.server=='[21.0.1.1]:53')].serial.first()") == 7);
}
