// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_mx/seen.hpp"

using namespace mpm;
using namespace mpm::test;
using checkMx::ExpectedMx;

namespace {

Policy expecting(const std::string& list)
{
    Policy policy;
    policy.expectedSet = ExpectedMx::parseList(list);
    return policy;
}

Policy expectingNull()
{
    Policy policy;
    policy.expectNull = true;
    return policy;
}

Observation nullMx(std::uint16_t preference)
{
    auto seen = domainWithout(MxSet::State::Null);
    seen.mx.records = {{preference, DnsName()}};
    return seen;
}

} // namespace

TEST_CASE("A null MX is CRITICAL for a domain that should take mail")
{
    const Judged judged(nullMx(0));
    CHECK(judged.findings() == Strings{"mx-null C"});
    CHECK(judged.line1() == "example.com has a null MX (\"0 .\"): it takes no mail");
    CHECK(Judged(nullMx(10)).line1() == "example.com has a null MX (\"10 .\"): it takes no mail");
}

TEST_CASE("An expected null MX is OK, whatever its preference")
{
    const Judged judged(nullMx(0), expectingNull());
    CHECK(judged.findings().empty());
    CHECK(judged.line1() == "example.com has a null MX, as expected: it takes no mail");
    CHECK(Judged(nullMx(10), expectingNull()).status() == Status::Ok);
}

TEST_CASE("A null MX beside others is CRITICAL as mx-null even while the others take mail")
{
    auto seen = domainWith({host("mx1.example.com", 10, {answers("20.0.0.1")})});
    seen.mx.state = MxSet::State::NullMixed;
    seen.mx.records.insert(seen.mx.records.begin(), {0, DnsName()});
    CHECK(Judged(seen).findings() == Strings{"mx-null C", "ipv6-missing O"});
    const Judged expected(seen, expectingNull());
    CHECK(expected.findings() == Strings{"mx-unexpected C"});
    CHECK(expected.line1() == "example.com MX 0 ., 10 mx1.example.com instead of the expected null MX (\"0 .\")");
}

TEST_CASE("An expected null MX that is missing is CRITICAL and says what there is instead")
{
    CHECK(Judged(domainWithout(MxSet::State::None), expectingNull()).line1() ==
          "example.com a null MX (\"0 .\") is expected and missing");
    CHECK(Judged(domainWithout(MxSet::State::NoSuchDomain), expectingNull()).line1() ==
          "example.com a null MX (\"0 .\") is expected, but the domain does not exist");
    CHECK(Judged(healthyDomain(), expectingNull()).findings() == Strings{"mx-unexpected C"});
}

TEST_CASE("No MX record but an address is WARNING while that address takes mail")
{
    auto seen = domainWith({host("example.com", 0, {answers("20.0.0.1")})});
    seen.mx.state = MxSet::State::Implicit;
    const Judged judged(seen);
    CHECK(judged.findings() == Strings{"mx-implicit W", "ipv6-missing O"});
    CHECK(judged.line1() == "example.com has no MX record; its own address takes the mail");
    CHECK(judged.report().metrics.at(2).name == "mx");
    CHECK(judged.report().metrics.at(2).value == 0);
    seen.hosts[0] = host("example.com", 0, {refuses("20.0.0.1")});
    CHECK(Judged(seen).findings() == Strings{"mx-all-down C", "mx-host-down W", "mx-implicit W"});
}

TEST_CASE("Neither MX nor address, and no such domain, are CRITICAL")
{
    const Judged none(domainWithout(MxSet::State::None, "no address at example.com"));
    CHECK(none.findings() == Strings{"mx-none C"});
    CHECK(none.line1() == "example.com has neither an MX record nor an address ([20.0.53.1]:53 says so)");
    const Judged gone(domainWithout(MxSet::State::NoSuchDomain, "NXDOMAIN for example.com MX from [20.0.53.1]:53"));
    CHECK(gone.findings() == Strings{"mx-none C"});
    auto alias = domainWithout(MxSet::State::NoSuchDomain, "no such name gone.example.net");
    alias.mx.aliases = {DnsName::parse("gone.example.net")};
    CHECK(Judged(alias).line1() == "example.com is an alias that leads nowhere: no such name gone.example.net");
    CHECK(gone.line1() == "example.com does not exist (NXDOMAIN from [20.0.53.1]:53)");
}

TEST_CASE("A DNS that fails is CRITICAL, even with a null MX expected, and never 'no MX'")
{
    for (const auto& policy : {Policy(), expectingNull(), expecting("mx1.example.com")}) {
        const Judged judged(domainWithout(MxSet::State::Failed, "SERVFAIL for example.com MX from [20.0.53.1]:53"),
                            policy);
        CHECK(judged.findings() == Strings{"dns-failed C"});
        CHECK(judged.line1() == "example.com MX look-up failed: SERVFAIL for example.com MX from [20.0.53.1]:53");
    }
}

TEST_CASE("A DNS that stays silent until the deadline counts as the status of --timeout")
{
    auto seen = domainWithout(MxSet::State::Failed);
    seen.mx.failure = Failure{FailureKind::TimedOut, "no answer from [20.0.53.9]:53 within 1.8 s"};
    Policy policy;
    CHECK(Judged(seen, policy).status() == Status::Critical);
    policy.timeoutStatus = Status::Warning;
    CHECK(Judged(seen, policy).status() == Status::Warning);
}

TEST_CASE("A machine that can't ask the DNS is UNKNOWN: that is no news of the domain")
{
    auto seen = domainWithout(MxSet::State::Failed);
    seen.mx.failure = Failure{FailureKind::LocalFault, "can't use the source address 20.9.9.9"};
    CHECK(Judged(seen).findings() == Strings{"local-fault U"});
}

TEST_CASE("The expected set, with and without preferences, is OK in any order and case")
{
    CHECK(Judged(healthyDomain(), expecting("MX2.example.com., mx1.example.com")).status() == Status::Ok);
    CHECK(Judged(healthyDomain(), expecting("20 mx2.example.com,10 mx1.example.com")).status() == Status::Ok);
    CHECK(Judged(healthyDomain(), expecting("mx2.example.com,10 mx1.example.com")).status() == Status::Ok);
}

TEST_CASE("A record that is expected and missing, and one that nobody expects, are CRITICAL")
{
    const Judged missing(healthyDomain(), expecting("mx1.example.com,mx2.example.com,mx3.example.com"));
    CHECK(missing.findings() == Strings{"mx-missing C"});
    CHECK(missing.line1() == "example.com MX mx3.example.com is expected and missing");
    const Judged unexpected(healthyDomain(), expecting("mx1.example.com"));
    CHECK(unexpected.findings() == Strings{"mx-unexpected C"});
    CHECK(unexpected.line1() == "example.com MX 20 mx2.example.com is not expected");
    const Judged preference(healthyDomain(), expecting("10 mx1.example.com, 10 mx2.example.com"));
    CHECK(preference.findings() == Strings{"mx-missing C", "mx-unexpected C"});
    CHECK(preference.line1() == "example.com MX 10 mx2.example.com is expected and missing");
}

TEST_CASE("An implicit MX does not meet an expected set")
{
    auto seen = domainWith({host("example.com", 0, {answers("20.0.0.1"), answers("2a00:1::1")})});
    seen.mx.state = MxSet::State::Implicit;
    CHECK(Judged(seen, expecting("example.com")).findings() == Strings{"mx-missing C", "mx-implicit W"});
}

TEST_CASE("The same exchange in several records is WARNING, equal preferences are not")
{
    auto seen = healthyDomain();
    seen.mx.records.push_back({30, DnsName::parse("mx1.example.com")});
    const Judged twice(seen);
    CHECK(twice.findings() == Strings{"mx-duplicate W"});
    CHECK(twice.line1() == "example.com exchange mx1.example.com stands in 2 MX records: 10 mx1.example.com, 30 "
                           "mx1.example.com");
    const Judged equal(domainWith({host("mx1.example.com", 10, {answers("20.0.0.1"), answers("2a00:1::1")}),
                                   host("mx2.example.com", 10, {answers("20.0.0.2")})}));
    CHECK(equal.findings() == Strings{"mx-equal-preference O"});
}

TEST_CASE("More addresses than one run looks at is WARNING and counts them")
{
    auto seen = healthyDomain();
    seen.hosts[1].addressesLeftOut = 30;
    CHECK(Judged(seen).findings() == Strings{"mx-too-many W"});
    CHECK(Judged(seen).line1() == "mx2.example.com has 32 addresses; 30 of them were not looked at");
}

TEST_CASE("More exchanges than one run looks at is WARNING and counts them")
{
    auto seen = healthyDomain();
    seen.hostsLeftOut = 400;
    const Judged judged(seen);
    CHECK(judged.findings() == Strings{"mx-too-many W"});
    CHECK(judged.line1() == "example.com has 402 exchanges; 400 of them were not looked at");
}
