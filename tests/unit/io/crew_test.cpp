// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/crew.hpp"
#include "io/failure.hpp"
#include "io/parallel.hpp"
#include "support/catch.hpp"

#include <future>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

using namespace mpm;

namespace {

/// Who did the tasks.
class Workers {
public:
    void note()
    {
        const std::scoped_lock lock(mutex_);
        ids_.insert(std::this_thread::get_id());
    }

    std::size_t count() const { return ids_.size(); }
    bool include(std::thread::id id) const { return ids_.contains(id); }

private:
    std::mutex mutex_;
    std::set<std::thread::id> ids_;
};

} // namespace

TEST_CASE("A single task is done in the caller's thread")
{
    Workers workers;
    Crew crew;
    crew.add([&] { workers.note(); });
    crew.finish();
    CHECK(workers.count() == 1);
    CHECK(workers.include(std::this_thread::get_id()));
}

TEST_CASE("Tasks that wait for each other are under way at the same time, in as many threads with the caller's")
{
    constexpr std::size_t tasks = 100;
    Workers workers;
    std::latch all(tasks);
    runParallel(tasks, [&](std::size_t) {
        workers.note();
        all.arrive_and_wait();
    });
    CHECK(workers.count() == tasks);
    CHECK(workers.include(std::this_thread::get_id()));
}

TEST_CASE("Of many tasks that end at once not each has a thread started for it")
{
    constexpr std::size_t tasks = 200;
    Workers workers;
    runParallel(tasks, [&](std::size_t) { workers.note(); });
    CHECK(workers.count() < tasks);
}

TEST_CASE("What has begun goes on while its caller does something else")
{
    Workers workers;
    std::promise<void> done;
    Crew crew;
    crew.add([&] {
        workers.note();
        done.set_value();
    });
    crew.begin();
    CHECK(done.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready);
    crew.finish();
    CHECK(workers.count() == 1);
    CHECK_FALSE(workers.include(std::this_thread::get_id()));
}

TEST_CASE("The fault of one task is told when all have ended")
{
    std::latch others(2);
    std::size_t ended = 0;
    Crew crew;
    crew.add([] { throw PeerFailed(FailureKind::Refused, "one of them"); });
    for (int i = 0; i < 2; ++i) {
        crew.add([&] { others.arrive_and_wait(); });
    }
    crew.add([&] { ++ended; });
    CHECK_THROWS_AS(crew.finish(), PeerFailed);
    CHECK(ended == 1);
    CHECK(others.try_wait());
    CHECK_NOTHROW(crew.finish());
}

TEST_CASE("Nothing to do needs no thread, and no end")
{
    Crew crew;
    crew.begin();
    crew.finish();
    runParallel(0, [](std::size_t) { FAIL("there is no task"); });
}
