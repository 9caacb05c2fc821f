// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/findings.hpp"
#include "unit/plugins/check_mx/seen.hpp"

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::StartsWith;

TEST_CASE("A domain whose hosts all greet is OK and says where mail goes first")
{
    const Judged judged(healthyDomain());
    CHECK(judged.findings().empty());
    CHECK(judged.line1() == "example.com 2 of 2 MX hosts take mail, first mx1.example.com (10) [2a00:1::1]:25 "
                            "greeting 220 ready, 0.050s");
}

TEST_CASE("A domain with one host reads as good English")
{
    CHECK_THAT(Judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")})})).line1(),
               StartsWith("example.com 1 of 1 MX host takes mail, first mx1.example.com (10) [20.0.0.1]:25 "));
}

TEST_CASE("A domain without IPv6 is OK and mentions it below")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")})}));
    CHECK(judged.findings() == Strings{"ipv6-missing O"});
    CHECK(judged.status() == Status::Ok);
}

TEST_CASE("The primary down and the backup up is WARNING, and line 1 names the primary and what remains")
{
    const Judged judged(domainWith(
        {host("mx1.example.com", 10, {refuses("20.0.0.1")}), host("mx2.example.com", 20, {answers("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"mx-host-down W", "ipv6-missing O"});
    CHECK(judged.line1() == "mx1.example.com [20.0.0.1]:25 connection refused; mail goes to mx2.example.com (20)");
}

TEST_CASE("The backup down is WARNING, and line 1 names the backup and what remains")
{
    const Judged judged(domainWith(
        {host("mx1.example.com", 10, {answers("20.0.0.1")}), host("mx2.example.com", 20, {neverGreets("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"mx-host-down W", "ipv6-missing O"});
    CHECK(judged.line1() ==
          "mx2.example.com [20.0.0.2]:25 greeting: no reply within 9.9 s; mail goes to mx1.example.com (10)");
}

TEST_CASE("Of two hosts the one that refuses with 554 is WARNING")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "554 5.7.1 blocked")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"smtp-reply-5yz W", "ipv6-missing O"});
    CHECK(judged.line1() ==
          "mx1.example.com [20.0.0.1]:25 greeting 554 5.7.1 blocked; mail goes to mx2.example.com (20)");
}

TEST_CASE("One address of a host down is WARNING and says that the host still takes mail")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {refuses("20.0.0.1"), answers("20.0.0.3")})}));
    CHECK(judged.findings() == Strings{"mx-host-down W", "ipv6-missing O"});
    CHECK(judged.line1() ==
          "mx1.example.com [20.0.0.1]:25 connection refused; mx1.example.com still takes mail at another address");
}

TEST_CASE("A busy primary is WARNING and mail goes to the backup")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "421 4.3.2 busy")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"smtp-reply-4yz W", "ipv6-missing O"});
    CHECK(judged.line1() ==
          "mx1.example.com [20.0.0.1]:25 greeting 421 4.3.2 busy; mail goes to mx2.example.com (20); 1 of 2 busy");
}

TEST_CASE("All hosts busy is WARNING: senders try again")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "421 4.3.2 busy")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2", "450 4.7.1 later")})}));
    CHECK(judged.findings() == Strings{"all-busy W", "smtp-reply-4yz W", "smtp-reply-4yz W", "ipv6-missing O"});
    CHECK(judged.line1() == "example.com 2 of 2 busy: whoever sends mail now is told to try again later");
}

TEST_CASE("The only host busy is WARNING")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "421 4.3.2 busy")})}));
    CHECK(judged.status() == Status::Warning);
}

TEST_CASE("All hosts refusing with 554 is CRITICAL")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "554 no")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2", "554 no")})}));
    CHECK(judged.findings() == Strings{"mx-all-down C", "smtp-reply-5yz C"});
    CHECK(judged.line1() == "example.com takes no mail, 0 of 2 MX hosts work: mx1.example.com [20.0.0.1]:25 greeting "
                            "554 no; mx2.example.com [20.0.0.2]:25 greeting 554 no");
}

TEST_CASE("Nobody answering is CRITICAL and line 1 names every host")
{
    const Judged judged(domainWith(
        {host("mx1.example.com", 10, {refuses("20.0.0.1")}), host("mx2.example.com", 20, {neverGreets("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"mx-all-down C", "mx-host-down W", "mx-host-down W"});
    CHECK(judged.line1() == "example.com takes no mail, 0 of 2 MX hosts work: mx1.example.com [20.0.0.1]:25 "
                            "connection refused; mx2.example.com [20.0.0.2]:25 greeting: no reply within 9.9 s");
}

TEST_CASE("The only host down is CRITICAL and told once")
{
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {refuses("20.0.0.1")})})).line1() ==
          "example.com takes no mail, its only MX host fails: mx1.example.com [20.0.0.1]:25 connection refused");
}

TEST_CASE("A host without an address is named among those that fail, with the DNS's reason")
{
    const Judged judged(
        domainWith({unresolved("gone.example.com", 10, {FailureKind::NoSuchName, "NXDOMAIN for gone.example.com"}),
                    host("mx2.example.com", 20, {refuses("20.0.0.2")})}));
    CHECK(judged.findings() == Strings{"mx-all-down C", "mx-unresolvable W", "mx-host-down W"});
    CHECK(judged.line1() == "example.com takes no mail, 0 of 2 MX hosts work: NXDOMAIN for gone.example.com; "
                            "mx2.example.com [20.0.0.2]:25 connection refused");
}

TEST_CASE("Many dead hosts don't fill line 1")
{
    std::vector<HostSeen> hosts;
    for (int i = 1; i <= 30; ++i) {
        hosts.push_back(host("mx" + std::to_string(i) + ".example.com", 10, {refuses("20.0.0." + std::to_string(i))}));
    }
    const auto line = Judged(domainWith(hosts)).line1();
    CHECK(line == "example.com takes no mail, 0 of 30 MX hosts work: mx1.example.com [20.0.0.1]:25 connection "
                  "refused; mx2.example.com [20.0.0.2]:25 connection refused; mx3.example.com [20.0.0.3]:25 "
                  "connection refused; and 27 more");
}

TEST_CASE("The status of --timeout counts when silence is all that there is")
{
    Policy policy;
    policy.timeoutStatus = Status::Unknown;
    const Judged silent(domainWith({host("mx1.example.com", 10, {neverGreets("20.0.0.1")})}), policy);
    CHECK(silent.findings() == Strings{"mx-all-down U", "mx-host-down U"});

    const Judged dns(domainWith({unresolved("mx1.example.com", 10, {FailureKind::TimedOut, "no answer within 1.8 s"})}),
                     policy);
    CHECK(dns.status() == Status::Unknown);

    const Judged beside(domainWith({host("mx1.example.com", 10, {neverGreets("20.0.0.1")}),
                                    host("mx2.example.com", 20, {refuses("20.0.0.2")})}),
                        policy);
    CHECK(beside.status() == Status::Critical);

    const Judged backup(domainWith({host("mx1.example.com", 10, {neverGreets("20.0.0.1")}),
                                    host("mx2.example.com", 20, {answers("20.0.0.2")})}),
                        policy);
    CHECK(backup.status() == Status::Warning);
}

TEST_CASE("Fewer hosts than --min-hosts is CRITICAL, and enough is not")
{
    const auto seen = domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")}),
                                  host("mx2.example.com", 20, {answers("20.0.0.2", "421 busy")}),
                                  host("mx3.example.com", 30, {refuses("20.0.0.3")})});
    Policy policy;
    policy.minHosts = 3;
    const Judged few(seen, policy);
    CHECK(few.findings() == Strings{"mx-too-few-hosts C", "mx-host-down W", "smtp-reply-4yz W", "ipv6-missing O"});
    CHECK(few.line1() == "example.com only 2 of 3 MX hosts take mail, 3 wanted; mx3.example.com fails");
    policy.minHosts = 2; // a busy host is there
    CHECK(Judged(seen, policy).status() == Status::Warning);
}

TEST_CASE("What costs delivery comes before what doesn't")
{
    auto seen = domainWith(
        {host("mx1.example.com", 10, {answers("20.0.0.1")}), host("mx2.example.com", 20, {refuses("20.0.0.2")})});
    seen.hosts[0].aliases = {DnsName::parse("real.example.com")};
    seen.mx->records.push_back({30, DnsName::parse("mx1.example.com")});
    CHECK(Judged(seen).findings() == Strings{"mx-host-down W", "mx-duplicate W", "mx-cname W", "ipv6-missing O"});
}

TEST_CASE("With --dns-only an address is as good as a server")
{
    Policy policy;
    policy.connected = false;
    const Judged judged(domainWith({host("mx1.example.com", 10, {unseen("20.0.0.1"), unseen("2a00:1::1")}),
                                    host("mx2.example.com", 20, {unseen("20.0.0.2")})}),
                        policy);
    CHECK(judged.findings().empty());
    CHECK(judged.line1() == "example.com 2 MX hosts, first mx1.example.com (10) [20.0.0.1], 0.050s");
    std::vector<std::string> names;
    for (const auto& metric : judged.report().metrics) {
        names.push_back(metric.name);
    }
    CHECK(names == Strings{"time", "resolve", "mx", "addresses"});
}

TEST_CASE("A fault of this machine is UNKNOWN where it kept us from every host")
{
    const auto fault = [] {
        return fails("20.0.0.1", FailureKind::LocalFault, "can't use the source address 20.9.9.9");
    };
    const Judged all(domainWith({host("mx1.example.com", 10, {fault()})}));
    CHECK(all.findings() == Strings{"local-fault U"});
    CHECK(all.line1() == "mx1.example.com [20.0.0.1]:25 can't use the source address 20.9.9.9");
    const Judged one(domainWith({host("mx1.example.com", 10, {fault(), answers("20.0.0.2")})}));
    CHECK(one.findings() == Strings{"local-fault W", "ipv6-missing O"});
}

TEST_CASE("Busy hosts alone are counted as reachable, and line 1 does not say the opposite")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1", "421 4.3.2 busy")})}));
    CHECK(judged.report().metrics.at(4).name == "reachable");
    CHECK(judged.report().metrics.at(4).value == 1);
    CHECK(judged.line1() ==
          "mx1.example.com [20.0.0.1]:25 greeting 421 4.3.2 busy; only busy MX hosts are left, senders try "
          "again");
}

TEST_CASE("Nobody taking mail comes with the advice for the host that senders try first")
{
    const Judged refused(domainWith(
        {host("mx1.example.com", 10, {refuses("20.0.0.1")}), host("mx2.example.com", 20, {neverGreets("20.0.0.2")})}));
    const auto remedy = refused.remedy("mx-all-down");
    CHECK(remedy.starts_with("Start the mail server"));
    CHECK(remedy.ends_with("outgoing port 25. See it with: swaks --server 20.0.0.1 --port 25 --quit-after CONNECT"));
    const Judged dns(domainWith({unresolved("mx1.example.com", 10, {FailureKind::DnsFailure, "SERVFAIL"})}));
    CHECK(dns.remedy("mx-all-down") == std::string(hostFindings.dnsFailed.remedy) + " See it with: dig example.com MX");
}
