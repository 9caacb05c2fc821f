// SPDX-License-Identifier: GPL-3.0-or-later
// What the parent's servers say: over UDP and TCP, with and without AA, and against each other.
#include "servers/delegation/signing.hpp"

#include <algorithm>

using namespace mpm::test;

namespace {

const std::string a = "21.0.0.1"; // the two servers of `example.`
const std::string b = "21.0.1.1";

/// The same quirks at both of the parent's servers.
std::function<void(ZoneWorld&)> parents(const std::function<void(Quirks&)>& change)
{
    return [=](ZoneWorld& w) {
        for (const auto& address : {a, b}) {
            change(w.servers[address].quirks);
        }
    };
}

/// The parent's second server has another copy of the parent zone: these lines for the delegation.
void otherCopy(ZoneWorld& w, const std::string& lines, const std::string& serial = "1")
{
    w.servers[b].ownZones["example"] = replaced(w.zones["example"], " 1 7200", " " + serial + " 7200") + lines;
}

std::string remedyOf(const ProcessResult& result)
{
    const auto at = result.out.find("what to do: ");
    return at == std::string::npos ? "" : result.out.substr(at, result.out.find('\n', at) - at);
}

} // namespace

TEST_CASE("What a parent leaves out over UDP without TC and gives over TCP is not missing", "[delegation]")
{
    checkShapes({
        {"some of the glue", parents([](Quirks& q) { q.glueOverUdp = 1; }), {}},
        {"all of the glue", parents([](Quirks& q) { q.glueOverUdp = 0; }), {}},
        {"the addresses of one family", parents([](Quirks& q) { q.glueOverUdp = 3; }), {}},
        {"some of the glue, at one of them", [](ZoneWorld& w) { w.servers[a].quirks.glueOverUdp = 1; }, {}},
        {"all of the glue, at one of them", [](ZoneWorld& w) { w.servers[b].quirks.glueOverUdp = 0; }, {}},
        {"a name server", parents([](Quirks& q) { q.serversOverUdp = 1; }), {}},
        {"a name server, at one of them", [](ZoneWorld& w) { w.servers[a].quirks.serversOverUdp = 1; }, {}},
        {"everything", parents([](Quirks& q) { q.serversOverUdp = q.glueOverUdp = 0; }), {}},
        {"the DS", signedThen([](ZoneWorld& w, Signing&) { parents([](Quirks& q) { q.noDsOverUdp = true; })(w); }), {}},
        {"the DS, at one of them",
         signedThen([](ZoneWorld& w, Signing&) { w.servers[b].quirks.noDsOverUdp = true; }),
         {}},
        {"glue of a zone on the way",
         [](ZoneWorld& w) { w.servers["20.0.0.1"].quirks.glueOverUdp = w.servers["20.0.1.1"].quirks.glueOverUdp = 0; },
         {}},
        {"glue of a zone that holds a name server's name",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns3.hoster.test.\n";
             w.names += "@ NS ns3.hoster.test.\n";
             w.servers["22.0.0.1"].quirks.glueOverUdp = 0;
         },
         {}},
    });
}

TEST_CASE("Glue that the parent leaves out over UDP is a remark for the parent's operator", "[delegation]")
{
    ZoneWorld world;
    parents([](Quirks& q) { q.glueOverUdp = 2; })(world);
    const auto result = checkWorld(world, {"--severity", "glue-incomplete=warning"});
    INFO(result.out);
    CHECK(findingsIn(result) == std::vector<std::string>{"glue-incomplete W"});
    CHECK(result.firstLine().find("ns2.shop.example has the glue 23.0.1.1, 2400:2::1 at the parent, which "
                                  "[21.0.0.1]:53 leaves out over UDP, without the TC bit") != std::string::npos);
    CHECK(remedyOf(result).find("operator of the parent zone") != std::string::npos);
    CHECK(remedyOf(result).find("See it with: dig +norec @21.0.0.1 shop.example NS +notcp") != std::string::npos);
    CHECK(result.out.find("registrar") == std::string::npos);
    checkForm(result);
}

TEST_CASE("What TCP lacks as well is missing, and so is what there is no TCP for", "[delegation]")
{
    const auto half = [](ZoneWorld& w) { w.glue = "ns1.shop A " + ns1v4 + "\nns1.shop AAAA " + ns1v6 + "\n"; };
    const auto closed = [](Quirks& q) {
        q.glueOverUdp = 2;
        q.tcp = Quirks::Tcp::Closed;
    };
    const auto silent = [](Quirks& q) {
        q.glueOverUdp = 2;
        q.tcp = Quirks::Tcp::Silent;
    };
    const std::string known =
        "ns2.shop.example is within shop.example, and the parent gives no address (glue) for it |";
    const std::string unknown =
        "gives no address (glue) for it over UDP, and no answer of use over TCP, so that nobody "
        "can tell whether it has one";
    checkShapes({
        {"over TCP, too", half, {"glue-missing W"}, {known}},
        {"TCP is closed", parents(closed), {"glue-missing W"}, {unknown}},
        {"TCP is silent", parents(silent), {"glue-missing W"}, {unknown}},
        {"TCP is closed at one of them, and lacks it at the other",
         [=](ZoneWorld& w) {
             half(w);
             w.servers[a].quirks.tcp = Quirks::Tcp::Closed;
         },
         {"glue-missing W"},
         {known}},
        {"TCP is not to be used",
         parents([](Quirks& q) { q.glueOverUdp = 2; }),
         {"glue-missing W"},
         {"for it over UDP, and was not asked otherwise"},
         {"--no-tcp"}},
        {"a name server that TCP lacks as well",
         [](ZoneWorld& w) { w.names += "@ NS ns3.hoster.test.\n"; },
         {"ns-child-only W"}},
        {"a name that does not exist over UDP is believed",
         [](ZoneWorld& w) { w.delegation = w.glue = ""; },
         {"zone-not-delegated C"},
         {"NXDOMAIN"}},
    });
}

TEST_CASE("Where the parent's TCP is dead, its operator must act on missing glue first", "[delegation]")
{
    ZoneWorld world;
    parents([](Quirks& q) {
        q.glueOverUdp = 2;
        q.tcp = Quirks::Tcp::Closed;
    })(world);
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(remedyOf(result).find("The operator of example must see why its servers do not answer over TCP") !=
          std::string::npos);
    CHECK(remedyOf(result).find("See it with: dig +norec @21.0.0.1 shop.example NS +tcp") != std::string::npos);
}

TEST_CASE("With --no-tcp nothing is asked over TCP, whatever seems to be missing", "[delegation]")
{
    ZoneWorld world;
    parents([](Quirks& q) { q.glueOverUdp = 0; })(world);
    const auto result = checkWorld(world, {"--no-tcp", "-vvv"});
    INFO(result.out);
    CHECK(result.out.find(" TCP ") == std::string::npos);
    CHECK(findingsIn(result).front() == "zone-unserved C");
    CHECK(result.firstLine().find("gives no address (glue)") != std::string::npos);
}

TEST_CASE("A referral is a delegation, whatever its AA bit", "[delegation]")
{
    const auto withAa = parents([](Quirks& q) { q.authoritativeReferrals = true; });
    checkShapes({
        {"with AA", withAa, {}},
        {"with AA, at one of them", [](ZoneWorld& w) { w.servers[a].quirks.authoritativeReferrals = true; }, {}},
        {"with AA, from the root",
         [](ZoneWorld& w) {
             w.servers["20.0.0.1"].quirks.authoritativeReferrals = true;
             w.servers["20.0.1.1"].quirks.authoritativeReferrals = true;
         },
         {}},
        {"with AA, for a name server's name",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns3.hoster.test.\n";
             w.names += "@ NS ns3.hoster.test.\n";
             w.servers["22.0.0.1"].quirks.authoritativeReferrals = true;
         },
         {}},
        {"with AA and without glue",
         [=](ZoneWorld& w) {
             withAa(w);
             w.glue = "ns1.shop A " + ns1v4 + "\nns1.shop AAAA " + ns1v6 + "\n";
         },
         {"glue-missing W"}},
        {"with AA and DS", signedThen([=](ZoneWorld& w, Signing&) { withAa(w); }), {}},
        {"without AA, the NS records being in the answer",
         parents([](Quirks& q) { q.referral = Quirks::Referral::InAnswer; }),
         {}},
        {"with AA, the NS records being in the answer",
         parents([](Quirks& q) {
             q.referral = Quirks::Referral::InAnswer;
             q.authoritativeReferrals = true;
         }),
         {}},
        {"servers that serve the zone as well",
         [](ZoneWorld& w) {
             for (const auto& address : {a, b}) {
                 w.servers[address].zones.emplace_back("shop.example");
             }
         },
         {}},
        {"an SOA of the parent says that there is none",
         parents([](Quirks& q) {
             q.referral = Quirks::Referral::WithSoa;
             q.authoritativeReferrals = true;
         }),
         {"zone-not-a-cut C"}},
        {"upwards, which leads nowhere", parents([](Quirks& q) { q.upward = true; }), {"parent-no-response C"}},
    });
}

TEST_CASE("The parent's servers disagree whether there is a delegation", "[delegation]")
{
    const auto deny = [](ZoneWorld& w) { otherCopy(w, ""); };
    const std::string words = "is delegated differently by the parent's servers";
    checkShapes({
        {"one delegates, one says NXDOMAIN", deny, {"parent-differs W"}, {words, "no delegation (NXDOMAIN)"}},
        {"one delegates, one has the name without NS records",
         [](ZoneWorld& w) { otherCopy(w, "shop TXT parked\n"); },
         {"parent-differs W"},
         {words, "no delegation (no NS records)"}},
        {"one delegates, one has something below the name",
         [](ZoneWorld& w) { otherCopy(w, "www.shop A 23.0.0.80\n"); },
         {"parent-differs W"},
         {words, "no delegation (no NS records)"}},
        {"one delegates, one has an alias",
         [](ZoneWorld& w) { otherCopy(w, "shop CNAME www\n"); },
         {"parent-differs W"},
         {words, "no delegation (shop.example is an alias for www.example)"}},
        {"one serves the zone itself, one says NXDOMAIN",
         [=](ZoneWorld& w) {
             deny(w);
             w.servers[a].zones.emplace_back("shop.example");
         },
         {"parent-differs W"},
         {words, "[21.0.0.1]:53 says that it serves the zone itself", "no delegation (NXDOMAIN)"}},
        {"one serves the zone itself, one has the name without NS records",
         [=](ZoneWorld& w) {
             otherCopy(w, "shop TXT parked\n");
             w.servers[a].zones.emplace_back("shop.example");
         },
         {"parent-differs W"},
         {words, "no delegation (no NS records)"}},
        {"one serves the zone itself, one delegates",
         [](ZoneWorld& w) { w.servers[a].zones.emplace_back("shop.example"); },
         {}},
        {"one refuses", [](ZoneWorld& w) { w.servers[a].quirks.rcode = 5; }, {}},
        {"one is lame", [](ZoneWorld& w) { w.servers[a].quirks.upward = true; }, {}},
        {"one is silent", [](ZoneWorld& w) { w.servers[a].quirks.silent = true; }, {}},
        {"none delegates, each in its own words",
         [](ZoneWorld& w) {
             w.delegation = w.glue = "";
             otherCopy(w, "shop TXT parked\n");
         },
         {"zone-not-a-cut C"}},
    });
}

TEST_CASE("The parent's servers disagree about names, glue or DS", "[delegation]")
{
    const std::string words = "is delegated differently by the parent's servers";
    const auto glueLine = [](const std::string& v4) { return "ns2.shop A " + v4 + "\n"; };
    checkShapes({
        {"another name server",
         [](ZoneWorld& w) { otherCopy(w, w.delegation + w.glue + "shop NS ns3.hoster.test.\n"); },
         {"parent-differs W"},
         {words, "[21.0.1.1]:53 says ns1.shop.example, ns2.shop.example, ns3.hoster.test"}},
        {"other glue, which serves the zone",
         [=](ZoneWorld& w) { otherCopy(w, w.delegation + replaced(w.glue, glueLine(ns2v4), glueLine("24.0.2.1"))); },
         {"parent-differs W"},
         {words, "[21.0.1.1]:53 says ns2.shop.example at 24.0.2.1 and 2400:2::1"}},
        {"other glue, where nobody listens",
         [=](ZoneWorld& w) {
             w.servers["23.0.9.9"] = {{}, {.closed = true}};
             otherCopy(w, w.delegation + replaced(w.glue, glueLine(ns2v4), glueLine("23.0.9.9")));
         },
         {"parent-differs W"},
         {words, "ns2.shop.example at 23.0.9.9", "; 23.0.9.9 is up, but nobody listens"}},
        {"another name server, which is dead",
         [](ZoneWorld& w) {
             w.servers["24.0.2.1"] = w.servers["2400:3::1"] = {{}, {.closed = true}};
             otherCopy(w, w.delegation + w.glue + "shop NS ns3.hoster.test.\n");
         },
         {"parent-differs W"},
         {words, "ns3.hoster.test", "; 24.0.2.1 is up, but nobody listens"}},
        {"another name server, which does not serve the zone",
         [](ZoneWorld& w) {
             w.servers["24.0.2.1"].zones = w.servers["2400:3::1"].zones = {};
             otherCopy(w, w.delegation + w.glue + "shop NS ns3.hoster.test.\n");
         },
         {"parent-differs W"},
         {"; 24.0.2.1 answers REFUSED"}},
        {"another name server, which has no address",
         [](ZoneWorld& w) { otherCopy(w, w.delegation + w.glue + "shop NS empty.hoster.test.\n"); },
         {"parent-differs W"},
         {"empty.hoster.test"}},
        {"no glue for one name server",
         [=](ZoneWorld& w) { otherCopy(w, w.delegation + "ns1.shop A " + ns1v4 + "\nns1.shop AAAA " + ns1v6 + "\n"); },
         {"parent-differs W"},
         {words, "ns2.shop.example without an address"}},
        {"glue of a name elsewhere, which is up to the server",
         [](ZoneWorld& w) {
             w.delegation += "shop NS ns3.hoster.test.\n";
             w.names += "@ NS ns3.hoster.test.\n";
             otherCopy(w, w.delegation + w.glue);
             w.zones["hoster.test"] += "ns4 A 24.0.2.1\n";
         },
         {}},
        {"no DS at one of them",
         signedThen([](ZoneWorld& w, Signing&) {
             otherCopy(w, replaced(w.delegation, w.delegation.substr(w.delegation.find("shop DS")), "") + w.glue);
         }),
         {"parent-differs W"},
         {words, "says no DS"}},
        {"a DS of another key at one of them",
         signedThen([](ZoneWorld& w, Signing& s) { otherCopy(w, w.delegation + w.glue + s.ds(s.other)); }),
         {"parent-differs W"},
         {words, "[21.0.0.1]:53 says DS "}},
        {"a DS that leads nowhere at one of them",
         signedThen([](ZoneWorld& w, Signing&) {
             otherCopy(w, replaced(w.delegation, w.delegation.substr(w.delegation.find("shop DS")),
                                   "shop DS 4711 13 2 " + std::string(64, 'a') + "\n") +
                              w.glue);
         }),
         {"parent-differs W"},
         {words, "; validating resolvers that ask [21.0.1.1]:53 find no key for that DS: for them the zone is bogus"}},
        {"another digest of the same key at one of them",
         signedThen([](ZoneWorld& w, Signing& s) { otherCopy(w, w.delegation + w.glue + s.ds(s.key, 4)); }),
         {"parent-differs W"},
         {words}},
    });
}

TEST_CASE("Serials of the parent's servers tell a change on its way from a fault", "[delegation]")
{
    const auto check = [](const std::string& serial) {
        ZoneWorld world;
        otherCopy(world, world.delegation + world.glue + "shop NS ns3.hoster.test.\n", serial);
        auto result = checkWorld(world);
        INFO(result.out);
        CHECK(findingsIn(result) == std::vector<std::string>{"parent-differs W"});
        CHECK(remedyOf(result).find("See it with: dig +norec @21.0.") != std::string::npos);
        checkForm(result);
        return result;
    };
    const auto waiting = check("2");
    CHECK(waiting.firstLine().find("with different serials of example") != std::string::npos);
    CHECK(remedyOf(waiting).find("Wait for the transfer to all servers of example") != std::string::npos);
    const auto lasting = check("1");
    CHECK(lasting.firstLine().find("with the same serial of example") != std::string::npos);
    CHECK(remedyOf(lasting).find("The operator of example must act") != std::string::npos);
}

TEST_CASE("Parents that agree are asked neither for serials nor over TCP", "[delegation][speed]")
{
    ZoneWorld world;
    const auto result = checkWorld(world, {"-vvv"});
    INFO(result.out);
    CHECK(findingsIn(result).size() == 1); // that it is not signed
    CHECK(result.out.find("[21.0.0.1]:53 TCP") == std::string::npos);
    CHECK(result.out.find("example SOA") == result.out.find("shop.example SOA") + 5);
}
