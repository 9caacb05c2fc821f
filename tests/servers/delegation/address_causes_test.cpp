// SPDX-License-Identifier: GPL-3.0-or-later
// One finding does not speak for addresses that have another cause.
#include "servers/delegation/zone_world.hpp"

#include <algorithm>

using namespace mpm::test;

TEST_CASE("What all addresses have for different causes is told cause by cause, with the addresses of each",
          "[delegation]")
{
    struct Case {
        std::string name;
        std::vector<Quirks> quirks; ///< of the four addresses
        std::string id;
        std::vector<std::string> texts; ///< each on a line of its own
    };
    const auto tcp = [](Quirks::Tcp how) { return Quirks{.tcp = how}; };
    const auto closed = tcp(Quirks::Tcp::Closed);
    const auto silent = tcp(Quirks::Tcp::Silent);
    const Quirks formErr{.formErrOnEdns = true};
    const Quirks drops{.dropsEdns = true};
    const Quirks ignores{.ignoresEdns = true};
    const Quirks recursive{.recursive = true};
    const Quirks tries{.recursive = true, .recursionRcode = 2};
    const Quirks noKeys{.drops = {mpm::RecordType::Dnskey}};
    const Quirks noAlias{.drops = {mpm::RecordType::Cname}};
    const std::string first = "ns1.shop.example [23.0.0.1]:53";
    const std::string last = "ns2.shop.example [2400:2::1]:53";
    const std::vector<Case> cases{
        {"TCP closed or silent",
         {closed, closed, closed, silent},
         "ns-no-tcp",
         {first, last + ": answers over UDP, but not"}},
        {"two and two", {silent, closed, closed, silent}, "ns-no-tcp", {first, last}},
        {"EDNS",
         {formErr, drops, formErr, drops},
         "ns-no-edns",
         {"by an error", "stays silent on questions with EDNS"}},
        {"EDNS in three ways",
         {formErr, drops, ignores, drops},
         "ns-no-edns",
         {"by an error", "stays silent on questions with EDNS", "as if it did not know EDNS"}},
        {"recursion", {recursive, tries, tries, recursive}, "ns-recursive", {": looks up names", ": tries to look up"}},
        {"types", {noKeys, noKeys, noAlias, noAlias}, "ns-drops-type", {"shop.example DNSKEY", "shop.example CNAME"}},
    };
    const std::vector<std::string> addresses{ns1v4, ns1v6, ns2v4, ns2v6};
    for (const auto& [name, quirks, id, texts] : cases) {
        ZoneWorld world;
        for (std::size_t i = 0; i < addresses.size(); ++i) {
            world.servers[addresses[i]].quirks = quirks[i];
        }
        const auto result = checkWorld(world);
        INFO(name << "\n" << result.out);
        CHECK(findingsIn(result) == std::vector<std::string>(texts.size(), id + " W"));
        CHECK(result.out.find("all 4 addresses") == std::string::npos);
        CHECK(result.out.find("like the other") == std::string::npos);
        CHECK(result.firstLine().find("none of 4 addresses is right") != std::string::npos);
        for (const auto& text : texts) {
            const auto lines = result.lines();
            CHECK(std::count_if(lines.begin() + 1, lines.end(), [&, &text = text](const std::string& line) {
                      return line.starts_with("[") && line.find(text) != std::string::npos;
                  }) == 1);
        }
        checkForm(result);
    }
}

TEST_CASE("Where other addresses serve nothing, all that do are not called all of the name servers", "[delegation]")
{
    ZoneWorld world;
    world.all([](Quirks& q) { q.tcp = Quirks::Tcp::Closed; });
    world.servers[ns2v4].quirks.rcode = world.servers[ns2v6].quirks.rcode = 5;
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(result.out.find("at both addresses of its name servers that serve it") != std::string::npos);
    checkForm(result);
}
