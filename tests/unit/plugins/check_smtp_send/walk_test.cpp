// SPDX-License-Identifier: GPL-3.0-or-later
// Hosts and addresses in the order in which a sender tries them.
#include "support/catch.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

using Lines = std::vector<std::string>;

const Lines accepting{"S: 220 mail.example.com",
                      "C: EHLO client.example",
                      "S: 250 mail.example.com",
                      "C: MAIL FROM:<a@example.org>",
                      "S: 250 ok",
                      "C: RCPT TO:<b@example.com>",
                      "S: 250 ok",
                      "C: RSET",
                      "S: 250 ok",
                      "C: QUIT"};
const Lines busy{"S: 421 too busy"};
const Lines refusing{"S: 220 mail.example.com",
                     "C: EHLO client.example",
                     "S: 250 mail.example.com",
                     "C: MAIL FROM:<a@example.org>",
                     "S: 250 ok",
                     "C: RCPT TO:<b@example.com>",
                     "S: 550 no such user",
                     "C: RSET",
                     "S: 250 ok",
                     "C: QUIT"};

Lines arguments(const Lines& more)
{
    Lines all{"-f", "a@example.org", "--to", "b@example.com", "--stop-at", "rcpt"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

Lines idsOf(const Report& report)
{
    Lines ids;
    for (const auto& finding : report.findings) {
        ids.push_back(std::string(toString(finding.status)) + " " + finding.id);
    }
    return ids;
}

/// Three exchanges in the order 2, 3, 1 of their names.
struct ThreeExchanges : SendWorld {
    ThreeExchanges()
    {
        dns.record("example.com. 300 IN MX 30 mx1.example.com.")
            .record("example.com. 300 IN MX 10 mx2.example.com.")
            .record("example.com. 300 IN MX 20 mx3.example.com.")
            .record("mx1.example.com. 300 IN A 8.8.8.1")
            .record("mx2.example.com. 300 IN A 8.8.8.2")
            .record("mx3.example.com. 300 IN A 8.8.8.3");
    }
};

} // namespace

TEST_CASE("The first host that accepts is the last one tried")
{
    ThreeExchanges world;
    world.dialer.add(accepting);
    const auto report = world.run(arguments({"--mx", "example.com"}));
    CHECK(world.dialer.dialled == Lines{"[8.8.8.2]:25"});
    CHECK(world.dialer.faults().empty());
    CHECK(report.status() == Status::Ok);
}

TEST_CASE("A busy host and then one that accepts: WARNING that names the busy one")
{
    ThreeExchanges world;
    world.dialer.add(busy);
    world.dialer.add(accepting);
    const auto report = world.run(arguments({"--mx", "example.com"}));
    CHECK(world.dialer.dialled == Lines{"[8.8.8.2]:25", "[8.8.8.3]:25"});
    CHECK(idsOf(report) == Lines{"WARNING smtp-reply-4yz"});
    CHECK(report.headline().find("mx2.example.com") != std::string::npos);
}

TEST_CASE("A refusal for good ends the walk: the next host is not asked whether it is of another mind")
{
    ThreeExchanges world;
    world.dialer.add(refusing);
    world.dialer.add(accepting);
    const auto report = world.run(arguments({"--mx", "example.com"}));
    CHECK(world.dialer.dialled.size() == 1);
    CHECK(idsOf(report) == Lines{"CRITICAL smtp-reply-5yz"});
}

TEST_CASE("Nobody there at any host is CRITICAL, and every one was tried")
{
    ThreeExchanges world;
    const auto report = world.run(arguments({"--mx", "example.com"}));
    CHECK(world.dialer.dialled == Lines{"[8.8.8.2]:25", "[8.8.8.3]:25", "[8.8.8.1]:25"});
    CHECK(idsOf(report) == Lines{"CRITICAL connection-refused"});
}

TEST_CASE("Every host busy is WARNING")
{
    ThreeExchanges world;
    for (int i = 0; i < 3; ++i) {
        world.dialer.add(busy);
    }
    const auto report = world.run(arguments({"--mx", "example.com"}));
    CHECK(report.status() == Status::Warning);
    CHECK(world.dialer.dialled.size() == 3);
}

TEST_CASE("One host busy and the others down is WARNING: senders keep the mail and try again")
{
    ThreeExchanges world;
    world.dialer.add(busy);
    const auto report = world.run(arguments({"--mx", "example.com"}));
    CHECK(world.dialer.dialled.size() == 3);
    CHECK(idsOf(report) == Lines{"WARNING all-busy", "WARNING smtp-reply-4yz", "WARNING connection-refused"});
    CHECK(report.headline().find("1 of 3 busy, 2 of 3 down") != std::string::npos);
}

TEST_CASE("Stopping at EHLO leaves before STARTTLS, which must be offered all the same")
{
    for (const bool offered : {true, false}) {
        SendWorld world;
        world.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example",
                          offered ? "S: 250-mail.example.com" : "S: 250 mail.example.com",
                          offered ? "S: 250 STARTTLS" : "C: QUIT", offered ? "C: QUIT" : ""});
        const auto report = world.run({"-H", "mail.example.com", "--starttls", "--stop-at", "ehlo"});
        CHECK(idsOf(report) == (offered ? Lines{} : Lines{"CRITICAL starttls-missing"}));
    }
}

TEST_CASE("The relay test visits every host, and one open host is enough")
{
    ThreeExchanges world;
    const Lines closed{"S: 554 go away", "C: QUIT"};
    for (int i = 0; i < 3; ++i) {
        world.dialer.add(closed);
    }
    world.run({"--mx", "example.com", "--relay-test"});
    CHECK(world.dialer.dialled.size() == 3);
}

TEST_CASE("A null MX, a domain without any and one that does not exist are CRITICAL, and nobody is called")
{
    SendWorld world;
    world.dns.record("null.example. 300 IN MX 0 .").record("none.example. 300 IN TXT \"x\"");
    for (const auto* domain : {"null.example", "none.example", "gone.example"}) {
        CAPTURE(domain);
        CHECK(world.run(arguments({"--mx", domain})).status() == Status::Critical);
    }
    CHECK(world.dialer.dialled.empty());
}

TEST_CASE("A host's addresses take turns by family, and one that is down is WARNING while another works")
{
    SendWorld world;
    world.resolver.table = {*IpAddress::parse("2001:db8::25"), *IpAddress::parse("2001:db8::26"),
                            *IpAddress::parse("192.0.2.25")};
    world.dialer.add(busy);
    world.dialer.add(accepting);
    const auto report = world.run(arguments({"-H", "mail.example.com"}));
    CHECK(world.dialer.dialled == Lines{"[2001:db8::25]:25", "[192.0.2.25]:25"});
    CHECK(report.status() == Status::Warning);
}

TEST_CASE("A name without address is CRITICAL")
{
    SendWorld world;
    world.resolver.table.clear();
    CHECK(idsOf(world.run(arguments({"-H", "mail.example.com"}))) == Lines{"CRITICAL host-not-found"});
}

TEST_CASE("An address where an MX record wants a name is told, and looked up by nobody")
{
    SendWorld world;
    world.dns.record("example.com. 300 IN MX 10 5.9.0.1.");
    const auto alone = world.run(arguments({"--mx", "example.com"}));
    CHECK(idsOf(alone) == Lines{"CRITICAL mx-address-literal"});
    CHECK(alone.headline().find("5.9.0.1 is an address, not a host name") != std::string::npos);
    CHECK(world.dns.asked() == Lines{"example.com MX"});
    world.dns.record("example.com. 300 IN MX 20 mx.example.com.").record("mx.example.com. 300 IN A 8.8.8.1");
    world.dialer.add(accepting);
    CHECK(idsOf(world.run(arguments({"--mx", "example.com"}))) == Lines{"WARNING mx-address-literal"});
}

TEST_CASE("The metrics of a walk that nobody ended are those of the first host")
{
    ThreeExchanges world;
    world.dialer.add(busy);
    const auto report = world.run(arguments({"--mx", "example.com"}));
    CHECK(world.dialer.dialled.size() == 3);
    Lines names;
    for (const auto& metric : report.metrics) {
        names.push_back(metric.name);
    }
    CHECK(names == Lines{"time", "resolve", "connect", "greeting"});
}

TEST_CASE("A RSET that is refused or cut off is told, not judged, and a slow one is not told")
{
    for (const auto& [answer, expected] :
         std::vector<std::pair<std::string, Lines>>{{"S: 250 ok", {}},
                                                    {"S: 502 what?", {"OK smtp-reply-5yz"}},
                                                    {"S: 421 bye", {"OK smtp-reply-4yz"}},
                                                    {"* closes", {"OK connection-closed"}},
                                                    {"* silent", {}}}) {
        CAPTURE(answer);
        SendWorld world;
        auto script = accepting;
        script[8] = answer;
        if (answer != "S: 250 ok" && answer != "S: 502 what?") {
            script.pop_back();
        }
        world.dialer.add(script);
        const auto report = world.run(arguments({"-H", "mail.example.com"}));
        CHECK(idsOf(report) == expected);
        CHECK(world.dialer.faults().empty());
        CHECK(report.summary.find("RCPT TO b@example.com 250") != std::string::npos);
    }
}
