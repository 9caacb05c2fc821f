// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_mx/seen.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

Policy timeoutIs(Status status)
{
    Policy policy;
    policy.timeoutStatus = status;
    return policy;
}

Observation nullMx()
{
    auto seen = domainWithout(MxSet::State::Null);
    seen.mx.records = {{0, DnsName()}};
    return seen;
}

} // namespace

TEST_CASE("With a time-out that is OK a domain of silent hosts is OK, and the line says that they were silent")
{
    const Judged judged(domainWith({host("mx1.example.com", 10, {neverGreets("20.0.0.1")})}), timeoutIs(Status::Ok));
    CHECK(judged.findings() == Strings{"mx-all-down O", "mx-host-down O"});
    CHECK(judged.line1() ==
          "example.com takes no mail, its only MX host fails: mx1.example.com [20.0.0.1]:25 greeting: "
          "no reply within 9.9 s");
    const Judged dns(domainWith({unresolved("mx1.example.com", 10, {FailureKind::TimedOut, "no answer within 1.8 s"})}),
                     timeoutIs(Status::Ok));
    CHECK(dns.findings() == Strings{"mx-all-down O", "mx-unresolvable O"});
}

TEST_CASE("Silence beside a refusal keeps its own status")
{
    CHECK(Judged(domainWith({host("mx1.example.com", 10, {neverGreets("20.0.0.1")}),
                             host("mx2.example.com", 20, {refuses("20.0.0.2")})}),
                 timeoutIs(Status::Ok))
              .findings() == Strings{"mx-all-down C", "mx-host-down W", "mx-host-down W"});
}

TEST_CASE("Where no host could be judged the OK line says what happened instead of 'no MX host'")
{
    auto silent = domainWithout(MxSet::State::Failed);
    silent.mx.failure = Failure{FailureKind::TimedOut, "no answer from [20.0.53.9]:53 within 1.8 s"};
    CHECK(Judged(silent, timeoutIs(Status::Ok)).line1() ==
          "example.com MX look-up failed: no answer from [20.0.53.9]:53 within 1.8 s");
    CHECK(Judged(domainWithout(MxSet::State::Failed, "SERVFAIL for example.com MX from [20.0.53.1]:53"), {},
                 {{"dns-failed", Status::Ok}})
              .line1() == "example.com MX look-up failed: SERVFAIL for example.com MX from [20.0.53.1]:53");
    CHECK(Judged(nullMx(), {}, {{"mx-null", Status::Ok}}).line1() ==
          "example.com has a null MX (\"0 .\"): it takes no mail");
    CHECK(Judged(domainWithout(MxSet::State::None), {}, {{"mx-none", Status::Ok}}).line1() ==
          "example.com has neither an MX record nor an address ([20.0.53.1]:53 says so)");
}
