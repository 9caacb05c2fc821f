// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "survey/survey.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

#include <algorithm>
#include <mutex>

using namespace mpm;
using namespace mpm::test;

namespace {

/// A world with nobody in it but the DNS. Exchanges that would be asked about at the same time have no place here: the
/// table is for one thread.
struct SurveyWorld {
    TableResolver resolver;
    FakeDnsTransport dns;
    ScriptedDialer dialer;
    std::mutex mutex;
    std::vector<std::string> visited;

    MailHosts run(const SurveyPlan& plan)
    {
        const World world{resolver, dns, dialer, [](Deadline) { return std::string("client.example"); }};
        return survey(plan, world, Deadline::in(Seconds(10)),
                      [&](const auto& host, const auto& endpoint, const auto& toSay, Deadline) {
                          const std::scoped_lock lock(mutex);
                          visited.push_back(host + " " + endpoint.toString() + " as " + toSay.clientName);
                          return std::nullopt;
                      });
    }
};

SurveyPlan planFor(const char* domain)
{
    SurveyPlan plan;
    plan.target.domain = DnsName::parse(domain);
    return plan;
}

} // namespace

TEST_CASE("a survey visits the exchanges of a domain, and none that is an address where its name belongs")
{
    SurveyWorld world;
    world.dns.record("example.com. 300 IN MX 10 192.0.2.99.")
        .record("example.com. 300 IN MX 20 mx1.example.com.")
        .record("mx1.example.com. 300 IN CNAME mail.example.net.")
        .record("mail.example.net. 300 IN A 192.0.2.25");
    const auto seen = world.run(planFor("example.com"));
    CHECK(world.visited == std::vector<std::string>{"mx1.example.com [192.0.2.25]:25 as client.example"});
    REQUIRE(seen.hosts.size() == 2);
    CHECK(seen.hosts[0].literal);
    CHECK(seen.hosts[1].exchange->preference == 20);
    CHECK(seen.hosts[1].aliases == std::vector{DnsName::parse("mail.example.net")});
    CHECK(seen.visits().empty());
}

TEST_CASE("behind MX records that could be forged nobody asks for TLSA records")
{
    SurveyWorld world;
    world.dns.record("example.com. 300 IN MX 10 mx1.example.com.").record("mx1.example.com. 300 IN A 192.0.2.25");
    auto plan = planFor("example.com");
    plan.target.dane = true;
    const auto seen = world.run(plan);
    CHECK_FALSE(seen.mxInsecure.empty());
    CHECK_FALSE(seen.hosts.at(0).tlsa);
    CHECK(world.visited.size() == 1);
    const auto& asked = world.dns.asked();
    CHECK(std::none_of(asked.begin(), asked.end(), [](const auto& question) { return question.ends_with(" TLSA"); }));
}

TEST_CASE("a survey of a host asks the resolver that knows /etc/hosts, and the DNS nothing")
{
    SurveyWorld world;
    SurveyPlan plan;
    plan.target.host = "mail";
    plan.visit.clientName = "given.example";
    world.run(plan);
    CHECK(world.visited == std::vector<std::string>{"mail [192.0.2.25]:25 as given.example"});
    CHECK(world.dns.asked().empty());
}

TEST_CASE("a survey tells how many exchanges and addresses it left out")
{
    SurveyWorld world;
    for (int i = 1; i <= 40; ++i) {
        world.dns.record("mx.example.com. 300 IN A 192.0.2." + std::to_string(i));
    }
    world.dns.record("example.com. 300 IN MX 10 mx.example.com.");
    const auto seen = world.run(planFor("example.com"));
    CHECK(seen.hosts.at(0).addresses.size() == 32);
    CHECK(seen.hosts.at(0).addressesLeftOut == 8);
    const auto found = findHosts(planFor("example.com").target, 0, world.dns, Deadline::in(Seconds(10)));
    CHECK(found.hosts.empty());
    CHECK(found.hostsLeftOut == 1);
}
