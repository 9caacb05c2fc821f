// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/signing.hpp"
#include "support/timing.hpp"

using namespace mpm::test;
using mpm::RecordType;

namespace {

/// Without the signatures' dates, which change the text, an SOA that differs from what was signed.
std::string otherRetry(const std::string& zone)
{
    return replaced(zone, " 900 ", " 901 ");
}

} // namespace

TEST_CASE("A zone that is signed well raises nothing", "[delegation][dnssec]")
{
    checkShapes({
        {"signed",
         signedThen([](ZoneWorld&, Signing&) {}),
         {},
         {"OK - ", "signed for 28 more days", "rrsig_days=2"},
         {"-v"}},
        {"two digests of one key",
         signedThen([](ZoneWorld& w, Signing& s) { w.delegation += s.ds(s.key, 4); }),
         {},
         {},
         {"-v"}},
        {"two algorithms",
         with([](ZoneWorld& w, Signing& s) {
             const auto rsa = s.signer.newKey(zoneName, "RSASHA256", 2048);
             w.delegation += s.ds(s.key);
             w.served = s.signer.sign(zoneName, w.zone(), {s.key, rsa}, 28, -1, {"-A", "-U"});
         }),
         {},
         {},
         {"-v"}},
        {"Ed25519",
         with([](ZoneWorld& w, Signing& s) {
             const auto key = s.signer.newKey(zoneName, "ED25519");
             w.delegation += s.ds(key);
             w.served = s.signer.sign(zoneName, w.zone(), {key});
         }),
         {},
         {},
         {"-v"}},
        {"a CDS that says what the parent has",
         with([](ZoneWorld& w, Signing& s) {
             w.more += "@ C" + s.signer.ds(s.key) + "\n@ C" + s.signer.dnskey(s.key) + "\n";
             s.sign(w);
         }),
         {},
         {},
         {"-v"}},
        {"an answer too long for UDP",
         signedThen([](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.cuts = {RecordType::Dnskey}; }); }),
         {},
         {},
         {"-v"}},
    });
}

TEST_CASE("A DS that leads nowhere is critical", "[delegation][dnssec]")
{
    checkShapes({
        {"the zone is not signed",
         with([](ZoneWorld& w, Signing& s) { w.delegation += s.ds(s.key); }),
         {"ds-mismatch C"},
         {"has no DNSKEY, so it is not signed"}},
        {"of another key",
         with([](ZoneWorld& w, Signing& s) {
             w.delegation += s.ds(s.other);
             w.served = s.signer.sign(zoneName, w.zone(), {s.key});
         }),
         {"ds-mismatch C"},
         {"matches none"}},
        {"of the right key, with a wrong digest",
         with([](ZoneWorld& w, Signing& s) {
             auto ds = s.ds(s.key);
             auto& digit = ds.at(ds.find_last_not_of(" \n"));
             digit = digit == '0' ? '1' : '0';
             w.delegation += ds;
             w.served = s.signer.sign(zoneName, w.zone(), {s.key});
         }),
         {"ds-mismatch C"},
         {"for which the parent has a DS, but with another digest"}},
        {"of a key that signs nothing",
         with([](ZoneWorld& w, Signing& s) {
             w.delegation += s.ds(s.other);
             w.more += "@ " + s.signer.dnskey(s.other) + "\n";
             w.served = s.signer.sign(zoneName, w.zone(), {s.key});
         }),
         {"ds-mismatch C"},
         {"does not sign the DNSKEY records"}},
        {"one server has an unsigned copy",
         signedThen([](ZoneWorld& w, Signing&) {
             w.servers[ns2v4].ownZones[zoneName] = w.soa + w.names + w.addresses + w.more;
         }),
         {"ds-mismatch W"},
         {"ns2.shop.example [23.0.1.1]:53", "3 of 4 addresses are right"}},
        {"a stale one beside a good one",
         signedThen([](ZoneWorld& w, Signing& s) { w.delegation += s.ds(s.other); }),
         {"ds-stale W"},
         {"leads to no key"}},
        {"digest SHA-1 only",
         with([](ZoneWorld& w, Signing& s) {
             w.delegation += s.ds(s.key, 1);
             w.served = s.signer.sign(zoneName, w.zone(), {s.key});
         }),
         {"digest-deprecated W"},
         {"digest type 1"}},
        {"none, though the zone is signed",
         with([](ZoneWorld& w, Signing& s) { w.served = s.signer.sign(zoneName, w.zone(), {s.key}); }),
         {"dnssec-no-ds W"},
         {"the parent has no DS"}},
        {"none where one is expected",
         signedThen([](ZoneWorld&, Signing&) {}),
         {"ds-missing C", "ds-unexpected C"},
         {"DS 1"},
         {"--expect-ds", "1"}},
    });
}

TEST_CASE("Signatures must be there, fit, and last", "[delegation][dnssec]")
{
    checkShapes({
        {"none",
         signedThen([](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.noSignatures = true; }); }),
         {"rrsig-missing C"},
         {"all 4 addresses", "no signature"}},
        {"none at one server",
         signedThen([](ZoneWorld& w, Signing&) { w.servers[ns2v6].quirks.noSignatures = true; }),
         {"rrsig-missing W"},
         {"ns2.shop.example [2400:2::1]:53"}},
        {"expired", signedFor(-2, -30), {"rrsig-expired C"}, {"expired 2 days ago", "rrsig_days=-2;3:;1: "}},
        {"expired a while ago", signedFor(-0.1, -30), {"rrsig-expired C"}, {"expired 2.4 hours ago"}},
        {"valid in a while", signedFor(30, 0.1), {"rrsig-not-yet-valid C"}, {"valid only in 2.4 hours"}},
        {"expired at one server",
         signedThen([](ZoneWorld& w, Signing& s) {
             w.servers[ns2v4].ownZones[zoneName] =
                 s.signer.sign(zoneName, w.soa + w.names + w.addresses + w.more, {s.key}, -2, -30);
         }),
         {"rrsig-expired W"},
         {"3 of 4 addresses are right", "rrsig_days=-2;3:;1: "}},
        {"expires soon at one server",
         signedThen([](ZoneWorld& w, Signing& s) {
             w.servers[ns2v4].ownZones[zoneName] =
                 s.signer.sign(zoneName, w.soa + w.names + w.addresses + w.more, {s.key}, 2);
         }),
         {"rrsig-expires-soon W"},
         {"ns2.shop.example [23.0.1.1]:53 has a signature by key ", " records that expires in 2 days: rrsig_days "}},
        {"not valid yet", signedFor(30, 2), {"rrsig-not-yet-valid C"}, {"valid only in 2 days"}},
        {"changed after signing",
         signedThen([](ZoneWorld& w, Signing&) { w.served = otherRetry(w.served); }),
         {"rrsig-invalid C"},
         {"that does not fit the SOA records"}},
        {"expires in two days",
         signedFor(2),
         {"rrsig-expires-soon W"},
         {"shop.example has a signature by key ",
          " records, the same at all 4 addresses of its name servers, that "
          "expires in 2 days: rrsig_days ",
          "below 3", ";3:;1:;0"}},
        {"expires in half a day", signedFor(0.5), {"rrsig-expires-soon C"}, {"below 1"}},
        {"expires in two days, which is fine here",
         signedFor(2),
         {},
         {"OK - "},
         {"-w", "rrsig_days=1:", "-c", "rrsig_days=0.5:"}},
        {"without DS, expired is a warning",
         with([](ZoneWorld& w, Signing& s) { w.served = s.signer.sign(zoneName, w.zone(), {s.key}, -2, -30); }),
         {"rrsig-expired W", "dnssec-no-ds W"}},
        {"keys too many for UDP, and no TCP anywhere",
         signedThen([](ZoneWorld& w, Signing&) {
             w.all([](Quirks& q) {
                 q.cuts = {RecordType::Dnskey};
                 q.tcp = Quirks::Tcp::Closed;
             });
         }),
         {"ns-truncated C"},
         {"too long for UDP"}},
        {"nobody understands EDNS",
         signedThen([](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.formErrOnEdns = true; }); }),
         {"ns-no-edns C"},
         {"all 4 addresses", "so nobody gets signatures"}},
        {"no proof of absence",
         signedThen([](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.noProofs = true; }); }),
         {"denial-broken C"},
         {"without a proof"}},
        {"no proof at one server",
         signedThen([](ZoneWorld& w, Signing&) { w.servers[ns1v4].quirks.noProofs = true; }),
         {"denial-broken W"},
         {"[23.0.0.1]"}},
        {"two signers, and one lacks the other's key",
         twoSigners(false),
         {"dnskey-differs W"},
         {"shop.example is signed by key ", " lacks it: resolvers fail"}},
        {"two signers that publish each other's keys", twoSigners(true), {}, {}, {"-v"}},
        {"a key at one server only that signs nothing", signedThen([](ZoneWorld& w, Signing& s) {
             w.servers[ns2v4].ownZones[zoneName] = s.signer.sign(
                 zoneName, w.soa + w.names + w.addresses + w.more + "@ " + s.signer.dnskey(s.other) + "\n", {s.key});
         })},
    });
}

TEST_CASE("A DS that no validator uses leaves the zone unsigned, whatever is in it", "[delegation][dnssec]")
{
    const std::string ofDsa = "shop DS 4711 3 1 " + std::string(40, 'a') + "\n";
    const std::string ofDigest = "shop DS 4711 13 250 " + std::string(40, 'a') + "\n";
    const auto add = [](const std::string& ds) { return [=](ZoneWorld& w) { w.delegation += ds; }; };
    const auto sign = [](const std::string& ds, double expires) {
        return with([=](ZoneWorld& w, Signing& s) {
            w.delegation += ds;
            w.served = s.signer.sign(zoneName, w.zone(), {s.key}, expires, -30);
        });
    };
    const std::vector<std::string> unusable{"ds-unusable W"};
    checkShapes({
        {"of DSA, and no keys",
         add(ofDsa),
         unusable,
         {"counts as unsigned", "algorithm 3, digest type 1", "servers_ok=2"}},
        {"of an unknown digest, and no keys", add(ofDigest), unusable, {"digest type 250"}},
        {"two of them", add(ofDsa + ofDigest), unusable, {"any of them (key 4711: algorithm 3", "; key 4711"}},
        {"beside good signatures", sign(ofDsa, 28), unusable},
        {"beside signatures that have expired", sign(ofDigest, -2), unusable},
        {"while the servers refuse to give keys",
         [=](ZoneWorld& w) {
             w.delegation += ofDsa;
             w.all([](Quirks& q) { q.fails[RecordType::Dnskey] = 5; });
         },
         {"ns-drops-type W", "ds-unusable W"}},
        {"which the user takes for right",
         add(ofDsa),
         {},
         {"OK - ", ", unsigned for validators"},
         {"--severity", "ds-unusable=ok"}},
    });
    ZoneWorld world;
    sign(ofDsa, 28)(world);
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(result.out.find("The DS to enter: ") != std::string::npos);
    CHECK(result.out.find("rrsig_days") == std::string::npos);
}

TEST_CASE("A server whose chain can't be followed is not right, and no sound one at all is critical",
          "[delegation][dnssec]")
{
    const auto keysFail = [](Quirks& q) { q.fails[RecordType::Dnskey] = 5; };
    const auto ofFirst = [](ZoneWorld& w, const std::function<void(Quirks&)>& change) {
        change(w.servers[ns1v4].quirks);
        change(w.servers[ns1v6].quirks);
    };
    const auto plain = [](const ZoneWorld& w) { return w.soa + w.names + w.addresses + w.more; };
    checkShapes({
        {"all refuse to give keys",
         signedThen([=](ZoneWorld& w, Signing&) { w.all(keysFail); }),
         {"rrsig-missing C", "ns-drops-type W"},
         {"no server that gives its DNSKEY records", "refused when asked for DNSKEY; and 1 more", "servers_ok=0"}},
        {"all are silent on keys",
         signedThen([](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.drops = {RecordType::Dnskey}; }); }),
         {"rrsig-missing C", "ns-drops-type W"},
         {"stays silent when asked for DNSKEY"}},
        {"all give keys without authority",
         signedThen(
             [](ZoneWorld& w, Signing&) { w.all([](Quirks& q) { q.withoutAuthority = {RecordType::Dnskey}; }); }),
         {"rrsig-missing C"},
         {"all 4 addresses", "without authority (AA is not set) when asked for DNSKEY"}},
        {"one server refuses to give keys",
         signedThen([=](ZoneWorld& w, Signing&) { ofFirst(w, keysFail); }),
         {"ns-drops-type W"},
         {"servers_ok=1"}},
        {"one server gives keys without authority",
         signedThen(
             [=](ZoneWorld& w, Signing&) { ofFirst(w, [](Quirks& q) { q.withoutAuthority = {RecordType::Dnskey}; }); }),
         {"rrsig-missing W"},
         {"2 of 4 addresses are right", "servers_ok=1"}},
        {"one server refuses to give keys, the other is unsigned",
         signedThen([=](ZoneWorld& w, Signing&) {
             ofFirst(w, keysFail);
             w.ownZone(ns2v4, ns2v6, plain(w));
         }),
         {"ds-mismatch C", "ns-drops-type W"},
         {"servers_ok=0"}},
        {"one server's signatures have expired, the other is unsigned",
         signedThen([=](ZoneWorld& w, Signing& s) {
             w.ownZone(ns1v4, ns1v6, s.signer.sign(zoneName, plain(w), {s.key}, -2, -30));
             w.ownZone(ns2v4, ns2v6, plain(w));
         }),
         {"rrsig-expired C", "ds-mismatch C"},
         {"servers_ok=0"}},
        {"without DS nobody needs the keys",
         with([=](ZoneWorld& w, Signing& s) {
             w.served = s.signer.sign(zoneName, w.zone(), {s.key});
             w.all(keysFail);
         }),
         {"ns-drops-type W"},
         {"servers_ok=2"}},
    });
}

TEST_CASE("A DS of the key that is revoked is to be replaced", "[delegation][dnssec]")
{
    ZoneWorld world;
    const HandKey revoked(zoneName, {.flags = 385});
    const HandKey next(zoneName, {});
    world.delegation += "shop " + revoked.ds() + "\n";
    world.served = HandSigner::sign(zoneName, world.zone(), {{revoked, next}, {revoked, next}, {next}});
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(findingsIn(result) == std::vector<std::string>{"ds-stale W"});
    CHECK(result.firstLine().find("key " + std::to_string(revoked.tag()) + ", which is revoked") != std::string::npos);
    CHECK(result.out.find("The DS to enter: " + next.ds().substr(3, 10)) != std::string::npos);
}

TEST_CASE("A DS of a revoked key that alone signs the keys breaks the zone for a part of the resolvers",
          "[delegation][dnssec]")
{
    ZoneWorld world;
    const HandKey revoked(zoneName, {.flags = 385});
    const HandKey signer(zoneName, {.flags = 256});
    world.delegation += "shop " + revoked.ds() + "\n";
    world.served = HandSigner::sign(zoneName, world.zone(), {{revoked, signer}, {revoked}, {signer}});
    const auto result = checkWorld(world);
    INFO(result.out);
    CHECK(findingsIn(result) == std::vector<std::string>{"ds-mismatch C"});
    CHECK(result.firstLine().find("only by a revoked key (" + std::to_string(revoked.tag())) != std::string::npos);
}

TEST_CASE("A zone full of keys and signatures costs well under a second, and is judged right", "[delegation][dnssec]")
{
    ZoneSigner signer;
    std::vector<std::string> keys;
    for (int i = 0; i < 35; ++i) {
        keys.push_back(signer.newKey(zoneName, "RSASHA256", 1024));
    }
    for (const bool sound : {true, false}) {
        ZoneWorld world;
        world.delegation += "shop " + signer.ds(sound ? keys.at(20) : signer.newKey(zoneName)) + "\n";
        world.served = signer.sign(zoneName, world.zone(), keys);
        const auto result = checkWorld(world);
        INFO(result.out);
        CHECK(findingsIn(result) == (sound ? std::vector<std::string>{} : std::vector<std::string>{"ds-mismatch C"}));
        CHECK(result.seconds < scaled(1.0));
        checkForm(result);
    }
}

TEST_CASE("Old algorithms, short keys and wishes to the parent are judged", "[delegation][dnssec]")
{
    checkShapes({
        {"RSA with SHA-1",
         with([](ZoneWorld& w, Signing& s) {
             const auto key = s.signer.newKey(zoneName, "RSASHA1", 2048);
             w.delegation += s.ds(key);
             w.served = s.signer.sign(zoneName, w.zone(), {key});
         }),
         {"algorithm-deprecated W"},
         {"algorithm 5"}},
        {"RSA of 768 bits",
         with([](ZoneWorld& w, Signing& s) {
             const auto key = s.signer.newKey(zoneName, "RSASHA256", 768);
             w.delegation += s.ds(key);
             w.served = s.signer.sign(zoneName, w.zone(), {key});
         }),
         {"dnskey-weak W"},
         {"768 bits"}},
        {"a CDS that would break the chain",
         with([](ZoneWorld& w, Signing& s) {
             w.more += "@ C" + s.signer.ds(s.other) + "\n";
             s.sign(w);
         }),
         {"cds-broken C"},
         {"lead to none of its keys"}},
        {"a CDS that asks for another key",
         with([](ZoneWorld& w, Signing& s) {
             w.more += "@ C" + s.signer.ds(s.other) + "\n@ " + s.signer.dnskey(s.other) + "\n";
             s.sign(w);
         }),
         {"cds-differs W"},
         {"another DS"}},
        {"a CDS that asks for removal",
         with([](ZoneWorld& w, Signing& s) {
             w.more += "@ CDS 0 0 0 00\n";
             s.sign(w);
         }),
         {"cds-differs W"},
         {"remove its DS"}},
    });
}
