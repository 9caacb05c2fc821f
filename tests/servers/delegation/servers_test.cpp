// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/zone_world.hpp"

using namespace mpm::test;
using mpm::RecordType;

namespace {

/// One address of four has this quirk.
std::function<void(ZoneWorld&)> one(const std::function<void(Quirks&)>& change)
{
    return [=](ZoneWorld& w) { change(w.servers[ns2v4].quirks); };
}

std::function<void(ZoneWorld&)> everyone(const std::function<void(Quirks&)>& change)
{
    return [=](ZoneWorld& w) { w.all(change); };
}

} // namespace

TEST_CASE("A server that does not serve the zone is lame, and that is all that is said of it", "[delegation]")
{
    const std::string remains = "3 of 4 addresses serve the zone";
    checkShapes({
        {"REFUSED",
         [](ZoneWorld& w) { w.servers[ns2v4].zones.clear(); },
         {"ns-lame W"},
         {"ns2.shop.example [23.0.1.1]:53 answers REFUSED", remains}},
        {"SERVFAIL", one([](Quirks& q) { q.rcode = 2; }), {"ns-lame W"}, {"SERVFAIL", remains}},
        {"NOTIMP", one([](Quirks& q) { q.rcode = 4; }), {"ns-lame W"}, {"NOTIMP"}},
        {"not authoritative", one([](Quirks& q) { q.notAuthoritative = true; }), {"ns-lame W"}, {"AA is not set"}},
        {"upward referral", one([](Quirks& q) { q.upward = true; }), {"ns-lame W"}, {"refers to other servers"}},
        {"an empty answer without authority",
         one([](Quirks& q) { q.empty = true; }),
         {"ns-lame W"},
         {"its answer is empty and without authority"}},
        {"garbage of all is told once",
         everyone([](Quirks& q) { q.garbage = true; }),
         {"zone-unserved C"},
         {"ns1.shop.example [23.0.0.1]:53 sends no valid answer: ", " (and so 3 more) | "}},
        {"a resolver",
         one([](Quirks& q) { q.notAuthoritative = q.recursive = true; }),
         {"ns-lame W"},
         {"it is a resolver"}},
        {"NXDOMAIN for the zone",
         [](ZoneWorld& w) {
             w.servers[ns2v4].zones = {"example"};
             w.servers[ns2v4].ownZones["example"] = w.zones["example"];
         },
         {"ns-lame W"},
         {"NXDOMAIN"}},
        {"garbage", one([](Quirks& q) { q.garbage = true; }), {"ns-lame W"}, {"no valid answer"}},
        {"no SOA",
         [](ZoneWorld& w) { w.servers[ns2v4].ownZones["shop.example"] = w.names + w.addresses; },
         {"ns-lame W"},
         {"has no SOA record"}},
        {"all of them",
         [](ZoneWorld& w) {
             for (const auto& address : {ns1v4, ns1v6, ns2v4, ns2v6}) {
                 w.servers[address].zones.clear();
             }
         },
         {"zone-unserved C"},
         {"is served by none of the 4 addresses of its name servers", "REFUSED"}},
        {"too few of them",
         one([](Quirks& q) { q.rcode = 5; }),
         {"zone-unserved C", "ns-lame W"},
         {"is served by only 3 of 4 addresses", "4 wanted"},
         {"--min-good", "4"}},
        {"the zone's name is an alias",
         [](ZoneWorld& w) {
             w.soa = w.names = "";
             w.more = "@ CNAME www.example.\n";
         },
         {"apex-cname C"},
         {"is an alias for www.example", "servers=2;;;0 servers_ok=0;;;0"}},
        {"the zone's name is an alias, beside all the rest",
         [](ZoneWorld& w) {
             w.more += "@ CNAME www.example.\n";
             w.all([](Quirks& q) { q.aliasLast = true; });
         },
         {"apex-cname C"},
         {"is an alias for www.example, beside its SOA record", "servers=2;;;0 servers_ok=0;;;0"}},
        {"one server says that the zone's name is an alias",
         [](ZoneWorld& w) {
             w.servers[ns2v4].ownZones["shop.example"] = w.zone() + "@ CNAME www.example.\n";
             w.servers[ns2v4].quirks.aliasLast = true;
         },
         {"apex-cname W"},
         {"ns2.shop.example [23.0.1.1]:53", "3 of 4 addresses are right", "servers_ok=1;;;0"}},
    });
}

TEST_CASE("A server that does not answer is told, with what does work", "[delegation]")
{
    checkShapes({
        {"dead",
         one([](Quirks& q) { q.silent = true; }),
         {"ns-no-response W"},
         {"ns2.shop.example [23.0.1.1]:53 answers neither over UDP nor over TCP", "3 of 4 addresses serve the zone"}},
        {"nobody listens", one([](Quirks& q) { q.closed = true; }), {"ns-no-response W"}, {"connection refused"}},
        {"UDP filtered", one([](Quirks& q) { q.silentUdp = true; }), {"ns-no-response W"}, {"answers over TCP only"}},
        {"all dead", everyone([](Quirks& q) { q.silent = true; }), {"zone-unserved C"}, {"none of the 4 addresses"}},
        {"all dead, and a time-out counts as a warning, but there was time",
         everyone([](Quirks& q) { q.silent = true; }),
         {"zone-unserved C"},
         {},
         {"-t", "3:warning"}},
        {"all dead, and the time is over before that is certain",
         everyone([](Quirks& q) { q.silent = true; }),
         {"timed-out W"},
         {"shop.example was not answered for within --timeout by any of the 4 addresses of its name servers"},
         {"-t", "1:warning"}},
        {"all dead, which somebody wants to be fine",
         everyone([](Quirks& q) { q.silent = true; }),
         {},
         {"OK - shop.example is served by none of the 4 addresses"},
         {"--severity", "zone-unserved=ok"}},
        {"all closed, which is no time-out",
         everyone([](Quirks& q) { q.closed = true; }),
         {"zone-unserved C"},
         {},
         {"-t", "3:warning"}},
        {"no TCP", one([](Quirks& q) { q.tcp = Quirks::Tcp::Closed; }), {"ns-no-tcp W"}, {"refuses TCP"}},
        {"TCP filtered", one([](Quirks& q) { q.tcp = Quirks::Tcp::Silent; }), {"ns-no-tcp W"}, {"not over TCP"}},
        {"nobody has TCP",
         everyone([](Quirks& q) { q.tcp = Quirks::Tcp::Closed; }),
         {"ns-no-tcp W"},
         {"all 4 addresses", "is TCP port 53 blocked here?"}},
        {"nobody has an address of the family that is wanted",
         [](ZoneWorld& w) {
             w.glue = replaced(replaced(w.glue, "ns1.shop A " + ns1v4 + "\n", ""), "ns2.shop A " + ns2v4 + "\n", "");
             w.addresses = replaced(replaced(w.addresses, "ns1 A " + ns1v4 + "\n", ""), "ns2 A " + ns2v4 + "\n", "");
         },
         {"zone-unserved C"},
         {"ns1.shop.example has no IPv4 address to ask"},
         {"-4"}},
        {"an answer too long for UDP", everyone([](Quirks& q) { q.cuts = {RecordType::Dnskey}; }), {}},
        {"an answer too long for UDP, without TCP",
         one([](Quirks& q) {
             q.cuts = {RecordType::Dnskey};
             q.tcp = Quirks::Tcp::Silent;
         }),
         {"ns-truncated W"},
         {"too long for UDP"}},
        {"lost packets", one([](Quirks& q) { q.loses = 3; }), {"ns-lossy W"}, {"[23.0.1.1]"}},
        {"lost packets everywhere are more likely this machine's", everyone([](Quirks& q) { q.loses = 3; }), {}},
        {"one lost packet is nothing", everyone([](Quirks& q) { q.loses = 1; }), {}},
        {"slow, but there", everyone([](Quirks& q) { q.delay = 0.15; }), {}},
    });
}

TEST_CASE("A server that serves the zone keeps to the protocol, too", "[delegation]")
{
    checkShapes({
        {"FORMERR on EDNS", one([](Quirks& q) { q.formErrOnEdns = true; }), {"ns-no-edns W"}, {"by an error"}},
        {"drops EDNS",
         one([](Quirks& q) { q.dropsEdns = true; }),
         {"ns-no-edns W"},
         {"stays silent on questions with EDNS"}},
        {"does not know EDNS",
         one([](Quirks& q) { q.ignoresEdns = true; }),
         {"ns-no-edns W"},
         {"as if it did not know"}},
        {"open recursion", one([](Quirks& q) { q.recursive = true; }), {"ns-recursive W"}, {"recursion is on"}},
        {"open recursion, with authority",
         one([](Quirks& q) { q.recursive = q.ownsAll = true; }),
         {"ns-recursive W"},
         {"recursion is on"}},
        {"open recursion, which fails here",
         one([](Quirks& q) {
             q.recursive = true;
             q.recursionRcode = 2;
         }),
         {"ns-recursive W"},
         {"recursion is on), and answers SERVFAIL"}},
        {"recursion for others",
         one([](Quirks& q) {
             q.recursive = true;
             q.recursionRcode = 5;
         }),
         {}},
        {"everybody recursive",
         everyone([](Quirks& q) { q.recursive = true; }),
         {"ns-recursive W"},
         {"all 4 addresses"}},
        {"drops DNSKEY", one([](Quirks& q) { q.drops = {RecordType::Dnskey}; }), {"ns-drops-type W"}, {"DNSKEY"}},
        {"drops SOA", one([](Quirks& q) { q.drops = {RecordType::Soa}; }), {"ns-drops-type W"}, {"SOA"}},
        {"fails on NS",
         one([](Quirks& q) {
             q.fails = {{RecordType::Ns, 4}};
         }),
         {"ns-drops-type W"},
         {"other-rcode"}},
        {"everybody fails on A and AAAA",
         everyone([](Quirks& q) {
             q.fails = {{RecordType::A, 5}, {RecordType::Aaaa, 5}};
         }),
         {"ns-drops-type W"},
         {"answers refused when asked for the A records of a name server, and answers other questions"}},
    });
}

TEST_CASE("The servers have the same version of the zone, with sound timers", "[delegation]")
{
    checkShapes({
        {"one is behind",
         [](ZoneWorld& w) { w.ownZone(ns2v4, ns2v6, replaced(w.zone(), "2024010101", "2024010100")); },
         {"soa-serial-differs W"},
         {"has serial 2024010100, 1 behind the newest, 2024010101", "serial_spread=1"}},
        {"around the circle",
         [](ZoneWorld& w) {
             w.soa = replaced(w.soa, "2024010101", "3");
             w.ownZone(ns2v4, ns2v6, replaced(w.zone(), " 3 ", " 4294967295 "));
         },
         {"soa-serial-differs W"},
         {"has serial 4294967295, 4 behind the newest, 3"}},
        {"another serial than expected",
         [](ZoneWorld&) {},
         {"soa-serial-unexpected C"},
         {"5 expected"},
         {"--expect-serial", "5"}},
        {"one has another serial than expected",
         [](ZoneWorld& w) {
             w.servers[ns2v4].ownZones["shop.example"] = replaced(w.zone(), "2024010101", "2024010100");
         },
         {"soa-serial-unexpected W"},
         {"3 of 4 addresses are right"},
         {"--expect-serial", "2024010101"}},
        {"two primaries",
         [](ZoneWorld& w) { w.servers[ns2v4].ownZones["shop.example"] = replaced(w.zone(), "hostmaster", "somebody"); },
         {"soa-differs W"},
         {"the same serial"}},
        {"expire below refresh",
         [](ZoneWorld& w) { w.soa = replaced(w.soa, "1209600", "3600"); },
         {"soa-timers W"},
         {"expire 3600 is below refresh 7200"}},
        {"retry above refresh",
         [](ZoneWorld& w) { w.soa = replaced(w.soa, " 900 ", " 9000 "); },
         {"soa-timers W"},
         {"retry 9000"}},
        {"timers that are merely unusual",
         [](ZoneWorld& w) { w.soa = replaced(w.soa, "7200 900 1209600", "60 30 120"); },
         {}},
    });
}
