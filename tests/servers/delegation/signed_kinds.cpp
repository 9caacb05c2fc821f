// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/signed_kinds.hpp"

#include "check/ascii.hpp"

#include <deque>
#include <functional>

namespace mpm::test {
namespace {

using Plan = HandSigner::Plan;

/// Collects the kinds, each at addresses of its own.
class Kinds {
public:
    SignedKind& add(const std::string& name)
    {
        auto& kind = kinds_.emplace_back(); // a deque: references stay
        kind.name = name;
        kind.place = std::to_string(kinds_.size() / 200) + "." + std::to_string(kinds_.size() % 200);
        return kind;
    }

    /// What the zone holds, unsigned.
    static std::string plain(const SignedKind& kind)
    {
        return "@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1\n@ NS ns2\nns1 A " + kind.address(0) +
               "\nns2 A " + kind.address(1) + "\n";
    }

    static std::string zoneOf(const SignedKind& kind) { return kind.name + ".example"; }

    static std::string ds(const SignedKind& kind, const std::string& record) { return kind.name + " " + record + "\n"; }

    /// Signed by one key of this kind, whose DS with these digests is at the parent.
    SignedKind& byKey(const std::string& name, const HandKey::Kind& key, const std::vector<unsigned>& digests = {2},
                      const std::function<void(Plan&)>& change = {}, const std::string& more = {})
    {
        auto& kind = add(name);
        const HandKey one(zoneOf(kind), key);
        Plan plan{{one}, {one}, {one}};
        if (change) {
            change(plan);
        }
        for (const auto digest : digests) {
            kind.delegation += ds(kind, one.ds(digest));
        }
        sign(kind, plan, more);
        return kind;
    }

    static void sign(SignedKind& kind, const Plan& plan, const std::string& more = {})
    {
        kind.masters[0] = kind.masters[1] = HandSigner::sign(zoneOf(kind), plain(kind) + more, plan);
    }

    std::vector<SignedKind> all() const { return {kinds_.begin(), kinds_.end()}; }

private:
    std::deque<SignedKind> kinds_;
};

std::string numbered(const std::string& name, unsigned number)
{
    return name + "-" + std::to_string(number);
}

void addAlgorithms(Kinds& kinds)
{
    for (const unsigned algorithm :
         {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 10U, 12U, 13U, 14U, 15U, 16U, 17U, 23U, 250U, 252U, 253U, 254U, 255U, 0U}) {
        kinds.byKey(numbered("algorithm", algorithm), {.algorithm = algorithm});
    }
    for (const unsigned bits : {512U, 768U, 1024U, 4096U, 4224U}) {
        kinds.byKey(numbered("rsa", bits), {.algorithm = 8, .bits = bits});
    }
}

void addDigests(Kinds& kinds)
{
    for (const unsigned digest : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 250U}) {
        kinds.byKey(numbered("digest", digest), {}, {digest});
        kinds.byKey(numbered("digest-2-and", digest), {}, {2, digest});
    }
    for (const auto& [right, wrong] : {std::pair{2U, 1U}, {1U, 2U}, {2U, 4U}, {4U, 2U}, {1U, 4U}}) {
        auto& kind = kinds.byKey("right-" + std::to_string(right) + "-wrong-" + std::to_string(wrong), {}, {right});
        const HandKey other(Kinds::zoneOf(kind), {});
        kind.delegation += Kinds::ds(kind, other.ds(wrong));
    }
    for (const auto& [right, wrong] : {std::pair{2U, 1U}, {1U, 2U}, {2U, 4U}, {4U, 2U}}) {
        auto& kind = kinds.add("right-" + std::to_string(right) + "-spoilt-" + std::to_string(wrong));
        const HandKey key(Kinds::zoneOf(kind), {});
        auto spoilt = key.ds(wrong);
        spoilt.back() = spoilt.back() == '0' ? '1' : '0';
        kind.delegation = Kinds::ds(kind, key.ds(right)) + Kinds::ds(kind, spoilt);
        Kinds::sign(kind, {{key}, {key}, {key}});
    }
}

void addUnusableDs(Kinds& kinds)
{
    auto& strange = kinds.add("ds-of-3-zone-unsigned");
    strange.delegation = Kinds::ds(strange, "DS 4711 3 1 " + std::string(40, 'a'));
    strange.masters[0] = strange.masters[1] = Kinds::plain(strange);
    auto& digest = kinds.add("digest-250-zone-unsigned");
    digest.delegation = Kinds::ds(digest, "DS 4711 13 250 " + std::string(40, 'a'));
    digest.masters[0] = digest.masters[1] = Kinds::plain(digest);
    auto& noDs = kinds.byKey("no-ds", {}, {});
    noDs.delegation.clear();
    auto& nothing = kinds.add("nothing");
    nothing.masters[0] = nothing.masters[1] = Kinds::plain(nothing);
    kinds.byKey("ds-of-3-beside-13", {}).delegation += "ds-of-3-beside-13 DS 4711 3 1 " + std::string(40, 'a') + "\n";
    auto& other = kinds.byKey("ds-of-3-signed-by-13", {}, {});
    other.delegation = Kinds::ds(other, "DS 4711 3 1 " + std::string(40, 'a'));
    auto& expired =
        kinds.byKey("ds-of-3-expired", {}, {}, [](Plan& plan) { plan.expiresInDays = -2, plan.validInDays = -9; });
    expired.delegation = Kinds::ds(expired, "DS 4711 3 1 " + std::string(40, 'a'));
    auto& wrong = kinds.byKey("ds-of-other-key-beside-250", {}, {250});
    wrong.delegation += Kinds::ds(wrong, HandKey(Kinds::zoneOf(wrong), {}).ds());
    auto& missing = kinds.add("ds-of-13-zone-unsigned");
    missing.delegation = Kinds::ds(missing, HandKey(Kinds::zoneOf(missing), {}).ds());
    missing.masters[0] = missing.masters[1] = Kinds::plain(missing);
}

void addFlags(Kinds& kinds)
{
    for (const unsigned flags : {0U, 1U, 128U, 256U, 257U, 258U, 384U, 385U, 511U, 0x8101U}) {
        kinds.byKey(numbered("flags", flags), {.flags = flags});
    }
    for (const unsigned protocol : {0U, 1U, 2U, 4U, 255U}) {
        kinds.byKey(numbered("protocol", protocol), {.protocol = protocol});
    }
    for (const bool signs : {true, false}) { // a revoked key beside the one that took over
        auto& kind = kinds.add(signs ? "revoked-signs-beside-new" : "revoked-beside-new");
        const HandKey old(Kinds::zoneOf(kind), {.flags = 385});
        const HandKey fresh(Kinds::zoneOf(kind), {});
        kind.delegation = Kinds::ds(kind, fresh.ds());
        Plan plan{{old, fresh}, {fresh}, {fresh}};
        if (signs) {
            plan.keySigners.push_back(old);
        }
        Kinds::sign(kind, plan);
    }
    auto& revoked = kinds.add("ds-of-revoked-alone"); // the zone's own key is another one
    const HandKey old(Kinds::zoneOf(revoked), {.flags = 385});
    const HandKey fresh(Kinds::zoneOf(revoked), {});
    revoked.delegation = Kinds::ds(revoked, old.ds());
    Kinds::sign(revoked, {{old, fresh}, {old, fresh}, {fresh}});
    for (const bool both : {true, false}) { // the key-signing key is revoked, another key signs the zone
        auto& kind = kinds.add(both ? "ds-of-revoked-both-sign-keys" : "ds-of-revoked-signs-keys");
        const HandKey ksk(Kinds::zoneOf(kind), {.flags = 385});
        const HandKey zsk(Kinds::zoneOf(kind), {.flags = 256});
        kind.delegation = Kinds::ds(kind, ksk.ds());
        Kinds::sign(kind, {{ksk, zsk}, both ? std::vector<HandKey>{ksk, zsk} : std::vector<HandKey>{ksk}, {zsk}});
    }
    for (const auto& [name, spoilt] : {std::pair<std::string, HandKey::Kind>{"zone-key-without-flag", {.flags = 0}},
                                       {"zone-key-of-protocol-2", {.flags = 256, .protocol = 2}},
                                       {"zone-key-revoked", {.flags = 384}},
                                       {"zone-key-of-250", {.algorithm = 250, .flags = 256}},
                                       {"zone-key-of-3", {.algorithm = 3, .flags = 256}},
                                       {"zone-key-of-5", {.algorithm = 5, .flags = 256}},
                                       {"zone-key-of-8", {.algorithm = 8, .flags = 256}}}) {
        auto& kind = kinds.add(name); // the DS leads to a sound key, and that to one that signs the zone
        const HandKey ksk(Kinds::zoneOf(kind), {});
        const HandKey zsk(Kinds::zoneOf(kind), spoilt);
        kind.delegation = Kinds::ds(kind, ksk.ds());
        Kinds::sign(kind, {{ksk, zsk}, {ksk}, {zsk}});
    }
    auto& published = kinds.add("published-250"); // not used
    const HandKey key(Kinds::zoneOf(published), {});
    published.delegation = Kinds::ds(published, key.ds());
    Kinds::sign(published, {{key, HandKey(Kinds::zoneOf(published), {.algorithm = 250})}, {key}, {key}});
    for (const bool complete : {true, false}) {
        auto& kind = kinds.add(complete ? "two-algorithms" : "two-algorithms-one-signs");
        const HandKey rsa(Kinds::zoneOf(kind), {.algorithm = 8});
        const HandKey ecdsa(Kinds::zoneOf(kind), {});
        kind.delegation = Kinds::ds(kind, rsa.ds()) + Kinds::ds(kind, ecdsa.ds());
        const std::vector<HandKey> both{rsa, ecdsa};
        Kinds::sign(
            kind, {both, complete ? both : std::vector<HandKey>{ecdsa}, complete ? both : std::vector<HandKey>{ecdsa}});
    }
    auto& stale = kinds.add("ds-of-8-stale-beside-13");
    const HandKey good(Kinds::zoneOf(stale), {});
    stale.delegation =
        Kinds::ds(stale, good.ds()) + Kinds::ds(stale, HandKey(Kinds::zoneOf(stale), {.algorithm = 8}).ds());
    Kinds::sign(stale, {{good}, {good}, {good}});
}

void addSigners(Kinds& kinds)
{
    auto& one = kinds.add("signers-model-1"); // one key set, signed centrally; each signs with a key of its own
    {
        const HandKey ksk(Kinds::zoneOf(one), {});
        const HandKey a(Kinds::zoneOf(one), {.flags = 256});
        const HandKey b(Kinds::zoneOf(one), {.flags = 256});
        one.delegation = Kinds::ds(one, ksk.ds());
        one.masters = {HandSigner::sign(Kinds::zoneOf(one), Kinds::plain(one), {{ksk, a, b}, {ksk}, {a}}),
                       HandSigner::sign(Kinds::zoneOf(one), Kinds::plain(one), {{ksk, a, b}, {ksk}, {b}})};
    }
    auto& two =
        kinds.add("signers-model-2"); // each with a key-signing key of its own, all zone-signing keys everywhere
    {
        const HandKey kskA(Kinds::zoneOf(two), {});
        const HandKey kskB(Kinds::zoneOf(two), {});
        const HandKey a(Kinds::zoneOf(two), {.flags = 256});
        const HandKey b(Kinds::zoneOf(two), {.flags = 256});
        two.delegation = Kinds::ds(two, kskA.ds()) + Kinds::ds(two, kskB.ds());
        two.masters = {HandSigner::sign(Kinds::zoneOf(two), Kinds::plain(two), {{kskA, a, b}, {kskA}, {a}}),
                       HandSigner::sign(Kinds::zoneOf(two), Kinds::plain(two), {{kskB, a, b}, {kskB}, {b}})};
    }
}

void addDenials(Kinds& kinds)
{
    kinds.byKey("nsec", {});
    kinds.byKey("no-proofs", {}, {2}, [](Plan& plan) { plan.denial.none = true; });
    for (const unsigned iterations : {0U, 1U, 50U, 51U, 100U, 101U, 150U, 151U, 500U, 501U, 2500U}) {
        kinds.byKey(numbered("iterations", iterations), {}, {2}, [=](Plan& plan) {
            plan.denial.nsec3 = true;
            plan.denial.iterations = static_cast<std::uint16_t>(iterations);
        });
    }
    for (const unsigned bits : {0U, 1U, 2U, 3U}) { // the name is there by a wildcard, and from 2 on without a proof
        const auto change = [=](Plan& plan) { plan.denial.nsec3 = bits % 2 == 1; };
        kinds.byKey(numbered("wildcard", bits), {}, {2}, change, "* A 20.9.9.9\n").quirks.noProofs = bits > 1;
    }
    kinds.byKey("opt-out", {}, {2}, [](Plan& plan) { plan.denial = {.nsec3 = true, .flags = 1}; });
    kinds.byKey("nsec3-flags-2", {}, {2}, [](Plan& plan) { plan.denial = {.nsec3 = true, .flags = 2}; });
    kinds.byKey("nsec3-hash-2", {}, {2}, [](Plan& plan) { plan.denial = {.nsec3 = true, .hash = 2}; });
    for (const auto& [name, types] : {std::pair<std::string, std::string>{"compact-nxname", "RRSIG NSEC TYPE128"},
                                      {"compact-plain", "RRSIG NSEC"},
                                      {"compact-of-all-types", "RRSIG NSEC TXT MX AAAA CAA"},
                                      {"compact-that-has-the-type", "A RRSIG NSEC"}}) {
        const std::string absent = "_no-such-name-for-monitoring";
        kinds.byKey(
            name, {}, {2}, [](Plan& plan) { plan.denial.none = true; },
            absent + " NSEC \\000." + absent + "." + name + ".example. " + types + "\n");
    }
}

void addSignatures(Kinds& kinds)
{
    const auto dated = [&](const std::string& name, double expires, double valid) {
        kinds.byKey(name, {}, {2}, [=](Plan& plan) {
            plan.expiresInDays = expires;
            plan.validInDays = valid;
        });
    };
    dated("expired", -2, -30);
    dated("not-yet-valid", 30, 2);
    dated("expires-before-it-is-valid", 2, 9);
    kinds.byKey("unsigned-zone-data", {}, {2}, [](Plan& plan) { plan.zoneSigners.clear(); });
    kinds.byKey("unsigned-keys", {}, {2}, [](Plan& plan) { plan.keySigners.clear(); });
    kinds.byKey("signed-by-unpublished", {}, {2},
                [](Plan& plan) { plan.zoneSigners = {HandKey("signed-by-unpublished.example", {})}; });
    auto& changed = kinds.byKey("changed-after-signing", {});
    for (auto& master : changed.masters) {
        std::string lines;
        for (const auto& line : split(master, '\n')) {
            lines += (line.find("\tSOA\t") != std::string::npos && line.find("RRSIG") == std::string::npos
                          ? replaced(line, " 900 ", " 901 ")
                          : line) +
                     "\n";
        }
        master = lines;
    }
}

/// Rollovers of algorithms, DS that are almost right, and sets of which a part is signed.
void addPartly(Kinds& kinds)
{
    auto& rollover = kinds.add("ds-of-8-zone-by-13");
    {
        const HandKey rsa(Kinds::zoneOf(rollover), {.algorithm = 8});
        const HandKey ecdsa(Kinds::zoneOf(rollover), {});
        rollover.delegation = Kinds::ds(rollover, rsa.ds());
        Kinds::sign(rollover, {{rsa, ecdsa}, {rsa, ecdsa}, {ecdsa}});
    }
    for (const bool beside : {false, true}) { // validators go by tag, algorithm and digest together
        auto& renamed = kinds.byKey(beside ? "ds-of-other-algorithm-beside-good" : "ds-of-other-algorithm", {},
                                    beside ? std::vector<unsigned>{2} : std::vector<unsigned>{});
        const HandKey key(Kinds::zoneOf(renamed), {});
        if (!beside) {
            Kinds::sign(renamed, {{key}, {key}, {key}});
        }
        renamed.delegation += Kinds::ds(renamed, replaced(key.ds(), " 13 2 ", " 8 2 "));
        auto& shortened = kinds.byKey(beside ? "digest-cut-short-beside-good" : "digest-cut-short", {},
                                      beside ? std::vector<unsigned>{2} : std::vector<unsigned>{});
        const HandKey cut(Kinds::zoneOf(shortened), {});
        if (!beside) {
            Kinds::sign(shortened, {{cut}, {cut}, {cut}});
        }
        const auto ds = cut.ds();
        shortened.delegation += Kinds::ds(shortened, ds.substr(0, ds.size() - 24));
    }
    auto& apart = kinds.add("keys-expired-zone-not");
    {
        const HandKey key(Kinds::zoneOf(apart), {});
        const auto plain = Kinds::plain(apart);
        const auto zone = Kinds::zoneOf(apart);
        apart.delegation = Kinds::ds(apart, key.ds());
        const auto keep = [](const std::string& master, bool ofKeys) {
            std::string lines;
            for (const auto& line : split(master, '\n')) {
                lines += (line.find("RRSIG\tDNSKEY") != std::string::npos) == ofKeys ? line + "\n" : "";
            }
            return lines;
        };
        const auto expired = HandSigner::sign(zone, plain, {{key}, {key}, {key}, {}, -2, -30});
        const auto good = HandSigner::sign(zone, plain, {{key}, {key}, {key}});
        apart.masters[0] = apart.masters[1] = keep(good, false) + keep(expired, true);
    }
    const auto without = [&](const std::string& name, const std::string& covered) {
        auto& kind = kinds.byKey(name, {});
        for (auto& master : kind.masters) {
            std::string lines;
            for (const auto& line : split(master, '\n')) {
                lines += line.find("RRSIG\t" + covered) == std::string::npos ? line + "\n" : "";
            }
            master = lines;
        }
    };
    without("ns-unsigned", "NS ");
    without("soa-unsigned", "SOA ");
    without("proofs-unsigned", "NSEC ");
    kinds.byKey("rsa-sha512-768", {.algorithm = 10, .bits = 768});
}

/// NSEC records made by hand.
void addProofs(Kinds& kinds)
{
    const std::string absent = "_no-such-name-for-monitoring";
    const auto add = [&](const std::string& name, const std::string& proofs) {
        kinds.byKey(
            name, {}, {2}, [](Plan& plan) { plan.denial.none = true; },
            proofs.find('%') == std::string::npos
                ? proofs
                : replaced(proofs, "%", "\\000." + absent + "." + name + ".example."));
    };
    const std::string apex = " A NS SOA RRSIG NSEC DNSKEY\n";
    add("white-lies", "_no-such-name-for-monitorinf NSEC " + absent + "\\000 RRSIG NSEC\n@ NSEC +" + apex);
    add("white-lies-that-lead-below", "_no-such-name-for-monitorinf NSEC % RRSIG NSEC\n@ NSEC +" + apex);
    add("no-proof-about-wildcards", "_no-such-name-for-monitorinf NSEC % RRSIG NSEC\n");
    add("proof-of-other-names", "@ NSEC _a" + apex);
    add("one-proof-for-all", "@ NSEC @" + apex);
    add("proof-up-to-a-name", "@ NSEC ns1" + apex);
}

/// Sound zones whose servers don't give the keys.
void addWithheldKeys(Kinds& kinds)
{
    const auto add = [&](const std::string& name, const std::function<void(Quirks&)>& change) {
        change(kinds.byKey(name, {}).quirks);
    };
    constexpr unsigned serverFailure = 2;
    constexpr unsigned noSuchName = 3;
    constexpr unsigned refused = 5;
    for (const auto& [name, rcode] : {std::pair<std::string, unsigned>{"servfail", serverFailure},
                                      {"nxdomain", noSuchName},
                                      {"refused", refused}}) {
        add("keys-" + name, [rcode = rcode](Quirks& quirks) { quirks.fails[RecordType::Dnskey] = rcode; });
    }
    // Both validators take records without AA from whom they were sent to; but no such server serves the zone.
    auto& plain = kinds.byKey("keys-without-aa", {});
    plain.quirks.withoutAuthority = {RecordType::Dnskey};
    plain.isStricter = true;
    add("keys-cut-without-tcp", [](Quirks& quirks) {
        quirks.cuts = {RecordType::Dnskey};
        quirks.tcp = Quirks::Tcp::Closed;
    });
    add("keys-cut-with-tcp", [](Quirks& quirks) { quirks.cuts = {RecordType::Dnskey}; });
    add("no-edns", [](Quirks& quirks) { quirks.formErrOnEdns = true; });
    add("no-signatures", [](Quirks& quirks) { quirks.noSignatures = true; });
    add("proofs-withheld", [](Quirks& quirks) { quirks.noProofs = true; });
}

} // namespace

std::vector<SignedKind> signedKinds()
{
    Kinds kinds;
    addAlgorithms(kinds);
    addDigests(kinds);
    addUnusableDs(kinds);
    addFlags(kinds);
    addSigners(kinds);
    addDenials(kinds);
    addSignatures(kinds);
    addPartly(kinds);
    addProofs(kinds);
    addWithheldKeys(kinds);
    return kinds.all();
}

} // namespace mpm::test
