// SPDX-License-Identifier: GPL-3.0-or-later
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

} // namespace

TEST_CASE("a message that is found has arrived, by the time that the mailbox says")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    CHECK(world.collect({RoundtripWorld::sighting("Received: by mx.example.com; Sun, 22 Nov 2026 12:00:05 +0000\r\n"
                                                  "Received: by out.example.org; Sun, 22 Nov 2026 12:00:01 +0000\r\n" +
                                                      text,
                                                  6.5)}) == Ids{"1/1"});
    const auto& arrival = world.state.find(one)->arrival;
    REQUIRE(arrival);
    CHECK(world.stateOf(one) == "arrived");
    CHECK(arrival->delivery.count() == 4.5);
    CHECK(arrival->isWhole);
    REQUIRE(arrival->hops.size() == 2);
    CHECK(arrival->hops[1].by == "mx.example.com");
    CHECK(arrival->hops[1].seconds->count() == 4);
}

TEST_CASE("without a time of the mailbox the topmost stamp tells the arrival, and without that the finding")
{
    for (const bool stamped : {true, false}) {
        RoundtripWorld world;
        const auto text = world.send(one, 0);
        auto seen = RoundtripWorld::sighting(
            (stamped ? "Received: by mx; Sun, 22 Nov 2026 12:00:07 +0000\r\n" : "") + text, 20);
        seen.delivered.reset();
        world.collect({seen});
        CHECK(world.state.find(one)->arrival->delivery.count() == (stamped ? 5 : 19));
    }
}

TEST_CASE("a clock that is behind makes no delivery of less than no time")
{
    RoundtripWorld world;
    world.collect({RoundtripWorld::sighting(world.send(one, 0), -100)});
    CHECK(world.state.find(one)->arrival->delivery.count() == 0);
}

TEST_CASE("a recipient that the server refused is not waited for")
{
    for (const std::size_t refused : {0UL, 1UL, 9UL}) {
        RoundtripWorld world;
        world.context.mailboxes = 2;
        world.context.plan.to.push_back(Mailbox::parse("c@example.com"));
        const auto text = world.send(one, 0);
        world.state.markSent(one, RoundtripWorld::at(2), "", refused);
        world.collect({RoundtripWorld::sighting(text, 5)});
        CHECK(world.stateOf(one) == (refused == 0 ? "pending" : "arrived"));
    }
}

TEST_CASE("the same copy seen again is none more, another one is, wherever in the mailbox it lies")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(text, 5)});
    world.collect({RoundtripWorld::sighting(text, 5)});
    CHECK_FALSE(duplicateOf(*world.state.find(one), world.context));
    world.collect({RoundtripWorld::inJunk(text, 6)});
    CHECK(duplicateOf(*world.state.find(one), world.context));
    for (int i = 0; i < 1000; ++i) {
        world.collect({RoundtripWorld::sighting(text, 5, "1/" + std::to_string(i))});
    }
    CHECK(world.state.find(one)->copies.size() == mostCopies);
}

TEST_CASE("a folder whose UIDs were given anew holds no second copy")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(text, 5, "7/12"), RoundtripWorld::inJunk(text, 5, "3/1")});
    world.collect({RoundtripWorld::sighting(text, 5, "8/1")});
    CHECK(world.state.find(one)->copies.size() == 2);
    world.collect({RoundtripWorld::sighting(text, 5, "9/1"), RoundtripWorld::sighting(text, 5, "9/2")});
    CHECK(world.state.find(one)->copies.size() == 3);
}

TEST_CASE("two copies in a folder whose UIDs do not last are two")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(text, 5, "12"), RoundtripWorld::sighting(text, 5, "13")});
    CHECK(duplicateOf(*world.state.find(one), world.context));
}

TEST_CASE("a slash in what POP3 calls a message has no meaning")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    auto first = RoundtripWorld::sighting(text, 5, "a/1");
    auto second = RoundtripWorld::sighting(text, 5, "b/1");
    first.place.mailbox = second.place.mailbox = "pop3s://b@mail.example.com/";
    world.collect({first, second});
    CHECK(world.state.find(one)->copies.size() == 2);
}

TEST_CASE("each recipient's copy is expected, in a mailbox of its own where there is one")
{
    RoundtripWorld world;
    world.context.plan.to.push_back(Mailbox::parse("c@example.com"));
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(text, 5), RoundtripWorld::sighting(text, 5, "1/2")});
    CHECK(world.stateOf(one) == "arrived");
    CHECK_FALSE(duplicateOf(*world.state.find(one), world.context));
    world.context.mailboxes = 2;
    const auto again = world.send(two, 0);
    world.collect({RoundtripWorld::sighting(again, 5)});
    CHECK(world.stateOf(two) == "pending");
    auto other = RoundtripWorld::sighting(again, 5);
    other.place.mailbox = "pop3s://c@mail.example.com/";
    world.collect({other});
    CHECK(world.stateOf(two) == "arrived");
    CHECK_FALSE(duplicateOf(*world.state.find(two), world.context));
}

TEST_CASE("what arrives of a run that was killed before it said how it went is known, too")
{
    RoundtripWorld world;
    const auto text = world.message(one, 0);
    world.state.begin(one, RoundtripWorld::at(0), expectedOf(text).fingerprint());
    CHECK(world.stateOf(one) == "begun");
    world.collect({RoundtripWorld::sighting(text, 5)});
    CHECK(world.stateOf(one) == "arrived");
    CHECK(world.state.find(one)->arrival->delivery.count() == 5);
}

TEST_CASE("a message that the server did not take is not waited for")
{
    RoundtripWorld world;
    world.send(one, 0);
    world.state.abandon(one);
    CHECK(world.stateOf(one) == "unknown");
}

TEST_CASE("an answer and a bounce belong to the message that was sent, and are one's own")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.send(two, 0);
    CHECK(world.collect({RoundtripWorld::sighting(answerTo(world, one), 5, "1/1"),
                         RoundtripWorld::sighting(bounceOf(text, "550 5.1.1 no such user"), 5, "1/2"),
                         RoundtripWorld::sighting(bounceOf(world.message(two, 0), "450 x", "delayed"), 5, "1/3")}) ==
          Ids{"1/1", "1/2", "1/3"});
    CHECK(world.state.find(one)->answered);
    CHECK(world.stateOf(one) == "bounced");
    CHECK(world.state.find(one)->reason.reply.find("no such user") != std::string::npos);
    CHECK(world.stateOf(two) == "pending");
}

TEST_CASE("an answer tells nothing of the mailbox of another recipient, nor of a message that nobody was to answer")
{
    RoundtripWorld world;
    world.send(one, 0);
    world.collect({RoundtripWorld::sighting(answerTo(world, one), 5)});
    CHECK(world.stateOf(one) == "pending");
    world.context.plan.asksForAnswer = true;
    world.context.plan.to.push_back(Mailbox::parse("c@example.com"));
    world.context.mailboxes = 2;
    world.collect({RoundtripWorld::sighting(answerTo(world, one), 5)});
    CHECK(world.stateOf(one) == "pending");
}

TEST_CASE("nothing of another's is one's own, and of an unknown run only what nobody can wait for any more")
{
    RoundtripWorld world;
    world.send(one, 0);
    const auto stranger = "Subject: hi\r\n\r\nhello";
    CHECK(world.collect({RoundtripWorld::sighting(stranger, 5)}).empty());
    CHECK(world.collect({RoundtripWorld::sighting(world.message(two, 0), 5)}).empty());
    CHECK(world.collect({RoundtripWorld::sighting(answerTo(world, two), 5)}).empty());
    auto late = RoundtripWorld::sighting(world.message(two, 0), 5, "1/9");
    late.found = RoundtripWorld::at(7201);
    CHECK(world.collect({late}) == Ids{"1/9"});
    auto lateAnswer = RoundtripWorld::sighting(answerTo(world, two), 5, "1/8");
    lateAnswer.found = RoundtripWorld::at(7207);
    CHECK(world.collect({lateAnswer}) == Ids{"1/8"});
}

TEST_CASE("a message is lost when it is overdue, may come late after all, and is forgotten in the end")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    settle(world.state, RoundtripWorld::at(3601), world.context);
    CHECK(world.stateOf(one) == "pending");
    settle(world.state, RoundtripWorld::at(3603), world.context);
    CHECK(world.stateOf(one) == "lost");
    world.collect({RoundtripWorld::sighting(text, 4000)});
    CHECK(world.stateOf(one) == "arrived");
    settle(world.state, RoundtripWorld::at(11000), world.context);
    CHECK(world.stateOf(one) == "arrived");
    settle(world.state, RoundtripWorld::at(11202), world.context);
    CHECK(world.stateOf(one) == "unknown");
}

TEST_CASE("however long a check did not run, what was lost meanwhile is lost once at least, and then forgotten")
{
    for (const double hours : {3.0, 30.0, 3000.0}) {
        RoundtripWorld world;
        world.send(one, 0);
        settle(world.state, RoundtripWorld::at(hours * 3600), world.context);
        CHECK(world.stateOf(one) == "lost");
        world.send(two, hours * 3600);
        settle(world.state, RoundtripWorld::at(2 * hours * 3600), world.context);
        CHECK(world.stateOf(one) == "unknown");
        CHECK(world.stateOf(two) == "lost");
    }
}

TEST_CASE("what was lost while a mailbox could not be read is told by the run that can")
{
    RoundtripWorld world;
    world.send(one, 0);
    settle(world.state, RoundtripWorld::at(300), world.context);
    for (int run = 1; run < 40; ++run) { // none of them settles anything
        world.send(RoundtripWorld::token('3') + std::to_string(run), run * 300);
    }
    settle(world.state, RoundtripWorld::at(12000), world.context);
    CHECK(world.stateOf(one) == "lost");
    settle(world.state, RoundtripWorld::at(12300), world.context);
    CHECK(world.stateOf(one) == "unknown");
}

TEST_CASE("what answers a forgotten run's message is deleted where the mailbox keeps no time")
{
    RoundtripWorld world;
    auto answer = RoundtripWorld::sighting(
        "Received: by mx; Sun, 22 Nov 2026 12:00:05 +0000\r\n" + answerTo(world, one), 5, "1/8");
    answer.delivered.reset();
    CHECK(world.collect({answer}).empty());
    answer.found = RoundtripWorld::at(7300);
    CHECK(world.collect({answer}) == Ids{"1/8"});
}

TEST_CASE("a message that changed on its way is told by how, or only that, where the options have changed since")
{
    RoundtripWorld world;
    const auto text = test::replaced(world.send(one, 0), "From here on", ">From here on");
    world.collect({RoundtripWorld::sighting(text, 5)});
    const auto& arrival = *world.state.find(one)->arrival;
    CHECK_FALSE(arrival.isWhole);
    REQUIRE(arrival.changes.size() == 1);
    CHECK(arrival.changes[0] == "part 1 (text/plain): 'From' at a line's start has a mark of mbox before it");
    const auto other = test::replaced(world.send(two, 0), "From here on", ">From here on");
    world.context.plan.subject = "Another";
    world.collect({RoundtripWorld::sighting(other, 5)});
    CHECK(world.state.find(two)->arrival->changes.front().find("the options have changed") != std::string::npos);
}

TEST_CASE("only what the trusted server found out about a message counts")
{
    for (const bool trusted : {true, false}) {
        RoundtripWorld world;
        world.context.authservId = trusted ? "mx.example.com" : "";
        world.collect({RoundtripWorld::sighting(
            "Authentication-Results: mx.example.com; spf=softfail\r\n" + world.send(one, 0), 5)});
        CHECK(world.state.find(one)->arrival->authenticationFailure == (trusted ? "spf=softfail" : ""));
    }
}

TEST_CASE("a state has room for so many messages, and forgets the oldest")
{
    State state;
    for (std::size_t i = 0; i < mostEntries + 5; ++i) {
        state.begin(std::to_string(i), RoundtripWorld::at(0), "x");
    }
    CHECK(state.entries.size() == mostEntries);
    CHECK(state.entries.front().token == "5");
}

TEST_CASE("where more messages are under way than a state has room for, what is forgotten counts as lost")
{
    RoundtripWorld world;
    const auto tokenOf = [](std::size_t number) {
        const auto digits = std::to_string(number);
        return std::string(32 - digits.size(), '0') + digits;
    };
    const auto begin = [&](std::size_t number) {
        world.state.begin(tokenOf(number), RoundtripWorld::at(0), "x");
        world.state.markSent(tokenOf(number), RoundtripWorld::at(0));
    };
    for (std::size_t i = 0; i < mostEntries; ++i) {
        begin(i);
    }
    CHECK(world.state.count(EntryState::Lost) == 0);
    world.state.find(tokenOf(7))->state = EntryState::Arrived;
    begin(mostEntries);
    CHECK(world.state.find(tokenOf(7)) == nullptr);
    CHECK(world.state.find(tokenOf(0)) != nullptr);
    CHECK(world.state.count(EntryState::Lost) == 1);
    begin(mostEntries + 1);
    CHECK(world.state.entries.size() == mostEntries);
    CHECK(world.state.count(EntryState::Lost) == 1);
}

TEST_CASE("after a clock was set back nothing lies in the future, so that the next arrival is the newest")
{
    RoundtripWorld world;
    world.collect({RoundtripWorld::sighting(world.send(one, 3600), 3606)});
    world.state.endAt(RoundtripWorld::at(10));
    CHECK(world.state.find(one)->start() == RoundtripWorld::at(10));
    CHECK(world.state.find(one)->arrival->seen == RoundtripWorld::at(10));
    world.collect({RoundtripWorld::sighting(world.send(two, 12), 20, "1/2")});
    auto seen = world.seenWithFile(30);
    REQUIRE(arrivalsTold(seen).size() == 1);
    CHECK(arrivalsTold(seen).front()->token == two);
}

TEST_CASE("no message arrives after it was found, and no hop takes longer than the whole way")
{
    RoundtripWorld world;
    const auto text = "Received: from a by mx.example.com; Sun, 22 Nov 2026 12:00:04 +0000\r\n"
                      "Received: from x by b; Sun, 22 Nov 2026 13:00:00 +0000\r\n"
                      "Received: from y by c; Mon, 01 Jan 1990 13:00:00 +0000\r\n" +
                      world.send(one, 0);
    auto seen = RoundtripWorld::sighting(text, 9999);
    seen.found = RoundtripWorld::at(6);
    world.collect({seen});
    const auto& arrival = *world.state.find(one)->arrival;
    CHECK(arrival.delivery.count() == 4);
    REQUIRE(arrival.hops.size() == 3);
    CHECK(arrival.hops[0].backwards);
    CHECK_FALSE(arrival.hops[1].seconds);
    CHECK(arrival.hops[2].backwards);
}

TEST_CASE("what a delay notice says is known of a message that is late")
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(bounceOf(text, "451 4.4.1 no answer from host", "delayed"), 5)});
    CHECK(world.stateOf(one) == "pending");
    CHECK(world.state.find(one)->reason.reply.find("451 4.4.1") != std::string::npos);
}
