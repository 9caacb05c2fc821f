// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/header.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("the header of a message that came is unfolded and keeps the order of its fields")
{
    const std::string message =
        "Received: from a\r\n\tby b;\r\n date\r\nsubject : Hi\r\nReceived: second\r\n\r\nbody: x\r\n";
    const auto header = ReceivedHeader::parse(message);
    REQUIRE(header.fields().size() == 3);
    CHECK(header.value("RECEIVED") == "from a\tby b; date");
    CHECK(header.value("Subject") == "Hi");
    CHECK(header.fields()[2].body == "second");
    CHECK(header.has("subject"));
    CHECK_FALSE(header.has("body"));
    CHECK(message.substr(header.end()) == "body: x\r\n");
    CHECK_FALSE(header.wasCut());
}

TEST_CASE("a header may have bare line feeds, the line of mbox above it, and no body")
{
    const auto header = ReceivedHeader::parse("From a@b Sun Nov 22 10:00:00 2026\nA: 1\nB: 2");
    CHECK(header.value("a") == "1");
    CHECK(header.value("b") == "2");
    CHECK(ReceivedHeader::parse("").fields().empty());
    CHECK(ReceivedHeader::parse("\r\nA: 1").fields().empty());
}

TEST_CASE("a line that is no field ends the header, and nothing in the body is taken for one")
{
    const std::string message = "A: 1\nthis is no field\nB: 2\n";
    const auto header = ReceivedHeader::parse(message);
    CHECK(header.fields().size() == 1);
    CHECK(message.substr(header.end()) == "this is no field\nB: 2\n");
    CHECK(ReceivedHeader::parse(" A: 1\n").fields().empty());
    CHECK(ReceivedHeader::parse("Fr\xc3\xbc: 1\n").fields().empty());
}

TEST_CASE("a header without end is read within bounds, and said to be cut")
{
    std::string many;
    for (std::size_t i = 0; i < mostHeaderFields + 10; ++i) {
        many += "X: y\n";
    }
    CHECK(ReceivedHeader::parse(many).fields().size() == mostHeaderFields);
    CHECK(ReceivedHeader::parse(many).wasCut());
    std::string folded = "A: b\n";
    for (int i = 0; i < 100000; ++i) {
        folded += " cccccccccc\n";
    }
    const auto header = ReceivedHeader::parse(folded + "Z: 1\n\nbody");
    CHECK(header.wasCut());
    CHECK(header.value("a").size() <= longestHeaderField);
    CHECK((folded + "Z: 1\n\nbody").substr(header.end()) == "body");
    CHECK(ReceivedHeader::parse("A: " + std::string(1 << 20, 'x')).wasCut());
}
