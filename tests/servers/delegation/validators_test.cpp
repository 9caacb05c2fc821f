// SPDX-License-Identifier: GPL-3.0-or-later
// What Debian's validators make of signed zones, sound and broken in every way, and that this check says the same.
#include "net/dns_client.hpp"
#include "servers/delegation/signed_kinds.hpp"
#include "support/dns_servers.hpp"
#include "support/zone_signer.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

using namespace mpm::test;
using mpm::DnsName;
using mpm::DnsOutcome;
using mpm::RecordType;

namespace {

enum class Verdict { Secure, Insecure, Bogus };

std::string shown(Verdict verdict)
{
    return verdict == Verdict::Secure ? "secure" : verdict == Verdict::Insecure ? "insecure" : "bogus";
}

/// What a validator says of a zone's SOA record, its NS records, and a name that is not there.
struct Opinion {
    Verdict soa;
    Verdict ns;
    Verdict absence;

    bool isBogus() const { return soa == Verdict::Bogus || ns == Verdict::Bogus || absence == Verdict::Bogus; }
    std::string text() const { return shown(soa) + ", " + shown(ns) + ", " + shown(absence); }
};

/// What can happen to somebody who may ask either.
Verdict worst(const std::vector<Opinion>& opinions)
{
    const auto any = [&](auto is) { return std::any_of(opinions.begin(), opinions.end(), is); };
    return any([](const Opinion& one) { return one.isBogus(); })                  ? Verdict::Bogus
           : any([](const Opinion& one) { return one.soa == Verdict::Insecure; }) ? Verdict::Insecure
                                                                                  : Verdict::Secure;
}

/// Bogus is CRITICAL, insecure is told as such, and secure is OK but for words about its future.
void checkAgreement(const std::vector<Opinion>& opinions, const ProcessResult& result, bool isStricter)
{
    constexpr int critical = 2;
    const std::set<std::string> asUnsigned{"ds-unusable W", "dnssec-no-ds W", "dnssec-missing O"};
    const std::set<std::string> ofSecure{"algorithm-deprecated W", "digest-deprecated W", "dnskey-weak W", "ds-stale W",
                                         "nsec3-iterations W",     "nsec3-iterations O"};
    std::vector<std::string> findings;
    for (const auto& finding : findingsIn(result)) {
        if (!finding.starts_with("ipv6-missing ")) {
            findings.push_back(finding);
        }
    }
    const auto all = [&](const std::set<std::string>& of) {
        return std::all_of(findings.begin(), findings.end(), [&](const auto& one) { return of.contains(one); });
    };
    const auto verdict = isStricter ? Verdict::Bogus : worst(opinions);
    const bool hasDays = result.out.find(" rrsig_days=") != std::string::npos;
    if (verdict == Verdict::Bogus) {
        CHECK(result.exitStatus == critical);
    } else if (verdict == Verdict::Insecure) {
        CHECK(findings.size() == 1);
        CHECK(all(asUnsigned));
        CHECK(result.out.find("SERVFAIL") == std::string::npos);
        CHECK((findings == std::vector<std::string>{"dnssec-no-ds W"} || !hasDays));
    } else {
        CHECK(all(ofSecure));
        CHECK(hasDays);
    }
    if (isStricter) {
        CHECK(worst(opinions) == Verdict::Secure); // else there is nothing to be stricter about
    }
    checkForm(result);
}

Opinion ask(const DnsDaemon& validator, const std::string& zone)
{
    mpm::DnsClientConfig config;
    config.timeout = scaled(mpm::Seconds(5));
    std::vector<mpm::ServerQuestion> questions;
    for (const auto& question :
         {mpm::DnsQuestion{DnsName::parse(zone), RecordType::Soa},
          mpm::DnsQuestion{DnsName::parse(zone), RecordType::Ns},
          mpm::DnsQuestion{DnsName::parse("_no-such-name-for-monitoring." + zone), RecordType::A}}) {
        questions.push_back({.server = validator.endpoint(), .question = question, .recursionDesired = true});
    }
    const auto answers = mpm::DnsClient(config).askServers(questions, mpm::Deadline::in(scaled(mpm::Seconds(10))));
    const auto read = [](const mpm::DnsAnswer& answer) {
        INFO(answer.question.toString() << ": " << answer.detail);
        const bool failed = answer.outcome == DnsOutcome::ServFail || answer.outcome == DnsOutcome::Bogus;
        CHECK((failed || answer.isConclusive()));
        return failed ? Verdict::Bogus : answer.message.authenticData ? Verdict::Secure : Verdict::Insecure;
    };
    return {read(answers.at(0)), read(answers.at(1)), read(answers.at(2))};
}

} // namespace

TEST_CASE("Secure, insecure and bogus are what Unbound and BIND say of every signed zone", "[delegation][dnssec][real]")
{
    auto world = ZoneWorld();
    world.servers.clear();
    const auto kinds = signedKinds();
    std::string example = world.zones["example"];
    for (const auto& kind : kinds) {
        const auto zone = kind.name + ".example";
        const auto address = [&](int server) { return kind.address(server); };
        for (const int server : {0, 1}) {
            const auto ns = "ns" + std::to_string(server + 1) + "." + kind.name;
            example += kind.name + " NS " + ns + "\n" + ns + " A " + address(server) + "\n";
            auto& host = world.servers[address(server)];
            host.zones = {zone};
            host.quirks = kind.quirks;
            host.ownZones[zone] = kind.masters.at(static_cast<std::size_t>(server));
        }
        example += kind.delegation;
    }
    ZoneSigner signer;
    const auto key = signer.newKey("example");
    auto zones = world.zones;
    zones["example"] = signer.sign("example", example, {key});
    for (const auto& [address, origin] : {std::pair{"20.0.0.1", "."},
                                          {"20.0.1.1", "."},
                                          {"21.0.0.1", "example"},
                                          {"21.0.1.1", "example"},
                                          {"22.0.0.1", "test"}}) {
        world.servers[address] = {{origin}};
    }
    ScriptedInternet internet(zones, world.servers);
    TempDir folder;
    const auto hints = folder.write("root.hints", ". 3600 NS a.root.\na.root. 3600 A 20.0.0.1\n");
    const std::vector<std::string> anchors{"example. 300 IN " + signer.dnskey(key)};
    const auto unbound = startUnbound({{".", {*mpm::IpAddress::parse("20.0.0.1"), 53}}}, anchors);
    const auto bind = startValidatingBind("20.0.0.1", anchors);
    std::map<std::string, int> counts;
    for (const auto& kind : kinds) {
        const auto zone = kind.name + ".example";
        const std::vector<Opinion> opinions{ask(unbound, zone), ask(bind, zone)};
        const auto result =
            runCheck("check_dns_delegation", {"-d", zone, "--root-hints", hints.string(), "-v", "-t", scaled("3")});
        INFO(zone << ", Unbound: " << opinions[0].text() << ", BIND: " << opinions[1].text() << "\n" << result.out);
        ++counts[shown(worst(opinions)) + ", here " + std::to_string(result.exitStatus)];
        checkAgreement(opinions, result, kind.isStricter);
    }
    std::cout << kinds.size() << " signed zones:";
    for (const auto& [what, count] : counts) {
        std::cout << " " << what << ": " << count << ";";
    }
    std::cout << "\n";
    CHECK(kinds.size() > 100);
}
