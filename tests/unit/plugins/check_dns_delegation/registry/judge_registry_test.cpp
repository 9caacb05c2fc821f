// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/judge_registry.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_dns_delegation/seen.hpp"

#include <algorithm>

using namespace mpm;
using namespace mpm::test;
using Ids = std::vector<std::string>;

namespace {

/// The healthy zone, and a registry that says the same.
Observation registered()
{
    auto seen = healthy();
    seen.registry.emplace();
    seen.registry->domain = zoneSeen;
    seen.registry->source = "whois.nic.example";
    seen.registry->fetched = seen.now;
    auto& record = seen.registry->record;
    record.state = RegistryRecord::State::Registered;
    record.domain = zoneSeen;
    record.hosts = {{DnsName::parse("ns1.example.com"), {}}, {DnsName::parse("ns2.example.com"), {}}};
    return seen;
}

Metric daysLeft(std::int64_t seconds)
{
    auto seen = registered();
    seen.registry->record.expires = seen.now + seconds;
    return checkDnsDelegation::domainDays(seen).value();
}

} // namespace

TEST_CASE("domain_days are whole days left and negative only when the end has passed", "[delegation][registry]")
{
    constexpr std::int64_t day = 86400;
    CHECK(daysLeft(7 * day + 8640).value == 7);
    CHECK(daysLeft(7 * day).value == 7);
    CHECK(daysLeft(7 * day - 1).value == 6);
    CHECK(daysLeft(5 * day - 1).value == 4);
    for (const std::int64_t left : {std::int64_t{0}, std::int64_t{1}, day / 2, day - 1}) {
        CHECK(daysLeft(left).value == 0);
        CHECK(daysLeft(left).findingId == "domain-expires-soon");
        CHECK(daysLeft(left).note.find("ends on") != std::string::npos);
    }
    for (const std::int64_t past : {std::int64_t{1}, day / 2, day}) {
        CHECK(daysLeft(-past).value == -1);
        CHECK(daysLeft(-past).findingId == "domain-expired");
        CHECK(daysLeft(-past).note.find("ended on") != std::string::npos);
    }
}

TEST_CASE("Whoever told the end of the registration is named with it", "[delegation][registry]")
{
    auto seen = registered();
    seen.registry->record.expires = seen.now + 86400;
    CHECK(checkDnsDelegation::domainDays(seen)->note.ends_with("says whois.nic.example"));
    seen.registry->expirySource = "whois.registrar.example";
    const auto days = checkDnsDelegation::domainDays(seen);
    CHECK(days->note.ends_with("says whois.registrar.example"));
    CHECK(days->command == "whois -h whois.registrar.example example.com");
    CHECK(checkDnsDelegation::registeredFor(seen) == ", registered for 1 more days (says whois.registrar.example)");
    seen.registry->fetched -= 5L * 3600;
    CHECK(checkDnsDelegation::registeredFor(seen) ==
          ", registered for 1 more days (says whois.registrar.example, asked 5 hours ago)");
    seen.registry->expirySource.clear();
    CHECK(checkDnsDelegation::registeredFor(seen) == ", registered for 1 more days (asked 5 hours ago)");
}

TEST_CASE("A host without address is missed within the zone only, and where addresses would be shown",
          "[delegation][registry]")
{
    auto seen = registered();
    CHECK(verdict(seen).empty());
    seen.registry->record.showsAddresses = true;
    CHECK(verdict(seen) == Ids{"registry-host-no-address W", "registry-host-no-address W"});
    seen.registry->record.hosts[0].addresses = {firstAddress};
    CHECK(verdict(seen) == Ids{"registry-host-no-address W"});
    seen.registry->record.hosts[1].name = seen.walk.servers[1].name = DnsName::parse("ns2.hoster.example");
    const auto ids = verdict(seen);
    CHECK(std::count(ids.begin(), ids.end(), "registry-host-no-address W") == 0);
}

TEST_CASE("An address that the registry has of a host is held against glue and zone", "[delegation][registry]")
{
    auto seen = registered();
    auto& hosts = seen.registry->record.hosts;
    seen.registry->record.showsAddresses = true;
    for (std::size_t i = 0; i < 2; ++i) {
        hosts[i].addresses = seen.servers.at(i).glue.empty() ? seen.servers.at(i).addresses : seen.servers.at(i).glue;
    }
    CHECK(verdict(seen).empty());
    hosts[0].addresses = {IpAddress::parse("198.51.100.9").value()};
    CHECK(verdict(seen) == Ids{"registry-host-differs W"});
    hosts[0].unclear = true;
    CHECK(verdict(seen).empty());
    hosts[0].unclear = false;
    hosts[0].addresses.clear();
    hosts[0].unclear = true;
    CHECK(verdict(seen).empty());
}

TEST_CASE("A list of which something could not be read misses nothing", "[delegation][registry]")
{
    auto seen = registered();
    seen.registry->record.hosts.pop_back();
    CHECK(verdict(seen) == Ids{"registry-ns-differs W"});
    seen.registry->record.hostsUnclear = true;
    CHECK(verdict(seen).empty());
    seen.registry->record.hosts[0].name = DnsName::parse("ns9.example.com");
    CHECK(verdict(seen) == Ids{"registry-ns-differs W"});
}

TEST_CASE("Two ends that disagree are told with the days that count by the earlier", "[delegation][registry]")
{
    auto seen = registered();
    seen.registry->record.expires = seen.now + 10 * 86400;
    seen.registry->record.laterEnd = seen.now + 375 * 86400L;
    const auto days = checkDnsDelegation::domainDays(seen);
    CHECK(days->value == 10);
    CHECK(days->note.find(", of which the earlier counts") != std::string::npos);
}

TEST_CASE("A name that the root itself holds is told to be inside the root zone", "[delegation]")
{
    auto seen = healthy();
    seen.walk.end = Walk::End::NotACut;
    seen.walk.zone = DnsName();
    const auto report = checkDnsDelegation::judge(seen, {});
    CHECK(report.findings.front().message == "is a name inside the root zone, not a zone of its own");
}
