// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/status.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("statuses worsen from OK over WARNING and UNKNOWN to CRITICAL")
{
    CHECK(worse(Status::Ok, Status::Warning) == Status::Warning);
    CHECK(worse(Status::Unknown, Status::Warning) == Status::Unknown);
    CHECK(worse(Status::Unknown, Status::Critical) == Status::Critical);
    CHECK(worse(Status::Critical, Status::Ok) == Status::Critical);
    CHECK(worse(Status::Ok, Status::Ok) == Status::Ok);
}

TEST_CASE("a status is read in any case and nothing else is one")
{
    CHECK(parseStatus("ok") == Status::Ok);
    CHECK(parseStatus("WARNING") == Status::Warning);
    CHECK(parseStatus("Critical") == Status::Critical);
    CHECK(parseStatus("unknown") == Status::Unknown);
    CHECK_FALSE(parseStatus("").has_value());
    CHECK_FALSE(parseStatus("warn").has_value());
    CHECK_FALSE(parseStatus("2").has_value());
}
