// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/message_faults.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace mpm;
using List = std::vector<std::string>;

namespace {

const std::string header = "From: a@example.org\r\nDate: Fri, 27 Nov 2026 10:00:00 +0000\r\n";

} // namespace

TEST_CASE("a sound message has no faults, whichever line ends the system has")
{
    CHECK(messageFaults(header + "\r\nHello\r\n").empty());
    CHECK(messageFaults("from: a@example.org\nDATE: x\nSubject: folded\n\tover lines\n\nHello\n").empty());
    CHECK(messageFaults(header + "\r\n" + std::string(998, 'x') + "\r\n").empty());
    CHECK(messageFaults(header).empty()); // no body
}

TEST_CASE("lines that are too long or end oddly are told by their number")
{
    CHECK(messageFaults(header + "\r\n" + std::string(999, 'x') + "\r\n") ==
          List{"line 4 has 999 octets, of which 998 are allowed"});
    CHECK(messageFaults(header + "\r\none\ntwo\r\n") == List{"line 4 ends with a line feed alone, others with CRLF"});
    CHECK(messageFaults(header + "\r\none\rtwo\r\n") == List{"line 4 ends with a carriage return alone"});
}

TEST_CASE("a header without From or Date, or with what is no field, is told")
{
    CHECK(messageFaults("Subject: x\n\nFrom: in the body\n") ==
          List{"the header has no From field", "the header has no Date field"});
    CHECK(messageFaults("Hello there\n" + std::string("From: a@b.example\nDate: x\n\nbody\n")) ==
          List{"line 1 is no header field: \"Hello there\""});
    CHECK(messageFaults("From: a@b.example\nDate: x\n: nothing\n\nbody\n") ==
          List{"line 3 is no header field: \": nothing\""});
}

TEST_CASE("a field that may stand once and stands twice is told")
{
    CHECK(messageFaults(header + "FROM: b@example.org\r\n\r\nFrom: in the body\r\n") ==
          List{"the header has 2 From fields, where one is allowed"});
    CHECK(messageFaults(header + "To: a@example.org\r\nTo: b@example.org\r\nTo: c@example.org\r\n\r\n") ==
          List{"the header has 3 To fields, where one is allowed"});
    CHECK(messageFaults(header + "Received: a\r\nReceived: b\r\nComments: c\r\nComments: d\r\n\r\n").empty());
}

TEST_CASE("only a file that knows LF alone gets other line ends on its way out")
{
    CHECK(onTheWire("a\n.b\n") == "a\r\n.b\r\n");
    CHECK(onTheWire("a\r\nb\nc") == "a\r\nb\nc\r\n");
    CHECK(onTheWire("a\rb\r\n") == "a\rb\r\n");
}
