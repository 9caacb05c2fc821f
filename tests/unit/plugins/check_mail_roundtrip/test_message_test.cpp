// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "check_mail_roundtrip/fingerprint.hpp"
#include "received/header.hpp"
#include "received/parts.hpp"
#include "submission/message_faults.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_mail_roundtrip/roundtrip_world.hpp"

#include <stdexcept>

using namespace mpm;
using namespace mpm::checkMailRoundtrip;
using test::RoundtripWorld;

TEST_CASE("a token is made of 128 bits, an owner of what sets checks apart")
{
    CHECK(makeToken(std::string("\x00\xff", 2) + std::string(14, 'a')) == "00ff" + std::string([] {
                                                                              std::string digits;
                                                                              for (int i = 0; i < 14; ++i) {
                                                                                  digits += "61";
                                                                              }
                                                                              return digits;
                                                                          }()));
    CHECK_THROWS_AS(makeToken("short"), std::invalid_argument);
    CHECK(makeOwner({"a", "b"}) == makeOwner({"a", "b"}));
    CHECK(makeOwner({"a", "b"}) != makeOwner({"ab", ""}));
    CHECK(makeOwner({"a"}).size() == 16);
    CHECK_FALSE(isToken(std::string(31, 'a')));
    CHECK_FALSE(isToken(std::string(32, 'A')));
}

TEST_CASE("a token is found in a Message-ID of the check's own, wherever that stands")
{
    const auto token = RoundtripWorld::token('b');
    CHECK(tokenIn("<other@x> <" + token + ".0123@client>", "0123") == token);
    CHECK_FALSE(tokenIn("<" + token + ".0124@client>", "0123"));
    CHECK_FALSE(tokenIn("<b.0123@client>", "0123"));
    CHECK_FALSE(tokenIn(".0123@", "0123"));
    CHECK_FALSE(tokenIn("<" + token + ".@client>", ""));
}

TEST_CASE("a test message says what it is, and is sound mail of plain ASCII")
{
    RoundtripWorld world;
    world.context.plan.body = "Gr\xc3\xbc\xc3\x9f"
                              "e\nan alle";
    world.context.plan.fields = {{"X-Own", "1", false}, {"Message-ID", "<mine@x>", false}};
    const auto token = RoundtripWorld::token('a');
    const auto text = world.message(token, 0.25);
    const auto header = ReceivedHeader::parse(text);
    CHECK(header.value("Auto-Submitted") == "auto-generated");
    world.context.plan.asksForAnswer = true; // RFC 5230 section 4.6: what calls itself automatic is not answered
    CHECK(ReceivedHeader::parse(world.message(token, 0.25)).value("Auto-Submitted") == "no");
    CHECK(header.value("Message-ID") == "<" + token + "." + world.context.owner + "@client.example>");
    CHECK(header.value(ownerField) == world.context.owner);
    CHECK(header.value(tokenField) == token);
    CHECK(header.value(timeField) == "2026-11-22T12:00:00.250000Z");
    CHECK(header.value("X-Own") == "1");
    CHECK(messageFaults(text).empty());
    CHECK(isAscii(text));
}

TEST_CASE("a test message holds what is damaged on the way, in plain lines and encoded")
{
    const RoundtripWorld world;
    const auto text = world.message(RoundtripWorld::token('a'), 0);
    for (const auto* line : {"\r\n.\r\n", "\r\n..\r\n", "\r\nFrom here", "blanks:   \r\n", "\r\n\tThis one"}) {
        CHECK(text.find(line) != std::string::npos);
    }
    const auto parts = expectedOf(text).parts;
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].type == "text/plain");
    CHECK(parts[1].lines.front().starts_with("Gr\xc3\xbc\xc3\x9f"
                                             "e"));
    CHECK(parts[1].lines.back().size() > 998);
}

TEST_CASE("a test message is padded to the size that was asked for")
{
    RoundtripWorld world;
    const auto plain = world.message(RoundtripWorld::token('a'), 0).size();
    for (const std::size_t size :
         {plain, plain + 1, plain + 100, plain + 5000, plain + 5001, plain + 5077, plain + 5078}) {
        world.context.plan.size = size;
        const auto text = world.message(RoundtripWorld::token('a'), 0);
        CAPTURE(size);
        CHECK(text.size() >= size);
        CHECK(text.size() <= size + 130);
        CHECK((size < plain + 1000 || text.size() <= size + 1));
        CHECK(messageFaults(text).empty());
        CHECK(expectedOf(text).parts.size() == (size > plain ? 3 : 2));
    }
}

TEST_CASE("what a message must hold has a fingerprint that is the same however it was encoded")
{
    const RoundtripWorld world;
    const auto text = world.message(RoundtripWorld::token('a'), 0);
    const auto sent = expectedOf(text).fingerprint();
    CHECK(expectedOf("Received: by x; y\r\n" + text + "\r\n").fingerprint() == sent);
    CHECK(expectedOf(test::replaced(text, "The last line", "The last  line")).fingerprint() != sent);
    CHECK(expectedOf(test::replaced(text, "Subject: Test", "Subject: =?utf-8?q?Test?=")).fingerprint() == sent);
    CHECK(expectedOf(world.message(RoundtripWorld::token('b'), 0)).fingerprint() != sent);
}

TEST_CASE("times are written to the microsecond, and read as they were written")
{
    const auto time = RoundtripWorld::at(1.000001);
    CHECK(toText(time) == "2026-11-22T12:00:01.000001Z");
    CHECK(timeFromText(toText(time)) == time);
    for (const auto* odd :
         {"", "2026-11-22T12:00:01.000001", "2026-11-22 12:00:01.000001Z", "2026-13-22T12:00:01.000001Z",
          "2026-11-22T25:00:01.000001Z", "2026-11-22T12:00:01.000001ZZ"}) {
        CHECK_FALSE(timeFromText(odd));
    }
}
