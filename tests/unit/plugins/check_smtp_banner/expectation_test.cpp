// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "check_smtp_banner/expectation.hpp"
#include "support/catch.hpp"

using namespace mpm;
using namespace mpm::checkSmtpBanner;

namespace {

Reply reply(int code, const std::vector<std::string>& lines)
{
    Reply result;
    result.code = code;
    for (const auto& line : lines) {
        result.lines.emplace_back(line);
    }
    return result;
}

bool meets(const std::string& expectation, const Reply& seen)
{
    return ResponseExpectation::parse(expectation).isMetBy(seen);
}

} // namespace

TEST_CASE("A response is expected as a class, as codes or as a text")
{
    CHECK(meets("2yz", reply(252, {"maybe"})));
    CHECK(meets("5XX", reply(550, {"no"})));
    CHECK_FALSE(meets("2yz", reply(550, {"no"})));
    CHECK(meets("250", reply(250, {"ok"})));
    CHECK(meets("250, 252", reply(252, {"ok"})));
    CHECK_FALSE(meets("250,252", reply(251, {"ok"})));
    CHECK(meets("ready", reply(250, {"not here", "but ready"})));
    CHECK_FALSE(meets("Ready", reply(250, {"ready"})));
    CHECK(meets("250-first", reply(250, {"first", "second"})));
    CHECK(meets("250 second", reply(250, {"first", "second"})));
}

TEST_CASE("What was meant as a code or a class and is none is a usage error, anything else a text")
{
    for (const auto* wrong : {"25x", "2y0", "650", "6yz", "250,2xy", "2500", "250,", "250-259"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(ResponseExpectation::parse(wrong), UsageError);
    }
    CHECK(meets("25", reply(250, {"ok"})));
    CHECK(meets("250 ok", reply(250, {"ok"})));
    CHECK(meets("250 o", reply(250, {"ok"})));
    CHECK(meets("250 2.0.0", reply(250, {"2.0.0 ok"})));
}

TEST_CASE("Without --response only 2yz will do")
{
    const ResponseExpectation any;
    CHECK(any.isMetBy(reply(250, {"ok"})));
    CHECK(any.isMetBy(reply(252, {"cannot say"})));
    CHECK_FALSE(any.isMetBy(reply(354, {"go on"})));
    CHECK_FALSE(any.isMetBy(reply(101, {"well"})));
    CHECK_FALSE(any.isMetBy(reply(450, {"later"})));
    CHECK_FALSE(any.isMetBy(reply(550, {"no"})));
    CHECK(any.shown() == "2yz");
}

TEST_CASE("An empty response is a usage error")
{
    CHECK_THROWS_AS(ResponseExpectation::parse(""), UsageError);
}

TEST_CASE("Lines are matched as they came over the wire")
{
    CHECK(wireLines(reply(220, {"a", "b"})) == std::vector<std::string>{"220-a", "220 b"});
}
