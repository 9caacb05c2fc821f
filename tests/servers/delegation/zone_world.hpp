// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scripted_internet.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"
#include "support/told_findings.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mpm::test {

/// The addresses of the healthy zone's servers, ns1 and ns2, by family.
inline const std::string ns1v4 = "23.0.0.1";
inline const std::string ns1v6 = "2400:1::1";
inline const std::string ns2v4 = "23.0.1.1";
inline const std::string ns2v6 = "2400:2::1";

/// A scripted internet: a root, the zones `example.` and `test.`, and the healthy, unsigned zone
/// `shop.example.` on four addresses of two name servers. A test changes what it is about.
struct ZoneWorld {
    ScriptedInternet::Zones zones = {
        {".", "@ SOA a.root. hostmaster.root. 1 7200 900 1209600 300\n"
              "@ NS a.root.\n@ NS b.root.\na.root. A 20.0.0.1\nb.root. A 20.0.1.1\n"
              "example. NS a.nic.example.\nexample. NS b.nic.example.\n"
              "a.nic.example. A 21.0.0.1\nb.nic.example. A 21.0.1.1\n"
              "test. NS a.nic.test.\na.nic.test. A 22.0.0.1\n"},
        {"example", "@ SOA a.nic hostmaster.nic 1 7200 900 1209600 300\n@ NS a.nic\n@ NS b.nic\n"
                    "a.nic A 21.0.0.1\nb.nic A 21.0.1.1\nwww A 20.9.9.9\nalias CNAME www\n"},
        {"test", "@ SOA a.nic hostmaster.nic 1 7200 900 1209600 300\n@ NS a.nic\na.nic A 22.0.0.1\n"
                 "hoster NS ns.hoster\nns.hoster A 24.0.0.1\nlost NS ns.lost\nns.lost A 24.9.9.9\n"
                 "circle NS ns.other-circle\nother-circle NS ns.circle\n"},
        {"hoster.test", "@ SOA ns hostmaster 1 7200 900 1209600 300\n@ NS ns\nns A 24.0.0.1\n"
                        "ns3 A 24.0.2.1\nns3 AAAA 2400:3::1\nalias CNAME ns3\nempty TXT nothing\n"},
    };
    /// Of shop.example in the zone `example.`
    std::string delegation = "shop NS ns1.shop\nshop NS ns2.shop\n";
    std::string glue = "ns1.shop A " + ns1v4 + "\nns1.shop AAAA " + ns1v6 + "\nns2.shop A " + ns2v4 +
                       "\nns2.shop AAAA " + ns2v6 + "\n";
    /// What the zone itself holds.
    std::string soa = "@ SOA ns1 hostmaster 2024010101 7200 900 1209600 300\n";
    std::string names = "@ NS ns1\n@ NS ns2\n";
    std::string addresses =
        "ns1 A " + ns1v4 + "\nns1 AAAA " + ns1v6 + "\nns2 A " + ns2v4 + "\nns2 AAAA " + ns2v6 + "\n";
    std::string more = "www A 23.0.0.80\n_tcp.www TXT below\n";

    ScriptedInternet::Servers servers = {
        {"20.0.0.1", {{"."}}},
        {"20.0.1.1", {{"."}}},
        {"21.0.0.1", {{"example"}}},
        {"21.0.1.1", {{"example"}}},
        {"22.0.0.1", {{"test"}}},
        {"24.0.0.1", {{"hoster.test"}}},
        {"24.0.2.1", {{"shop.example"}}},
        {"2400:3::1", {{"shop.example"}}},
        {ns1v4, {{"shop.example"}}},
        {ns1v6, {{"shop.example"}}},
        {ns2v4, {{"shop.example"}}},
        {ns2v6, {{"shop.example"}}},
    };

    std::uint16_t port = 53; ///< of all the servers

    std::string zone() const { return served.empty() ? soa + names + addresses + more : served; }

    /// Options that depend on what the world is made of, such as a key's tag.
    std::vector<std::string> arguments = {};

    /// What is served in place of the parts above: a signed zone.
    std::string served;

    /// Another version of the zone at both addresses of one of the servers.
    void ownZone(const std::string& v4, const std::string& v6, const std::string& master)
    {
        servers[v4].ownZones["shop.example"] = master;
        servers[v6].ownZones["shop.example"] = master;
    }

    /// The same quirks at all four addresses.
    void all(const std::function<void(Quirks&)>& change)
    {
        for (const auto& address : {ns1v4, ns1v6, ns2v4, ns2v6}) {
            change(servers[address].quirks);
        }
    }
};

inline std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

/// Runs the check in the world, then looks at the world. It ends with the world, before the next one begins.
inline ProcessResult checkWorld(const ZoneWorld& world, const std::vector<std::string>& more = {},
                                const std::string& domain = "shop.example",
                                const std::function<void(const ScriptedInternet&)>& look = {})
{
    auto zones = world.zones;
    zones["example"] += world.delegation + world.glue;
    zones["shop.example"] = world.zone();
    ScriptedInternet internet(zones, world.servers, world.port);
    TempDir folder;
    const auto hints =
        folder.write("root.hints", ". 3600 NS a.root.\na.root. 3600 A 20.0.0.1\nb.root. 3600 A 20.0.1.1\n");
    std::vector<std::string> arguments{"-d", domain, "--root-hints", hints.string()};
    if (std::find(more.begin(), more.end(), "-t") == more.end()) {
        arguments.insert(arguments.end(), {"-t", scaled("3")});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(), world.arguments.begin(), world.arguments.end());
    auto result = runCheck("check_dns_delegation", arguments);
    if (look) {
        look(internet);
    }
    return result;
}

/// Whatever the zone: nothing on stderr, nothing harmful, line 1 and perfdata as everybody reads them.
inline void checkForm(const ProcessResult& result)
{
    checkSafe(result);
    auto dropped = readAsIcinga(result.out).dropped;
    std::erase_if(dropped, [](const std::string& item) { // "at least 3" can't be said in Icinga's form
        return item.find("rrsig_days") != std::string::npos || item.find("domain_days") != std::string::npos;
    });
    CHECK(dropped.empty());
}

/// A zone, and what check_dns_delegation must make of it.
struct ZoneShape {
    std::string name;
    std::function<void(ZoneWorld&)> change;
    std::vector<std::string> findings = {}; ///< all that are not OK (with -v among the arguments: all), in order
    std::vector<std::string> line1 = {};    ///< what line 1 must hold
    std::vector<std::string> arguments = {};
    std::string domain = "shop.example";
    double within = 3.0;
};

inline void checkShapes(const std::vector<ZoneShape>& shapes)
{
    for (const auto& shape : shapes) {
        ZoneWorld world;
        shape.change(world);
        const auto result = checkWorld(world, shape.arguments, shape.domain);
        INFO(shape.name << "\n" << result.out << result.err);
        CHECK(findingsIn(result) == shape.findings);
        CHECK(result.seconds <= scaled(shape.within));
        checkForm(result);
        for (const auto& text : shape.line1) {
            INFO("line 1 should hold " << text);
            CHECK(result.firstLine().find(text) != std::string::npos);
        }
    }
}

} // namespace mpm::test
