// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/blocklist.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"

#include <string>
#include <vector>

using namespace mpm;
using namespace mpm::test;
using State = checkMx::BlocklistAnswer::State;

namespace {

/// What bl.example says of 20.0.0.1 when it answers with these codes.
checkMx::BlocklistAnswer answerWith(const std::vector<std::string>& codes)
{
    FakeDnsTransport dns;
    for (const auto& code : codes) {
        dns.record("1.0.0.20.bl.example. A " + code);
    }
    DnsLookups lookups;
    std::vector<checkMx::BlocklistAnswer> result;
    checkMx::askBlocklists(lookups, *IpAddress::parse("20.0.0.1"), {DnsName::parse("bl.example")},
                           Deadline::in(Seconds(1)), [&](const auto& answers) { result = answers; });
    dns.follow(lookups);
    return result.at(0);
}

} // namespace

TEST_CASE("A listing counts wherever it stands among a blocklist's codes")
{
    const auto answer = answerWith({"127.255.255.254", "20.3.3.3", "127.0.0.4"});
    CHECK(answer.state == State::Listed);
    CHECK(answer.code == "127.0.0.4");
    CHECK(answerWith({"127.0.0.4", "127.255.255.254"}).state == State::Listed);
}

TEST_CASE("A blocklist refuses only where it says nothing else")
{
    CHECK(answerWith({"127.255.255.254", "127.255.255.252"}).state == State::Refused);
    CHECK(answerWith({"127.255.255.254", "20.3.3.3"}).state == State::Failed);
    CHECK(answerWith({}).state == State::NotListed);
}

TEST_CASE("A blocklist that is given twice is asked once")
{
    CHECK(checkMx::eachOnce(
              {DnsName::parse("bl.example"), DnsName::parse("two.example"), DnsName::parse("BL.example.")}) ==
          std::vector{DnsName::parse("bl.example"), DnsName::parse("two.example")});
}
