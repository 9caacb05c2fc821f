// SPDX-License-Identifier: GPL-3.0-or-later
// What remedies make of SPF records.
#include "check_mail_auth/spf/mended.hpp"
#include "check_mail_auth/spf/mistakes.hpp"
#include "support/catch.hpp"

using namespace mpm;
using namespace mpm::checkMailAuth;

TEST_CASE("an address is let in before all, or before any term that may refuse it")
{
    const auto address = *IpAddress::parse("192.0.2.5");
    CHECK(withSender("v=spf1 mx -all", address) == "v=spf1 mx ip4:192.0.2.5 -all");
    CHECK(withSender("v=spf1 mx redirect=a.example", address) == "v=spf1 mx ip4:192.0.2.5 redirect=a.example");
    CHECK(withSender("v=spf1 -ip4:192.0.2.0/25 mx -all", address) == "v=spf1 ip4:192.0.2.5 -ip4:192.0.2.0/25 mx -all");
    CHECK(withSender("v=spf1", *IpAddress::parse("2001:db8::1")) == "v=spf1 ip6:2001:db8::1");
}

TEST_CASE("a record without a term ends in -all where nothing else says how it ends")
{
    CHECK(withoutTerm("v=spf1 mx +all", "+all") == "v=spf1 mx -all");
    CHECK(withoutTerm("v=spf1 mx a:x.example/0 ~all", "a:x.example/0") == "v=spf1 mx ~all");
    CHECK(withoutTerm("v=spf1 redirect=x.example", "redirect=x.example") == "v=spf1 -all");
}

TEST_CASE("a record of many thousand broken terms is mended in a moment")
{
    std::string record = "v=spf1";
    for (int i = 0; i < 10000; ++i) {
        record += " ip4: ipv4:192.0.2.1, foo";
    }
    const auto mended = mendedRecord(record);
    CHECK_FALSE(mended.whole);
    CHECK(mended.record.size() > 10000);
}
