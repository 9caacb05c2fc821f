// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/deadline.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

/// Seconds until then, as far as a busy machine lets one say.
double left(const Deadline& deadline)
{
    return Seconds(deadline.remaining()).count();
}

bool about(double seconds, double expected)
{
    return seconds <= expected && seconds > expected - 0.5;
}

} // namespace

TEST_CASE("of peers that take turns each gets an equal part")
{
    CHECK(about(left(Deadline::in(Seconds(100)).share(10)), 10));
    CHECK(about(left(Deadline::in(Seconds(100)).share(1)), 100));
    CHECK(about(left(Deadline::in(Seconds(100)).share(0)), 100));
}

TEST_CASE("a peer of many of whom one is enough gets three seconds, but no more than half of the time")
{
    CHECK(about(left(Deadline::in(Seconds(10)).fairShare(10)), 3));
    CHECK(about(left(Deadline::in(Seconds(4)).fairShare(10)), 2));
    CHECK(about(left(Deadline::in(Seconds(10)).fairShare(2)), 5));
    CHECK(about(left(Deadline::in(Seconds(10)).fairShare(1)), 10));
    CHECK(about(left(Deadline::in(Seconds(100)).fairShare(10)), 10));
    CHECK(Deadline::in(Seconds(0)).fairShare(10).passed());
}

TEST_CASE("most of the time is two thirds of what is left")
{
    CHECK(about(left(Deadline::in(Seconds(30)).mostOf()), 20));
    CHECK(Deadline::in(Seconds(-1)).mostOf().passed());
}
