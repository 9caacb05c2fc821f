// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_mx/seen.hpp"

using namespace mpm;
using namespace mpm::test;
using State = checkMx::BlocklistAnswer::State;

namespace {

/// One good host with both families, whose IPv4 address the caller changes.
Observation oneHost()
{
    return domainWith({host("mx1.example.com", 10, {answers("20.0.0.1"), answers("2a00:1::1")})});
}

Observation listedAs(checkMx::BlocklistAnswer answer)
{
    auto seen = oneHost();
    seen.blocklists = {{"bl.example", {}}};
    seen.listings[seen.hosts[0].addresses[0].address] = {std::move(answer)};
    return seen;
}

Observation reverse(std::vector<std::string> names, const std::string& confirmed, std::optional<Failure> failure = {})
{
    auto seen = oneHost();
    ReverseDns pointers;
    pointers.address = seen.hosts[0].addresses[0].address;
    pointers.names = std::move(names);
    pointers.confirmed = confirmed;
    pointers.failure = std::move(failure);
    seen.hosts[0].addresses[0].reverse = pointers;
    return seen;
}

} // namespace

TEST_CASE("A private address beside a global one is WARNING, alone CRITICAL")
{
    const Judged beside(domainWith({host("mx1.example.com", 10, {answers("10.0.0.1"), answers("20.0.0.1")})}));
    CHECK(beside.findings() == Strings{"address-not-global W", "ipv6-missing O"});
    CHECK(beside.line1() == "mx1.example.com [10.0.0.1] is not reachable from the Internet: private, RFC 1918");
    const Judged alone(domainWith({host("mx1.example.com", 10, {answers("10.0.0.1"), answers("fd00::1")})}));
    CHECK(alone.findings() == Strings{"address-not-global C", "address-not-global C"});
}

TEST_CASE("A private address is CRITICAL when it alone answers: the world has no way left")
{
    const Judged judged(domainWith(
        {host("mx1.example.com", 10, {answers("10.0.0.1")}), host("mx2.example.com", 20, {refuses("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"address-not-global C", "mx-host-down W", "ipv6-missing O"});
}

TEST_CASE("Loopback and documentation addresses are not global either")
{
    for (const auto* address : {"127.0.0.1", "192.0.2.25", "169.254.1.1", "100.64.0.1", "::1", "2001:db8::1"}) {
        INFO(address);
        CHECK(Judged(domainWith({host("mx1.example.com", 10, {answers(address)})})).findings().front() ==
              "address-not-global C");
    }
}

TEST_CASE("The same address behind several names is WARNING")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1"), answers("2a00:1::1")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.1")})}));
    CHECK(judged.findings() == Strings{"mx-same-address W"});
    CHECK(judged.line1() == "[20.0.0.1] is the address of 2 exchanges: mx1.example.com, mx2.example.com");
    CHECK(judged.report().metrics.at(3).name == "addresses");
    CHECK(judged.report().metrics.at(3).value == 2);
}

TEST_CASE("A listed address is CRITICAL with the list, the code and the list's reason")
{
    const Judged judged(listedAs({"bl.example", State::Listed, "127.0.0.2", "spam seen 2026-07-01"}));
    CHECK(judged.findings() == Strings{"dnsbl-listed C"});
    CHECK(judged.line1() == "mx1.example.com [20.0.0.1] is listed at bl.example (127.0.0.2) \"spam seen 2026-07-01\"");
    CHECK(Judged(listedAs({"bl.example", State::NotListed, "", ""})).findings().empty());
}

TEST_CASE("A list that can't be used is WARNING, told once and never a listing")
{
    auto refused = listedAs({"bl.example", State::Refused, "127.255.255.254", "open resolver"});
    refused.listings[refused.hosts[0].addresses[1].address] = refused.listings.begin()->second;
    const Judged judged(refused);
    CHECK(judged.findings() == Strings{"dnsbl-unusable W"});
    CHECK(judged.line1() == "bl.example refuses our queries (127.255.255.254) \"open resolver\"");

    CHECK(Judged(listedAs({"bl.example", State::Failed, "", "SERVFAIL for 1.0.0.20.bl.example A"})).line1() ==
          "bl.example can't be asked: SERVFAIL for 1.0.0.20.bl.example A");
    CHECK(Judged(listedAs({"bl.example", State::Failed, "20.3.3.3", ""})).line1() ==
          "bl.example answers 20.3.3.3, which is no blocklist's answer");
}

TEST_CASE("A list that lists everything, and one that does not exist, lists nobody")
{
    auto everything = listedAs({"bl.example", State::Listed, "127.0.0.2", "all"});
    everything.blocklists = {{"bl.example", checkMx::BlocklistHealth::State::ListsEverything}};
    CHECK(Judged(everything).findings() == Strings{"dnsbl-unusable W"});
    CHECK(Judged(everything).line1() == "bl.example lists everything, even 127.0.0.1");
    auto missing = listedAs({"bl.example", State::NotListed, "", ""});
    missing.blocklists = {{"bl.example", checkMx::BlocklistHealth::State::NoSuchZone}};
    CHECK(Judged(missing).line1() == "bl.example does not exist, so it lists nobody");
}

TEST_CASE("PTR records: confirmed is OK, missing and mismatching are WARNING")
{
    CHECK(Judged(reverse({"mx1.example.com"}, "mx1.example.com")).findings().empty());
    const Judged missing(reverse({}, "", Failure{FailureKind::NoSuchName, "NXDOMAIN"}));
    CHECK(missing.findings() == Strings{"rdns-missing W"});
    CHECK(missing.line1() == "mx1.example.com [20.0.0.1] no PTR record for 20.0.0.1");
    const Judged mismatch(reverse({"pool-7.example.net"}, ""));
    CHECK(mismatch.findings() == Strings{"rdns-mismatch W"});
    CHECK(mismatch.line1() == "mx1.example.com [20.0.0.1] PTR of 20.0.0.1 is pool-7.example.net, which does not "
                              "resolve back to it");
    CHECK(Judged(reverse({}, "", Failure{FailureKind::DnsFailure, "SERVFAIL"})).findings() == Strings{"dns-failed W"});
}

TEST_CASE("Of many PTR names only the first are followed, and the message says so")
{
    auto seen = reverse({"a.example.net", "b.example.net"}, "");
    seen.hosts[0].addresses[0].reverse->namesLeftOut = 10;
    CHECK(Judged(seen).line1() == "mx1.example.com [20.0.0.1] none of the first 2 of 12 PTR names of 20.0.0.1 resolves "
                                  "back to it: a.example.net, b.example.net");
}

TEST_CASE("What peers wrote can't leave its place on line 1")
{
    const Judged judged(
        listedAs({"bl.example", State::Listed, "127.0.0.2", harmless("x | y=1\nOK - \x1b[31m<b>`$(id)")}));
    CHECK(judged.line1().find_first_of("|\n\x1b<>`") == std::string::npos);
}

TEST_CASE("A list that does not list its own test entry is told, and what it does not list proves nothing")
{
    using Health = checkMx::BlocklistHealth;
    auto nothing = listedAs({"bl.example", State::NotListed, "", ""});
    nothing.blocklists = {{"bl.example", Health::State::ListsNothing}};
    const Judged judged(nothing);
    CHECK(judged.findings() == Strings{"dnsbl-unusable W"});
    CHECK(judged.line1() == "bl.example does not list 127.0.0.2, as each list has to, so nobody knows whether it lists "
                            "anything");
    CHECK(judged.report().findings.front().remedy.find("2.0.0.127.bl.example") != std::string::npos);
    for (const auto& metric : judged.report().metrics) {
        CHECK(metric.name != "listed");
    }
    auto yet = listedAs({"bl.example", State::Listed, "127.0.0.2", ""});
    yet.blocklists = nothing.blocklists; // and yet lists somebody
    CHECK(Judged(yet).findings() == Strings{"dnsbl-listed C"});
}

TEST_CASE("A domain in a list of names, and a machine that only sends, are told by their names and counted")
{
    using Health = checkMx::BlocklistHealth;
    auto seen = listedAs({"bl.example", State::NotListed, "", ""});
    seen.blocklists.push_back({"names.example", Health::State::Usable, Health::Of::Names});
    seen.nameListings = {{"names.example", State::Listed, "127.0.1.2", "spam domain"}};
    const auto relay = *IpAddress::parse("192.0.2.7");
    seen.furtherAddresses = {relay, seen.hosts[0].addresses[0].address};
    seen.listings[relay] = {{"bl.example", State::Listed, "127.0.0.4", ""}};
    const Judged judged(seen);
    CHECK(judged.findings() == Strings{"dnsbl-listed C", "dnsbl-listed C"});
    CHECK(judged.line1() == "[192.0.2.7] is listed at bl.example (127.0.0.4)");
    const auto& domain = judged.report().findings.at(1);
    CHECK(domain.subject == "example.com");
    CHECK(domain.message == "is listed at names.example (127.0.1.2) \"spam domain\"");
    CHECK(domain.remedy.find("example.com.names.example") != std::string::npos);
    bool counted = false;
    for (const auto& metric : judged.report().metrics) {
        counted = counted || (metric.name == "listed" && metric.value == 2);
    }
    CHECK(counted);
    auto everything = seen;
    everything.blocklists.back().state = Health::State::ListsEverything;
    const auto findings = Judged(everything).report().findings;
    CHECK(std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.subject == "names.example" && finding.message == "lists everything, even the name INVALID";
    }));
}

TEST_CASE("An exchange that is no host name is told, an address in its place by its own finding")
{
    const Judged judged(domainWith({host("mx_1.example.com", 10, {answers("20.0.0.1"), answers("2a00:1::1")})}));
    CHECK(judged.findings() == Strings{"mx-bad-name W"});
    CHECK(judged.line1() == "mx_1.example.com is no valid host name, but an exchange of example.com");
}

TEST_CASE("Addresses that the lists were not asked about are counted and told")
{
    auto seen = listedAs({"bl.example", State::NotListed, "", ""});
    seen.notLookedUp = 3;
    const Judged judged(seen);
    CHECK(judged.findings() == Strings{"mx-too-many W"});
    CHECK(judged.line1() == "example.com has so many addresses that 3 of them were not looked up in the blocklists");
}

TEST_CASE("How long MX and address records are kept stands in the observations")
{
    auto seen = oneHost();
    seen.mx->ttl = 3600;
    seen.hosts[0].ttl = 300;
    auto observations = describe(seen, FamilyChoice::Any);
    const auto ttlOf = [&](std::string_view table) {
        const auto& row = observations.table(table).front();
        const auto ttl = std::find_if(row.begin(), row.end(), [](const auto& cell) { return cell.first == "ttl"; });
        return ttl == row.end() ? -1 : std::get<std::int64_t>(ttl->second);
    };
    CHECK(ttlOf("mx") == 3600);
    CHECK(ttlOf("hosts") == 300);
}
