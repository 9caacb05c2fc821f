// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "survey/survey.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

using namespace mpm;
using namespace mpm::test;

namespace {

/// A world with nobody in it but the DNS.
struct SurveyWorld {
    TableResolver resolver;
    FakeDnsTransport dns;
    ScriptedDialer dialer;
    std::mutex mutex;
    std::vector<std::string> visited;
    std::set<std::thread::id> visitors;
    int namesLookedUp = 0;
    FurtherQuestions further;

    MailHosts run(const SurveyPlan& plan)
    {
        return run(plan, [&](const auto& host, const auto& endpoint, const auto& toSay, Deadline) {
            const std::scoped_lock lock(mutex);
            visited.push_back(host + " " + endpoint.toString() + " as " + toSay.clientName);
            visitors.insert(std::this_thread::get_id());
            return std::nullopt;
        });
    }

    MailHosts run(const SurveyPlan& plan, const Visitor& visitor)
    {
        const World world{resolver, dns, dialer, [&](Deadline) {
                              ++namesLookedUp;
                              return std::string("client.example");
                          }};
        return survey(plan, world, Deadline::in(Seconds(10)), visitor, further);
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

TEST_CASE("The only address of a domain is visited in the caller's thread, and the own name is looked up once")
{
    SurveyWorld world;
    world.dns.record("example.com. MX 10 mx1.example.com.").record("mx1.example.com. A 192.0.2.25");
    world.run(planFor("example.com"));
    CHECK(world.visited.size() == 1);
    CHECK(world.visitors == std::set{std::this_thread::get_id()});
    CHECK(world.namesLookedUp == 1);
}

TEST_CASE("The own name is not looked up where nobody is to be connected to, or there is nobody")
{
    SurveyWorld world;
    world.dns.record("example.com. MX 10 mx1.example.com.").record("mx1.example.com. A 192.0.2.25");
    world.dns.record("null.example. MX 0 .");
    const auto seen = world.run(planFor("example.com"), {});
    CHECK(seen.hosts.at(0).addresses.size() == 1);
    CHECK(seen.visits().empty());
    CHECK(world.run(planFor("null.example")).hosts.empty());
    CHECK(world.namesLookedUp == 0);
}

TEST_CASE("A survey asks for reverse names and for what a check wants to know besides")
{
    SurveyWorld world;
    world.dns.record("example.com. MX 10 mx1.example.com.")
        .record("mx1.example.com. A 192.0.2.25")
        .record("25.2.0.192.in-addr.arpa. PTR other.example.com.")
        .record("25.2.0.192.in-addr.arpa. PTR mx1.example.com.")
        .record("other.example.com. A 192.0.2.99");
    std::vector<std::string> told;
    world.further.ofTarget = [&](DnsLookups& lookups) {
        lookups.add({.questions = {{DnsName::parse("policy.example.com"), RecordType::Txt}},
                     .until = Deadline::in(Seconds(10)),
                     .then = [&](const auto&) { told.push_back("policy"); }});
    };
    world.further.ofAddress = [&](DnsLookups&, const IpAddress& address, Deadline) {
        told.push_back(address.toString());
    };
    auto plan = planFor("example.com");
    plan.reverseDns = true;
    const auto seen = world.run(plan);
    CHECK(told == std::vector<std::string>{"policy", "192.0.2.25"});
    CHECK(seen.hosts.at(0).addresses.at(0).reverse->confirmed == "mx1.example.com");
    CHECK(world.visited.size() == 1);
}
