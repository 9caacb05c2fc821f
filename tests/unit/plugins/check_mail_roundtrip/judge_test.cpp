// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/findings.hpp"
#include "check_mail_roundtrip/judge.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_mail_roundtrip/roundtrip_world.hpp"

using namespace mpm;
using namespace mpm::checkMailRoundtrip;
using test::answerTo;
using test::bounceOf;
using test::RoundtripWorld;

namespace {

using Ids = std::vector<std::string>;

const std::string one = RoundtripWorld::token('1');
const std::string two = RoundtripWorld::token('2');

Ids idsOf(const Report& report)
{
    Ids ids;
    for (const auto& finding : report.findings) {
        ids.push_back(finding.id);
    }
    return ids;
}

/// -1 where there is no such metric.
double valueOf(const Report& report, const std::string& name)
{
    for (const auto& metric : report.metrics) {
        if (metric.name == name) {
            return metric.value;
        }
    }
    return -1;
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

const std::string stamped = "Received: from a by mx.example.com; Sun, 22 Nov 2026 12:00:05 +0000\r\n";

} // namespace

TEST_CASE("a message that arrived is OK, and line 1 says where, how soon and that it is whole")
{
    RoundtripWorld world;
    world.collect({RoundtripWorld::sighting(stamped + world.send(one, 0), 6)});
    const auto report = judge(world.seenAlone(one, 7), world.policy());
    CHECK(idsOf(report).empty());
    CHECK(report.summary == "message arrived in INBOX of imaps://b@mail.example.com/ after 4.000s, 1 hop, unchanged, "
                            "no results of mx.example.com");
    CHECK(valueOf(report, "delivery") == 4);
    CHECK(valueOf(report, "send") == 0.5);
    CHECK(valueOf(report, "hops") == 1);
    CHECK(valueOf(report, "slowest_hop") == 5);
    CHECK(valueOf(report, "login") == 0.1);
    CHECK(valueOf(report, "time") == 1.5);
    CHECK(valueOf(report, "pending") == -1);
    REQUIRE(report.observations.tables.size() == 3);
    for (const auto& [name, rows] : report.observations.tables) {
        INFO(name);
        CHECK(rows.size() == 1);
    }
}

TEST_CASE("a message that is not there when time is up is missing, unless a mailbox could not be read")
{
    RoundtripWorld world;
    world.send(one, 0);
    auto seen = world.seenAlone(one, 52);
    auto report = judge(seen, world.policy());
    CHECK(idsOf(report) == Ids{"roundtrip-missing"});
    CHECK(report.status() == Status::Critical);
    CHECK(holds(report.findings[0].message, "is in no mailbox 50.000s after it was taken"));
    seen.mailboxes[0].failure = Failure{FailureKind::Refused, "connection refused"};
    report = judge(seen, world.policy());
    CHECK(idsOf(report) == Ids{"mailbox-unreachable"});
    CHECK(report.findings[0].message == "connection refused");
}

TEST_CASE("a message that was never taken is not missed: what the server said is the finding")
{
    RoundtripWorld world;
    world.send(one, 0);
    world.state.abandon(one);
    auto seen = world.seenAlone("", 5);
    auto& sending = seen.sending.emplace();
    sending.target = "mail.example.com";
    sending.hosts.emplace_back().host = "mail.example.com";
    sending.hosts[0].lookupFailure = Failure{FailureKind::NoSuchName, "mail.example.com does not exist"};
    const auto ids = idsOf(judge(seen, world.policy()));
    REQUIRE(ids.size() == 1);
    CHECK_FALSE(ids[0].starts_with("roundtrip-"));
}

TEST_CASE("a mailbox that refuses the login, lacks a folder or is silent is told as that")
{
    RoundtripWorld world;
    auto seen = world.seenAlone("", 5);
    seen.mailboxes[0].loginRefused = "NO [AUTHENTICATIONFAILED] wrong";
    seen.mailboxes.push_back({"imap://c@x/", Failure{FailureKind::Protocol, "folder 'Nowhere': refused"}, {}, {}});
    seen.mailboxes.push_back({"pop3://d@x/", Failure{FailureKind::TimedOut, "no answer"}, {}, {}});
    auto policy = world.policy();
    policy.timeoutStatus = Status::Warning;
    const auto report = judge(seen, policy);
    CHECK(idsOf(report) == Ids{"mailbox-login-failed", "mailbox-unreachable", "mailbox-unreachable"});
    CHECK(report.findings[0].message == "login refused: \"NO [AUTHENTICATIONFAILED] wrong\"");
    CHECK(report.findings[1].message == "folder 'Nowhere': refused");
    seen.mailboxes[0].loginObstacle = true;
    seen.mailboxes[0].loginRefused = "the server offers no login with CRAM-MD5";
    CHECK(judge(seen, policy).findings[0].message == "no login: the server offers no login with CRAM-MD5");
    CHECK(report.findings[2].status == Status::Warning);
}

TEST_CASE("a bounce is told by its reply and what that means, and nothing is missing besides")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(bounceOf(text, "550 5.1.1 no such user here"), 5)});
    const auto report = judge(world.seenAlone(one, 6), world.policy());
    CHECK(idsOf(report) == Ids{"roundtrip-bounced"});
    CHECK(holds(report.findings[0].message, "in.example.com answered \"550 5.1.1 no such user here\""));
    CHECK(report.findings[0].headline == "message came back: 550 5.1.1 no such user here");
    CHECK_FALSE(report.findings[0].remedy.empty());
}

TEST_CASE(
    "a bounce that comes with a later message is told by the run that finds both, and by none after the next arrival")
{
    RoundtripWorld world;
    const auto first = world.send(one, 0);
    const auto second = world.send(two, 60);
    world.collect({RoundtripWorld::sighting(bounceOf(first, "550 5.1.1 no"), 100, "1/1"),
                   RoundtripWorld::sighting(second, 100, "1/2")});
    CHECK(idsOf(judge(world.seenWithFile(102), world.policy())) == Ids{"roundtrip-bounced"});
    const auto three = RoundtripWorld::token('3');
    world.collect({RoundtripWorld::sighting(world.send(three, 120), 160, "1/3")});
    CHECK(idsOf(judge(world.seenWithFile(162), world.policy())).empty());
}

TEST_CASE("an answer that did not come is told though later ones did, until one comes after it was due")
{
    RoundtripWorld world;
    auto policy = world.policy();
    policy.context.plan.asksForAnswer = true;
    world.collect({RoundtripWorld::sighting(world.send(one, 0), 6), RoundtripWorld::sighting(world.send(two, 60), 66)});
    world.state.find(two)->answered = RoundtripWorld::at(70);
    CHECK(idsOf(judge(world.seenWithFile(3700), policy)) == Ids{"roundtrip-unanswered"});
    world.state.find(two)->answered = RoundtripWorld::at(3650);
    CHECK(idsOf(judge(world.seenWithFile(3700), policy)).empty());
}

TEST_CASE(
    "copies are counted where there are too many of them, and what came to one of two mailboxes is no loss of all")
{
    RoundtripWorld world;
    world.context.mailboxes = 2;
    world.context.plan.to.push_back(Mailbox::parse("c@example.com"));
    const auto text = world.send(one, 0);
    const auto elsewhere = [&](const std::string& id) {
        auto seen = RoundtripWorld::sighting(text, 6, id);
        seen.place.mailbox = "imaps://c@mail.example.com/";
        return seen;
    };
    world.collect(
        {elsewhere("1/1"), RoundtripWorld::sighting(text, 6, "1/1"), RoundtripWorld::sighting(text, 6, "1/2")});
    const auto report = judge(world.seenAlone(one, 7), world.policy());
    CHECK(idsOf(report) == Ids{"roundtrip-duplicate"});
    CHECK(report.findings[0].subject == "INBOX of imaps://b@mail.example.com/");
    CHECK(holds(report.findings[0].message, "arrived 2 times"));
    const auto later = world.send(two, 0);
    world.collect({RoundtripWorld::sighting(later, 6, "1/9")});
    settle(world.state, RoundtripWorld::at(4000), world.context);
    const auto lost = judge(world.seenWithFile(4000), world.policy());
    REQUIRE_FALSE(lost.findings.empty());
    CHECK(holds(lost.findings[0].message, "did not arrive in every mailbox within"));
}

TEST_CASE("junk, copies, changes, failed authentication and wrong clocks are told of a message that arrived")
{
    RoundtripWorld world;
    const auto text = "Authentication-Results: mx.example.com; spf=fail\r\n" + stamped +
                      "Received: from x by a.example; Sun, 22 Nov 2026 12:10:00 +0000\r\n" +
                      test::replaced(world.send(one, 0), "blanks:   ", "blanks:");
    world.collect({RoundtripWorld::sighting(text, 6), RoundtripWorld::inJunk(text, 6)});
    const auto report = judge(world.seenAlone(one, 7), world.policy());
    CHECK(idsOf(report) == Ids{"roundtrip-junk", "roundtrip-duplicate", "roundtrip-changed", "roundtrip-auth-failed",
                               "roundtrip-clock-skew"});
    CHECK(report.status() == Status::Warning);
    CHECK(report.findings[0].subject == "Junk of imaps://b@mail.example.com/");
    CHECK(holds(report.findings[1].message, "arrived 2 times"));
    CHECK(holds(report.findings[2].message, "blanks at a line's end are gone"));
    CHECK(holds(report.findings[3].message, "spf=fail by mx.example.com"));
    CHECK(report.findings[4].subject == "mx.example.com");
    CHECK(report.findings[4].message == "its time is 595.000s before that of a");
}

TEST_CASE("an arrival of an earlier run is told as that, and results are missed only where a server is trusted")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting("Authentication-Results: mx.example.com; spf=pass\r\n" + text, 6)});
    CHECK(judge(world.seenWithFile(8), world.policy()).summary.ends_with(", unchanged; 0 pending"));
    CHECK(
        judge(world.seenWithFile(607), world.policy()).summary.ends_with(", unchanged, found 600.000s ago; 0 pending"));
    world.context.authservId.clear();
    world.collect({RoundtripWorld::sighting(world.send(two, 600), 605)});
    CHECK(judge(world.seenWithFile(607), world.policy()).summary.ends_with(", unchanged; 0 pending"));
}

TEST_CASE("an answer that was wanted and did not come back is missed")
{
    RoundtripWorld world;
    world.collect({RoundtripWorld::sighting(world.send(one, 0), 6)});
    auto policy = world.policy();
    CHECK(idsOf(judge(world.seenAlone(one, 50), policy)).empty());
    policy.context.plan.asksForAnswer = true;
    CHECK(idsOf(judge(world.seenAlone(one, 50), policy)) == Ids{"roundtrip-unanswered"});
    CHECK(idsOf(judge(world.seenWithFile(50), policy)).empty());
    CHECK(idsOf(judge(world.seenWithFile(3700), policy)) == Ids{"roundtrip-unanswered"});
    world.state.find(one)->answered = RoundtripWorld::at(20);
    CHECK(idsOf(judge(world.seenAlone(one, 50), policy)).empty());
    CHECK(holds(judge(world.seenAlone(one, 50), policy).summary, ", answered"));
}

TEST_CASE("an answer proves by itself that a message arrived in a mailbox that is not read")
{
    RoundtripWorld world;
    world.context.plan.asksForAnswer = true;
    world.send(one, 0);
    const auto missing = judge(world.seenAlone(one, 50), world.policy());
    CHECK(idsOf(missing) == Ids{"roundtrip-missing"});
    CHECK(holds(missing.findings.front().message, " is in no mailbox, and no answer came back, 48.000s after it"));
    world.collect({RoundtripWorld::sighting(answerTo(world, one), 6)});
    const auto report = judge(world.seenAlone(one, 50), world.policy());
    CHECK(idsOf(report).empty());
    CHECK(report.summary == "message was answered after 5.000s");
    CHECK(report.notYet == std::vector<std::string>{"delivery", "hops", "slowest_hop"});
}

TEST_CASE("a run with a state file counts what is pending and lost, and tells the loss")
{
    RoundtripWorld world;
    world.send(one, 0);
    world.send(two, 3000);
    settle(world.state, RoundtripWorld::at(4000), world.context);
    const auto report = judge(world.seenWithFile(4000), world.policy());
    CHECK(idsOf(report) == Ids{"roundtrip-lost"});
    CHECK(holds(report.findings[0].message, "the message of 2026-11-22T12:00:00Z did not arrive within 3998.000s"));
    CHECK(valueOf(report, "pending") == 1);
    CHECK(valueOf(report, "lost") == 1);
}

TEST_CASE("the first run with a state file is OK, whatever thresholds there are on the delivery")
{
    RoundtripWorld world;
    world.send(one, 0);
    auto seen = world.seenWithFile(3);
    seen.isFirst = true;
    seen.token = one;
    auto report = judge(seen, world.policy());
    CHECK(report.summary == "first message sent; the next run looks for it");
    Thresholds thresholds;
    thresholds.addWarning("delivery=10,hops=3,slowest_hop=5");
    conclude(report, thresholds, {}, {});
    CHECK(idsOf(report).empty());
}

TEST_CASE("a run that finds nothing new tells the last arrival again, so that its fault does not come and go")
{
    RoundtripWorld world;
    world.collect({RoundtripWorld::inJunk(world.send(one, 0), 6)});
    world.send(two, 300);
    const auto report = judge(world.seenWithFile(302), world.policy());
    CHECK(idsOf(report) == Ids{"roundtrip-junk"});
    CHECK(holds(report.summary, "; 1 pending"));
    world.collect({RoundtripWorld::sighting(world.message(two, 300), 310)});
    CHECK(idsOf(judge(world.seenWithFile(312), world.policy())).empty());
}

TEST_CASE("a bounce is told until a later message arrives")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(bounceOf(text, "550 no"), 5)});
    world.send(two, 300);
    CHECK(idsOf(judge(world.seenWithFile(302), world.policy())) == Ids{"roundtrip-bounced"});
    world.collect({RoundtripWorld::sighting(world.message(two, 300), 310)});
    CHECK(idsOf(judge(world.seenWithFile(312), world.policy())).empty());
}

TEST_CASE("a second copy that comes after the first was told is told when it comes")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(text, 6)});
    world.collect({RoundtripWorld::sighting(world.send(two, 300), 306, "1/2")});
    CHECK(idsOf(judge(world.seenWithFile(310), world.policy())).empty());
    world.collect({RoundtripWorld::sighting(text, 400, "1/3")});
    CHECK(idsOf(judge(world.seenWithFile(402), world.policy())) == Ids{"roundtrip-duplicate"});
}

TEST_CASE("a state file that was set aside is a warning, one that can't be used is unknown")
{
    RoundtripWorld world;
    auto seen = world.seenWithFile(5);
    seen.stateSetAside = "'/x' was set aside";
    CHECK(judge(seen, world.policy()).status() == Status::Warning);
    seen.stateSetAside.clear();
    seen.stateUnusable = "can't write '/x'";
    const auto report = judge(seen, world.policy());
    CHECK(report.status() == Status::Unknown);
    CHECK(idsOf(report) == Ids{"state-file-unusable"});
    CHECK(valueOf(report, "pending") == -1);
}

TEST_CASE("the findings of a round trip have the statuses that scripts rely on")
{
    std::string statuses;
    for (const auto& kind : rowsOf(ownFindings)) {
        statuses += std::string(kind.id) + "=" + std::string(toString(kind.status)).substr(0, 1) + " ";
    }
    CHECK(statuses == "roundtrip-missing=C roundtrip-lost=C roundtrip-junk=W roundtrip-duplicate=W roundtrip-changed=W "
                      "roundtrip-auth-failed=W roundtrip-bounced=C roundtrip-unanswered=C mailbox-unreachable=C "
                      "mailbox-login-failed=C roundtrip-clock-skew=O state-file-damaged=W state-file-unusable=U ");
}
