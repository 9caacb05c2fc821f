// SPDX-License-Identifier: GPL-3.0-or-later
// Every finding of --list-findings has a zone here that raises it and nothing else.
#include "check/ascii.hpp"
#include "servers/delegation/signing.hpp"

#include <map>
#include <set>

using namespace mpm::test;
using mpm::RecordType;

namespace {

/// A world in which one thing is wrong.
struct OneFault {
    std::function<void(ZoneWorld&)> change = [](ZoneWorld&) {};
    std::vector<std::string> arguments = {};
    std::string domain = "shop.example";
};
using Faults = std::map<std::string, OneFault>;

const std::string third = "ns3.hoster.test.";

std::function<void(ZoneWorld&)> one(const std::function<void(Quirks&)>& change)
{
    return [=](ZoneWorld& w) { change(w.servers[ns2v4].quirks); };
}

/// A third name server that the parent and the zone agree on.
std::function<void(ZoneWorld&)> further(const std::string& name, const std::string& glue = "",
                                        const std::string& records = "")
{
    return [=](ZoneWorld& w) {
        w.delegation += "shop NS " + name + "\n";
        w.names += "@ NS " + (name.ends_with(".shop") ? name.substr(0, name.size() - 5) : name) + "\n";
        w.glue += glue;
        w.addresses += records;
    };
}

Faults delegationFaults()
{
    return {
        {"zone-not-delegated", {[](ZoneWorld& w) { w.delegation = w.glue = ""; }}},
        {"zone-not-a-cut", {[](ZoneWorld&) {}, {}, "www.shop.example"}},
        {"parent-no-response",
         {[](ZoneWorld& w) { w.servers["21.0.0.1"].quirks.rcode = w.servers["21.0.1.1"].quirks.rcode = 5; }}},
        {"parent-differs", {[](ZoneWorld& w) { w.servers["21.0.1.1"].ownZones["example"] = w.zones["example"]; }}},
        {"dns-intercepted", {[](ZoneWorld& w) {
             for (const auto* root : {"20.0.0.1", "20.0.1.1"}) {
                 w.servers[root].zones = {".", "example", "shop.example"};
                 w.servers[root].quirks.recursive = w.servers[root].quirks.notAuthoritative = true;
             }
         }}},
        {"ns-missing", {[](ZoneWorld&) {}, {"--expect-ns", "ns1.shop.example,ns2.shop.example,ns9.shop.example"}}},
        {"ns-unexpected", {[](ZoneWorld&) {}, {"--expect-ns", "ns1.shop.example"}}},
        {"ns-too-few", {[](ZoneWorld&) {}, {"--min-servers", "3"}}},
        {"ns-too-many", {[](ZoneWorld& w) {
             for (int i = 3; i <= 41; ++i) {
                 const auto name = "ns" + std::to_string(i);
                 const auto address = " A 25.0." + std::to_string(i) + ".1\n";
                 further(name + ".shop", name + ".shop" + address, name + address)(w);
                 w.servers["25.0." + std::to_string(i) + ".1"] = {{"shop.example"}};
             }
         }}},
        {"ns-parent-only", {[](ZoneWorld& w) { w.delegation += "shop NS " + third + "\n"; }}},
        {"ns-child-only", {[](ZoneWorld& w) { w.names += "@ NS " + third + "\n"; }}},
        {"ns-disjoint", {[](ZoneWorld& w) { w.names = "@ NS " + third + "\n"; }}},
        {"ns-set-differs", {[](ZoneWorld& w) { w.ownZone(ns2v4, ns2v6, w.zone() + "@ NS " + third + "\n"); }}},
        {"ns-cname", {further("alias.hoster.test.")}},
        {"ns-no-address", {further("empty.hoster.test.")}},
        {"ns-address-literal", {further("23.0.0.1.")}},
        {"ns-bad-name", {[](ZoneWorld& w) { further("ns_3.shop", "ns_3.shop A 24.0.2.1\n", "ns_3 A 24.0.2.1\n")(w); }}},
        {"ns-same-address", {further("ns3.shop", "ns3.shop A " + ns1v4 + "\n", "ns3 A " + ns1v4 + "\n")}},
        {"ns-same-network", {[](ZoneWorld& w) {
             w.glue = "ns1.shop A 23.0.0.1\nns2.shop A 23.0.0.2\n";
             w.addresses = "ns1 A 23.0.0.1\nns2 A 23.0.0.2\n";
             w.servers["23.0.0.2"] = w.servers[ns1v4];
         }}},
        {"address-not-global", {[](ZoneWorld& w) {
             further("ns3.shop", "ns3.shop A 10.0.0.53\n", "ns3 A 10.0.0.53\n")(w);
             w.servers["10.0.0.53"] = w.servers[ns1v4];
         }}},
        {"glue-missing", {[](ZoneWorld& w) { w.glue = "ns1.shop A " + ns1v4 + "\nns1.shop AAAA " + ns1v6 + "\n"; }}},
        {"glue-mismatch", {[](ZoneWorld& w) { w.glue = replaced(w.glue, ns2v4, "24.0.2.1"); }}},
        {"glue-incomplete",
         {[](ZoneWorld& w) { w.glue = replaced(w.glue, "ns1.shop AAAA " + ns1v6 + "\n", ""); },
          {"--severity", "glue-incomplete=warning"}}},
        {"ipv6-missing",
         {[](ZoneWorld& w) {
              w.glue = "ns1.shop A " + ns1v4 + "\nns2.shop A " + ns2v4 + "\n";
              w.addresses = "ns1 A " + ns1v4 + "\nns2 A " + ns2v4 + "\n";
          },
          {"--severity", "ipv6-missing=warning"}}},
        {"ipv4-missing", {[](ZoneWorld& w) {
             w.glue = "ns1.shop AAAA " + ns1v6 + "\nns2.shop AAAA " + ns2v6 + "\n";
             w.addresses = "ns1 AAAA " + ns1v6 + "\nns2 AAAA " + ns2v6 + "\n";
         }}},
    };
}

Faults serverFaults()
{
    return {
        {"zone-unserved", {[](ZoneWorld& w) { w.all([](Quirks& q) { q.rcode = 5; }); }}},
        {"apex-cname", {[](ZoneWorld& w) {
             w.soa = w.names = "";
             w.more = "@ CNAME www.example.\n";
         }}},
        {"ns-lame", {one([](Quirks& q) { q.rcode = 5; })}},
        {"ns-no-response", {one([](Quirks& q) { q.silent = true; })}},
        {"ns-unreachable", {further("ns3.shop", "ns3.shop A 25.0.0.1\n", "ns3 A 25.0.0.1\n")}},
        {"local-fault", {[](ZoneWorld&) {}, {"--source-address", "25.0.0.1"}}},
        {"ns-no-tcp", {one([](Quirks& q) { q.tcp = Quirks::Tcp::Closed; })}},
        {"ns-truncated", {one([](Quirks& q) {
             q.cuts = {RecordType::Dnskey};
             q.tcp = Quirks::Tcp::Closed;
         })}},
        {"ns-no-edns", {one([](Quirks& q) { q.formErrOnEdns = true; })}},
        {"ns-recursive", {one([](Quirks& q) { q.recursive = true; })}},
        {"ns-drops-type", {one([](Quirks& q) { q.drops = {RecordType::Dnskey}; })}},
        {"ns-lossy", {one([](Quirks& q) { q.loses = 3; })}},
        {"soa-serial-differs",
         {[](ZoneWorld& w) { w.ownZone(ns2v4, ns2v6, replaced(w.zone(), "2024010101", "2024010100")); }}},
        {"soa-serial-unexpected", {[](ZoneWorld&) {}, {"--expect-serial", "5"}}},
        {"soa-differs", {[](ZoneWorld& w) {
             w.servers[ns2v4].ownZones["shop.example"] = replaced(w.zone(), "hostmaster", "somebody");
         }}},
        {"soa-multiple", {[](ZoneWorld& w) { w.soa += replaced(w.soa, "2024010101", "2024010102"); }}},
        {"soa-timers", {[](ZoneWorld& w) { w.soa = replaced(w.soa, "1209600", "3600"); }}},
        {"timed-out", {[](ZoneWorld& w) { w.all([](Quirks& q) { q.silent = true; }); }, {"-t", "1"}}},
        {"metric-out-of-range", {[](ZoneWorld&) {}, {"-w", "servers=1"}}},
        {"metric-missing", {[](ZoneWorld&) {}, {"-w", "rrsig_days=3:"}}},
        {"option-unused", {[](ZoneWorld&) {}, {"--cache-dir", "/tmp", "--severity", "option-unused=warning"}}},
    };
}

/// A zone signed by one key of this kind, with its DS.
std::function<void(ZoneWorld&)> signedBy(const std::string& algorithm, unsigned bits)
{
    return with([=](ZoneWorld& w, Signing& s) {
        const auto key = s.signer.newKey(zoneName, algorithm, bits);
        w.delegation += s.ds(key);
        w.served = s.signer.sign(zoneName, w.zone(), {key});
    });
}

Faults dnssecFaults()
{
    return {
        {"ds-mismatch", {with([](ZoneWorld& w, Signing& s) { w.delegation += s.ds(s.key); })}},
        {"ds-stale", {signedThen([](ZoneWorld& w, Signing& s) { w.delegation += s.ds(s.other); })}},
        {"ds-missing", {signedThen([](ZoneWorld& w, Signing& s) {
             const auto words = mpm::split(s.ds(s.key), ' ');
             w.arguments = {"--expect-ds", words.at(2) + "," + words.at(2) + " 13 4 abcdef"};
         })}},
        {"ds-unexpected", {signedThen([](ZoneWorld& w, Signing& s) {
             const auto words = mpm::split(s.ds(s.key), ' ');
             w.delegation += s.ds(s.key, 4);
             w.arguments = {"--expect-ds", words.at(2) + " 13 2 " + words.at(5).substr(0, 64)};
         })}},
        {"rrsig-missing",
         {signedThen([](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.noSignatures = true; }); })}},
        {"rrsig-expired", {signedFor(-2, -30)}},
        {"rrsig-not-yet-valid", {signedFor(30, 2)}},
        {"rrsig-invalid",
         {signedThen([](ZoneWorld& w, Signing&) { w.served = replaced(w.served, " 900 ", " 901 "); })}},
        {"rrsig-expires-soon", {signedFor(2)}},
        {"denial-broken", {signedThen([](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.noProofs = true; }); })}},
        {"dnskey-differs", {twoSigners(false)}},
        {"ds-unusable", {[](ZoneWorld& w) { w.delegation += "shop DS 4711 3 1 " + std::string(40, 'a') + "\n"; }}},
        {"algorithm-deprecated", {signedBy("RSASHA1", 2048)}},
        {"digest-deprecated", {with([](ZoneWorld& w, Signing& s) {
             w.delegation += s.ds(s.key, 1);
             w.served = s.signer.sign(zoneName, w.zone(), {s.key});
         })}},
        {"dnskey-weak", {signedBy("RSASHA256", 768)}},
        {"cds-broken", {with([](ZoneWorld& w, Signing& s) {
             w.more += "@ C" + s.signer.ds(s.other) + "\n";
             s.sign(w);
         })}},
        {"cds-differs", {with([](ZoneWorld& w, Signing& s) {
             w.more += "@ CDS 0 0 0 00\n";
             s.sign(w);
         })}},
        {"dnssec-no-ds",
         {with([](ZoneWorld& w, Signing& s) { w.served = s.signer.sign(zoneName, w.zone(), {s.key}); })}},
        {"dnssec-missing", {[](ZoneWorld&) {}, {"--severity", "dnssec-missing=warning"}}},
    };
}

/// Findings that have their zones in another file.
const std::map<std::string, std::string> elsewhere{
    {"nsec3-iterations", "real_servers_test.cpp, as the scripted servers have no NSEC3"},
    {"registry-unavailable", "registry_test.cpp, as all that WHOIS and RDAP say"},
    {"domain-not-registered", "registry_test.cpp"},
    {"domain-on-hold", "registry_test.cpp"},
    {"domain-expires-soon", "registry_test.cpp"},
    {"registry-ns-differs", "registry_test.cpp"},
    {"registry-host-no-address", "registry_test.cpp"},
    {"registry-host-differs", "registry_test.cpp"},
    {"registry-ds-differs", "registry_rdap_test.cpp"},
    {"registry-answer", "registry_test.cpp"},
    {"domain-expired", "registry_test.cpp"},
};

/// Findings of this machine and of the command line, which no dig command shows.
const std::set<std::string> withoutCommand{"local-fault", "metric-out-of-range", "metric-missing", "option-unused"};

void checkFaults(const Faults& faults)
{
    for (const auto& [id, fault] : faults) {
        ZoneWorld world;
        fault.change(world);
        const auto result = checkWorld(world, fault.arguments, fault.domain);
        INFO("a zone for " << id << "\n" << result.out << result.err);
        std::set<std::string> ids;
        for (const auto& finding : findingsIn(result)) {
            ids.insert(finding.substr(0, finding.find(' ')));
        }
        CHECK(ids == std::set<std::string>{id});
        CHECK(result.exitStatus != 0);
        std::size_t remedies = 0;
        for (const auto& line : result.lines()) {
            if (line.starts_with("  what to do: ")) {
                ++remedies;
                CHECK((withoutCommand.contains(id) || line.find("See it with: dig ") != std::string::npos));
            }
        }
        CHECK(remedies > 0);
        checkForm(result);
    }
}

} // namespace

TEST_CASE("Every finding on the list has a zone in these tests that raises it and only it", "[delegation]")
{
    std::set<std::string> listed;
    for (const auto& line : runCheck("check_dns_delegation", {"--list-findings"}).lines()) {
        if (!line.empty() && line.front() != ' ') {
            listed.insert(line.substr(0, line.find(' ')));
        }
    }
    // These end a run before there is a zone: the tests of the command line provoke them.
    CHECK(listed.erase("usage-error") + listed.erase("internal-error") == 2);
    std::set<std::string> covered;
    for (const auto& faults : {delegationFaults(), serverFaults(), dnssecFaults()}) {
        for (const auto& [id, fault] : faults) {
            CHECK(covered.insert(id).second);
        }
    }
    for (const auto& [id, where] : elsewhere) {
        CHECK(covered.insert(id).second);
        const auto file =
            std::string(SOURCE_DIR) + "/tests/servers/delegation/" + where.substr(0, where.find(".cpp")) + ".cpp";
        INFO(id << " should be in " << file);
        CHECK(contentOf(file).find(id) != std::string::npos);
    }
    CHECK(covered == listed);
}

TEST_CASE("What is wrong with a delegation is one finding, with the command that shows it", "[delegation]")
{
    checkFaults(delegationFaults());
}

TEST_CASE("What is wrong with a name server is one finding, with the command that shows it", "[delegation]")
{
    checkFaults(serverFaults());
}

TEST_CASE("What is wrong with signatures is one finding, with the command that shows it", "[delegation][dnssec]")
{
    checkFaults(dnssecFaults());
}
