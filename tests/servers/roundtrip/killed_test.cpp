// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that end anywhere, and runs that stand in each other's way.
#include "servers/roundtrip/roundtrip_world.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>
#include <signal.h>

#include <chrono>
#include <map>
#include <random>
#include <thread>

using namespace mpm::test;
using Arguments = RoundtripWorld::Arguments;

namespace {

std::size_t timesIn(const std::string& text, const std::string& part)
{
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++times;
    }
    return times;
}

/// How many messages are in which state, by the JSON of a run.
std::map<std::string, std::size_t> statesIn(const ProcessResult& result)
{
    std::map<std::string, std::size_t> states;
    const auto document = nlohmann::json::parse(result.out);
    for (const auto& message : document["observations"]["messages"]) {
        ++states[message["state"].get<std::string>()];
    }
    return states;
}

void pause(int milliseconds)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

} // namespace

TEST_CASE("A hundred runs that are killed at any moment lose no message that the server took, and count none twice")
{
    const RoundtripWorld world;
    const Arguments kept{"--state-file", world.file("state"), "--format", "json"};
    std::mt19937 random(19);
    std::uniform_int_distribution<int> moments(1, 160);
    auto argv = world.arguments("imap", kept);
    argv.insert(argv.begin(), pluginPath("check_mail_roundtrip"));
    constexpr int runs = 100;
    for (int i = 0; i < runs; ++i) {
        ChildProcess run(argv);
        pause(moments(random));
        ::kill(run.pid(), SIGKILL);
    }
    ProcessResult last;
    for (int i = 0; i < 3; ++i) {
        last = world.check("imap", kept);
        INFO(last.out << last.err);
        REQUIRE(last.exitStatus == 0); // no state file was damaged, nothing is lost or there twice
    }
    const auto taken = timesIn(world.server.log(), "saved mail to INBOX");
    const auto states = statesIn(last);
    INFO(world.server.log());
    CHECK(taken > 5);
    CHECK(taken < runs + 3U);
    // The last run's own message is found by the next.
    CHECK(states.at("arrived") == taken - 1);
    CHECK(states.count("lost") == 0);
    CHECK(world.count() == 1);
}

TEST_CASE(
    "Two checks that share a mailbox leave each other's messages alone, and two that share a state file take turns")
{
    const RoundtripWorld world;
    const Arguments one{"--state-file", world.file("one"), "--format", "json"};
    const Arguments other{"--state-file", world.file("other"), "--format", "json"};
    CHECK(world.check("imap", one).exitStatus == 0);
    CHECK(world.check("imap", other).exitStatus == 0);
    CHECK(world.count() == 2);
    CHECK(world.check("imap", one).exitStatus == 0); // takes its own, and sends the next
    CHECK(world.count() == 2);
    const auto result = world.check("imap", other);
    INFO(result.out);
    CHECK(statesIn(result).at("arrived") == 1);
    std::vector<std::thread> twins;
    for (int i = 0; i < 4; ++i) {
        twins.emplace_back([&] { CHECK_NOTHROW(world.check("imap", one)); });
    }
    for (auto& twin : twins) {
        twin.join();
    }
    const auto last = world.check("imap", one);
    INFO(last.out);
    CHECK(last.exitStatus == 0);
    CHECK(statesIn(last).at("arrived") == 6);
}

TEST_CASE(
    "A stopped twin that holds the state file, and a folder that can't be written, are UNKNOWN with the file's name")
{
    const RoundtripWorld world;
    std::ofstream(world.file("state.lock")).close();
    ChildProcess holder({"flock", world.file("state.lock"), "sleep", "60"});
    pause(300);
    auto held = world.check("imap", {"--state-file", world.file("state"), "-t", scaled("2")});
    INFO(held.out << held.err);
    CHECK(held.exitStatus == 3);
    CHECK(holds(held.firstLine(), "state"));
    holder.stop();
    const auto nowhere = world.check("imap", {"--state-file", world.file("missing/state")});
    INFO(nowhere.out << nowhere.err);
    CHECK(nowhere.exitStatus == 3);
    CHECK(holds(nowhere.firstLine(), "missing/state"));
}

TEST_CASE("A state file that makes no sense is set aside and told, and the check begins anew")
{
    const RoundtripWorld world;
    std::ofstream(world.file("state")) << "{\"entries\": 7";
    std::filesystem::permissions(world.file("state"),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto result = world.check("imap", {"--state-file", world.file("state")});
    INFO(result.out << result.err);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "state-file-damaged"));
    CHECK(std::filesystem::exists(world.file("state.damaged")));
    CHECK(world.check("imap", {"--state-file", world.file("state")}).exitStatus == 0);
}
