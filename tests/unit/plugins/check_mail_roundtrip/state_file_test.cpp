// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/state_file.hpp"
#include "check_mail_roundtrip/state_json.hpp"
#include "io/locked_file.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "unit/plugins/check_mail_roundtrip/roundtrip_world.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

using namespace mpm;
using namespace mpm::checkMailRoundtrip;
using namespace std::chrono_literals;
using test::answerTo;
using test::bounceOf;
using test::RoundtripWorld;

namespace {

const std::string one = RoundtripWorld::token('1');
const std::string two = RoundtripWorld::token('2');
const std::string three = RoundtripWorld::token('3');

/// One of every kind.
RoundtripWorld variedWorld()
{
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    const auto second = world.send(two, 1);
    world.send(three, 2);
    world.state.begin(RoundtripWorld::token('4'), RoundtripWorld::at(3), "x");
    world.collect({RoundtripWorld::sighting("Received: from a by b; Sun, 22 Nov 2026 12:00:05 +0000\r\n"
                                            "Received: from x by a; Sun, 22 Nov 2026 12:01:00 +0000\r\n" +
                                                test::replaced(text, ".\r\n..", "..\r\n.."),
                                            5),
                   RoundtripWorld::inJunk(bounceOf(second, "550 5.1.1 no such user"), 6)});
    return world;
}

std::string damage(const std::string& text)
{
    return stateFromJson(text, RoundtripWorld().context.owner).damage;
}

} // namespace

TEST_CASE("a state is read as it was written")
{
    const auto world = variedWorld();
    const auto text = toJson(world.state, world.context.owner);
    const auto kept = stateFromJson(text, world.context.owner);
    CHECK(kept.damage.empty());
    CHECK(kept.state.entries.size() == 4);
    CHECK(toJson(kept.state, world.context.owner) == text);
    const auto* arrived = kept.state.find(one);
    REQUIRE((arrived != nullptr && arrived->arrival));
    CHECK(arrived->arrival->changes == world.state.find(one)->arrival->changes);
    CHECK(arrived->arrival->hops[1].backwards->count() == 55);
    CHECK(kept.state.find(two)->reason == world.state.find(two)->reason);
    CHECK(kept.state.find(two)->state == EntryState::Bounced);
}

TEST_CASE("a run leaves a state that the next can read, however much came in")
{
    const test::TempDir folder;
    const StateFile file{(folder / "state").string(), RoundtripWorld().context.owner};
    RoundtripWorld world;
    const auto text = world.send(one, 0);
    world.collect({RoundtripWorld::sighting(text, 5)});
    auto entry = *world.state.find(one);
    entry.copies.resize(mostCopies, entry.copies.front());
    entry.arrival->hops.resize(mostHopsKept, {"from", "by", std::chrono::duration<double>(1), {}});
    const auto changed = changeState(file, Deadline::in(5s), [&](State& state) {
        for (std::size_t i = 0; i < mostEntries; ++i) {
            const auto digits = std::to_string(i);
            entry.token = std::string(32 - digits.size(), '0') + digits;
            state.entries.push_back(entry);
        }
    });
    const auto next = changeState(file, Deadline::in(5s), [](State& /*state*/) {});
    CHECK(next.setAside.empty());
    CHECK(next.state.entries.size() == mostEntries);
    CHECK_FALSE(next.state.entries.back().arrival->hops.empty());
}

TEST_CASE("a state knows a message whose answer is all that was seen of it")
{
    RoundtripWorld world;
    world.context.plan.asksForAnswer = true;
    world.send(one, 0);
    world.collect({RoundtripWorld::sighting(answerTo(world, one), 5)});
    const auto kept = stateFromJson(toJson(world.state, world.context.owner), world.context.owner);
    CHECK(kept.damage.empty());
    REQUIRE(kept.state.find(one) != nullptr);
    CHECK(kept.state.find(one)->state == EntryState::Arrived);
}

TEST_CASE("a state that is cut, of another check or another version, or makes no sense is damaged as a whole")
{
    const auto world = variedWorld();
    const auto text = toJson(world.state, world.context.owner);
    CHECK(damage(text.substr(0, text.size() / 2)) == "it is no JSON, or too much of it");
    CHECK(damage("") == "it is no JSON, or too much of it");
    CHECK(damage("[]") == "it is no state of this check");
    CHECK(damage("{\"version\":2}") == "another version of this check wrote it");
    CHECK(stateFromJson(text, "0123456789abcdef").damage.find("another check's") != std::string::npos);
    CHECK(damage(test::replaced(text, one, two)) == "a token stands in it twice");
    CHECK(damage(test::replaced(text, one, "x")) == "a token in it is none");
    CHECK(damage(test::replaced(text, "\"begun\":", "\"begun\":-")) == "a time in it is none");
    CHECK(damage(test::replaced(text, "\"begun\":", "\"begun\":1.5,\"x\":")) == "a time in it is no whole number");
    CHECK(damage(test::replaced(text, "\"state\":\"pending\"", "\"state\":\"arrived\"")) ==
          "what it says of a message contradicts itself");
    CHECK(damage(test::replaced(text, "\"fingerprint\":", "\"print\":")) ==
          "something in it is missing, or of the wrong kind");
}

TEST_CASE("what somebody wrote into a state file is made harmless before it is shown")
{
    const auto world = variedWorld();
    const auto text = test::replaced(toJson(world.state, world.context.owner), "no such user", "`id` <b> | x=1");
    const auto kept = stateFromJson(text, world.context.owner);
    CHECK(kept.damage.empty());
    CHECK(kept.state.find(two)->reason.reply.find_first_of("`<|") == std::string::npos);
}

TEST_CASE("a state file keeps what runs change, one after the other")
{
    const test::TempDir folder;
    const StateFile file{(folder / "state").string(), "0123456789abcdef"};
    auto changed =
        changeState(file, Deadline::in(5s), [](State& state) { state.begin(one, RoundtripWorld::at(0), "x"); });
    CHECK(changed.isFirst);
    CHECK(changed.setAside.empty());
    changed =
        changeState(file, Deadline::in(5s), [](State& state) { state.markSent(one, RoundtripWorld::at(1), "4X", 2); });
    CHECK_FALSE(changed.isFirst);
    CHECK(changed.state.find(one)->state == EntryState::Pending);
    CHECK_THROWS_AS(changeState(file, Deadline::in(5s),
                                [](State& state) {
                                    state.entries.clear();
                                    throw std::runtime_error("no");
                                }),
                    std::runtime_error);
    changeState(file, Deadline::in(5s), [](State& state) { state.settled = RoundtripWorld::at(7); });
    const auto kept = changeState(file, Deadline::in(5s), [](State&) {}).state;
    CHECK(kept.settled == RoundtripWorld::at(7));
    REQUIRE(kept.entries.size() == 1);
    CHECK(kept.entries[0].queueId == "4X");
    CHECK(kept.entries[0].refused == 2);
}

TEST_CASE("a damaged state file is set aside once and told, and the next run goes on")
{
    const test::TempDir folder;
    const auto path = folder.write("state", "{\"version\":1,\"own").string();
    std::filesystem::permissions(path, std::filesystem::perms(0600));
    const StateFile file{path, "0123456789abcdef"};
    const auto begin = [](State& state) { state.begin(one, RoundtripWorld::at(0), "x"); };
    const auto changed = changeState(file, Deadline::in(5s), begin);
    CHECK(changed.setAside.find("state.damaged': it is no JSON") != std::string::npos);
    CHECK(test::contentOf(path + ".damaged") == "{\"version\":1,\"own");
    const auto next = changeState(file, Deadline::in(5s), [](State&) {});
    CHECK(next.setAside.empty());
    CHECK(next.state.entries.size() == 1);
}

TEST_CASE("a state file that can't be used is told as such")
{
    const test::TempDir folder;
    CHECK_THROWS_AS(changeState({(folder / "nowhere/state").string(), "x"}, Deadline::in(5s), [](State&) {}),
                    FileUnusable);
}

TEST_CASE("runs that are killed at any moment lose nothing that they had kept, and none is there twice")
{
    const test::TempDir folder;
    const StateFile file{(folder / "state").string(), "0123456789abcdef"};
    std::size_t before = 0;
    for (int round = 0; round < 300 && before < 10; ++round) {
        const auto child = ::fork();
        if (child == 0) {
            try {
                for (int i = 0;; ++i) {
                    const auto number = std::to_string(100000 * (round + 1) + i);
                    changeState(file, Deadline::in(5s), [&](State& state) {
                        state.begin(std::string(32 - number.size(), '0') + number, RoundtripWorld::at(i), "x");
                    });
                }
            } catch (...) {
                ::_exit(1);
            }
        }
        std::this_thread::sleep_for(std::chrono::microseconds(2000 + 977 * (round % 40)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(WIFSIGNALED(status));
        const auto changed = changeState(file, Deadline::in(5s), [](State&) {});
        CHECK(changed.setAside.empty());
        CHECK(changed.state.entries.size() >= before);
        before = changed.state.entries.size();
    }
    CHECK(before > 0);
}
