// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/redundancy.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

RedundantPart broken(const std::string& id, Status status)
{
    Finding finding;
    finding.id = id;
    finding.status = status;
    finding.message = "down";
    return {false, {finding}};
}

} // namespace

TEST_CASE("one broken part of two is WARNING and says what remains")
{
    const auto findings = judgeRedundancy({broken("connection-refused", Status::Critical), {true, {}}}, "addresses");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].status == Status::Warning);
    CHECK(findings[0].headline == "down; 1 of 2 addresses works");
}

TEST_CASE("all parts broken stays CRITICAL")
{
    const auto findings = judgeRedundancy(
        {broken("connection-refused", Status::Critical), broken("connection-closed", Status::Critical)}, "addresses");
    CHECK(findings[0].status == Status::Critical);
    CHECK(findings[0].headline == "down; 0 of 2 addresses work");
}

TEST_CASE("a silent part beside a good one is WARNING whatever status a time-out has")
{
    for (const auto status : {Status::Ok, Status::Unknown, Status::Critical}) {
        CHECK(judgeRedundancy({broken("timed-out", status), {true, {}}}, "addresses")[0].status == Status::Warning);
    }
}

TEST_CASE("a single part's status and headline stay as they are")
{
    const auto findings = judgeRedundancy({broken("timed-out", Status::Unknown)}, "addresses");
    CHECK(findings[0].status == Status::Unknown);
    CHECK(findings[0].headline.empty());
}
