// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "smtp/capabilities.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;
using List = std::vector<std::string>;

namespace {

Capabilities offered(const List& lines)
{
    Reply reply{250, {PeerText("mail.example.com")}, {}};
    for (const auto& line : lines) {
        reply.lines.emplace_back(line);
    }
    return Capabilities(reply);
}

bool meets(const List& lines, const char* expectation)
{
    return !CapabilityExpectation::parseList(expectation).front().missedBy(offered(lines));
}

} // namespace

TEST_CASE("of several SIZE lines the least counts, and the contradiction is there to be told")
{
    const List twice{"SIZE 41943040", "AUTH PLAIN", "size 10485760"};
    CHECK_FALSE(meets(twice, "SIZE>=20000000"));
    CHECK(meets(twice, "SIZE>=10485760"));
    REQUIRE(offered(twice).contradictions().size() == 1);
    CHECK(offered(twice).contradictions().front().keyword == "SIZE");
    CHECK_FALSE(meets({"SIZE 10", "SIZE 0"}, "SIZE>=20"));
    CHECK(meets({"SIZE 0", "SIZE"}, "SIZE>=20") == meets({"SIZE 0"}, "SIZE>=20"));
}

TEST_CASE("what is repeated alike is no contradiction, nor are AUTH's two forms")
{
    CHECK(offered({"SIZE 10", "SIZE 10"}).contradictions().empty());
    CHECK(offered({"AUTH PLAIN LOGIN", "AUTH=LOGIN PLAIN"}).contradictions().empty());
    const auto deliverBy = offered({"DELIVERBY 240", "DELIVERBY", "PIPELINING"}).contradictions();
    REQUIRE(deliverBy.size() == 1);
    CHECK(deliverBy.front().parameters == List{"240", "nothing"});
}

TEST_CASE("an expectation that mixes up its signs is a usage error")
{
    for (const auto* wrong : {"SIZE=>10", "SIZE=<10", "SIZE==10", "SIZE=", "SIZE>10", "!SIZE>=10", ">=10"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(CapabilityExpectation::parseList(wrong), UsageError);
    }
    CHECK_NOTHROW(CapabilityExpectation::parseList("AUTH=PLAIN,SIZE>=10,SIZE<=20,!VRFY"));
}
