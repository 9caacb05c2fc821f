// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/zone_world.hpp"
#include "support/dns_servers.hpp"
#include "support/timing.hpp"
#include "support/zone_signer.hpp"

#include <deque>

using namespace mpm::test;

namespace {

/// NSD for the root, BIND and Knot for `example.`, and all three for the zone `shop.example.`.
class RealWorld {
public:
    /// What is different about the zone.
    struct Plan {
        std::vector<std::string> signing = {}; ///< options of ldns-signzone
        bool unsignedZone = false;
        bool bindLacksZone = false;
        bool bindRecurses = false;
        std::string more = {}; ///< records of the zone
    };

    explicit RealWorld(const Plan& plan)
    {
        network_.add({"20.0.0.1", "21.0.0.1", "21.0.1.1", "23.0.0.1", "23.0.1.1", "23.0.2.1"});
        const std::string soa = "@ SOA hostmaster.nic.example. h.nic.example. 1 7200 900 1209600 300\n";
        const auto key = signer_.newKey("shop.example");
        const std::string names = "ns1 A 23.0.0.1\nns2 A 23.0.1.1\nns3 A 23.0.2.1\n";
        auto zone = soa + "@ NS ns1\n@ NS ns2\n@ NS ns3\n" + names + "www A 23.0.0.80\n" + plan.more;
        std::string example = soa + "@ NS a.nic\n@ NS b.nic\na.nic A 21.0.0.1\nb.nic A 21.0.1.1\n"
                                    "shop NS ns1.shop\nshop NS ns2.shop\nshop NS ns3.shop\n"
                                    "ns1.shop A 23.0.0.1\nns2.shop A 23.0.1.1\nns3.shop A 23.0.2.1\n";
        if (!plan.unsignedZone) {
            example += "shop " + signer_.ds(key) + "\n";
            zone = signer_.sign("shop.example", zone, {key}, 28, -1, plan.signing);
        }
        const std::string root = soa +
                                 "@ NS a.root.\na.root. A 20.0.0.1\nexample. NS a.nic.example.\n"
                                 "example. NS b.nic.example.\na.nic.example. A 21.0.0.1\nb.nic.example. A 21.0.1.1\n";
        daemons_.push_back(startNsd({{".", root}}, "20.0.0.1"));
        daemons_.push_back(startBind({{"example", example}}, "21.0.0.1"));
        daemons_.push_back(startKnot({{"example", example}}, "21.0.1.1"));
        daemons_.push_back(startNsd({{"shop.example", zone}}, "23.0.0.1"));
        const DnsZone other{"other.example", soa + "@ NS ns\nns A 23.0.1.1\n"};
        const std::vector<DnsZone> atBind{plan.bindLacksZone ? other : DnsZone{"shop.example", zone}};
        daemons_.push_back(plan.bindRecurses ? startRecursiveBind(atBind, "23.0.1.1", "20.0.0.1")
                                             : startBind(atBind, "23.0.1.1"));
        daemons_.push_back(startKnot({{"shop.example", zone}}, "23.0.2.1"));
    }

    ProcessResult check(const std::string& domain = "shop.example", std::vector<std::string> more = {}) const
    {
        const auto hints = folder_.write("hints", "a.root. A 20.0.0.1\n");
        more.insert(more.end(), {"-d", domain, "--root-hints", hints.string(), "-t", scaled("5")});
        return runCheck("check_dns_delegation", more);
    }

private:
    PrivateNetwork network_;
    TempDir folder_;
    ZoneSigner signer_;
    std::deque<DnsDaemon> daemons_;
};

void expect(const RealWorld::Plan& plan, const std::vector<std::string>& findings, const std::string& line1)
{
    const RealWorld world(plan);
    const auto result = world.check();
    INFO(result.out);
    CHECK(findingsIn(result) == findings);
    CHECK(result.firstLine().find(line1) != std::string::npos);
    checkForm(result);
}

} // namespace

TEST_CASE("NSD, BIND and Knot as parents and children: a healthy signed zone is healthy", "[delegation][real]")
{
    const RealWorld world({});
    const auto result = world.check("shop.example", {"-v"});
    INFO(result.out);
    CHECK(findingsIn(result) == std::vector<std::string>{"ipv6-missing O"});
    CHECK(result.firstLine().find("3 of 3 name servers (3 of 3 addresses), signed for 28 more days") !=
          std::string::npos);
    CHECK(result.seconds < scaled(1.0));
    checkForm(result);
    const auto inside = world.check("www.shop.example");
    INFO(inside.out);
    CHECK(findingsIn(inside) == std::vector<std::string>{"zone-not-a-cut C"});
    CHECK(inside.firstLine().find("inside the zone shop.example") != std::string::npos);
    CHECK(findingsIn(world.check("gone.example")) == std::vector<std::string>{"zone-not-delegated C"});
}

TEST_CASE("NSEC3 of real servers is verified, and too many iterations are told", "[delegation][real]")
{
    expect({.signing = {"-n"}}, {}, "OK - ");
    expect({.signing = {"-n", "-p"}}, {}, "OK - ");
    expect({.signing = {"-n"}, .more = "* TXT any\n"}, {}, "OK - ");
    expect({.more = "* TXT any\n"}, {}, "OK - ");
    expect({.more = "* A 23.0.0.81\n"}, {}, "OK - ");
    expect({.signing = {"-n"}, .more = "* A 23.0.0.81\n"}, {}, "OK - ");
    expect({.signing = {"-n", "-t", "120", "-s", "abcd"}}, {"nsec3-iterations W"}, "120 iterations");
}

TEST_CASE("Real servers that refuse, recurse or have a large DNSKEY set are told", "[delegation][real]")
{
    expect({.bindLacksZone = true}, {"ns-lame W"}, "ns2.shop.example [23.0.1.1]:53 answers REFUSED");
    expect({.unsignedZone = true, .bindRecurses = true}, {"ns-recursive W"}, "[23.0.1.1]");
    ZoneSigner signer;
    std::string keys;
    for (int i = 0; i < 5; ++i) {
        keys += "@ " + signer.dnskey(signer.newKey("shop.example", "RSASHA256", 2048)) + "\n";
    }
    expect({.more = keys}, {}, "OK - "); // over 1232 octets: TCP brings it
}
