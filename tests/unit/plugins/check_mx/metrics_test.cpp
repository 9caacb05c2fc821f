// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/render_text.hpp"
#include "unit/plugins/check_mx/seen.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

Strings metricsOf(const Observation& seen, const Policy& policy = {})
{
    const Judged judged(seen, policy);
    Strings names;
    for (const auto& metric : judged.report().metrics) {
        names.push_back(metric.name);
    }
    return names;
}

HostSeen working(const std::string& name, std::uint16_t preference)
{
    return host(name, preference, {answers("20.0.0." + std::to_string(preference))});
}

/// Many hosts with long names, so that perfdata would grow without bound.
Observation crowdedDomain()
{
    std::vector<HostSeen> hosts;
    for (std::uint16_t i = 1; i <= 50; ++i) {
        hosts.push_back(working(
            "mx" + std::to_string(i) + "." + std::string(60, 'a') + "." + std::string(60, 'b') + ".example.com", i));
    }
    return domainWith(hosts);
}

} // namespace

TEST_CASE("What the DNS did not tell is not counted as 0")
{
    CHECK(metricsOf(domainWithout(MxSet::State::Failed, "SERVFAIL")) == Strings{"time", "resolve"});
    CHECK(metricsOf(domainWith({unresolved("mx1.example.com", 10, {FailureKind::DnsFailure, "SERVFAIL"})})) ==
          Strings{"time", "resolve", "mx"});
}

TEST_CASE("Where nobody was connected to, nobody counts how many hosts take mail")
{
    CHECK(metricsOf(domainWithout(MxSet::State::None)) == Strings{"time", "resolve", "mx", "addresses"});
    CHECK(metricsOf(domainWith(
              {host("mx1.example.com", 10, {fails("20.0.0.1", FailureKind::LocalFault, "no such source address")})})) ==
          Strings{"time", "resolve", "mx", "addresses"});
    CHECK(metricsOf(domainWith({host("mx1.example.com", 10, {refuses("20.0.0.1")})})) ==
          Strings{"time", "resolve", "mx", "addresses", "reachable", "accepting"});
}

TEST_CASE("A host's metric never takes the name of another metric")
{
    const auto names = metricsOf(domainWith({working("time", 10), working("mx", 11), working("reachable", 12),
                                             working("x=1.test", 13), working("x_1.test", 14)}));
    CHECK(names == Strings{"time", "resolve", "mx", "addresses", "reachable", "accepting", "x_1.test"});
}

TEST_CASE("A crowded domain's perfdata stays near 4 KB, with the best hosts first, and every host is still judged")
{
    Policy policy;
    const auto seen = crowdedDomain();
    const auto last = seen.hosts.back().host;
    policy.hostThresholds.defaultTo(last, Range::parse("0.001"), {});
    const Judged judged(seen, policy);
    const auto& metrics = judged.report().metrics;
    CHECK(renderPerfdata(metrics).size() <= 4096);
    REQUIRE(metrics.size() > 15);
    CHECK(metrics.at(6).name == seen.hosts.front().host);
    CHECK(judged.line1() == "example.com " + last + " 0.030s is above 0.001s at " + last + " [20.0.0.50]:25");
}

TEST_CASE("A host's threshold is judged once and shown in perfdata")
{
    Policy policy;
    policy.hostThresholds.defaultTo("mx1.example.com", {}, Range::parse("0.01"));
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1"), answers("2a00:1::1")})}), policy);
    CHECK(judged.findings() == Strings{"metric-out-of-range C"});
    CHECK(renderPerfdata(judged.report().metrics).find("mx1.example.com=0.03s;;0.01;0") != std::string::npos);
}
