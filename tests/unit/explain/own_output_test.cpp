// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks themselves print is pasted, too.
#include "support/catch.hpp"
#include "unit/explain/shown_replies.hpp"

using namespace mpm;
using test::shownReplies;

namespace {

const std::string line1 =
    "SMTP SEND CRITICAL - mx.example.com [192.0.2.1]:25 RCPT TO a@example.com 554 5.7.1 (a@example.com): Relay access "
    "denied | time=0.048461s;;;0 resolve=0.000058s;;;0\n";
const std::string finding =
    "[CRITICAL] smtp-reply-5yz mx.example.com [192.0.2.1]:25: RCPT TO a@example.com answered 554 "
    "5.7.1 \"(a@example.com): Relay access denied\"\n";
const std::string rest = "  what to do: The server does not deliver to this domain for strangers: authenticate.\n"
                         "  reference: RFC 5321 4.2.1\n* [192.0.2.1]:25\n0.004s S: 220 fake ESMTP\n0.004s C: EHLO vm\n"
                         "0.004s S: 250-fake\n0.004s S: 250 8BITMIME\n0.004s C: MAIL FROM:<b@example.org>\n"
                         "0.004s C: RCPT TO:<a@example.com>\n0.004s S: 250 2.1.0 Ok\n"
                         "0.048s S: 554 5.7.1 (a@example.com): Relay access denied\n0.048s C: RSET\n0.048s S: 250 ok\n";
const std::string denied = "554 5.7.1 [(a@example.com): Relay access denied] RCPT TO mx.example.com a@example.com";

} // namespace

TEST_CASE("A check's own output gives the replies of its findings and nothing else")
{
    CHECK(shownReplies(line1) == denied);
    CHECK(shownReplies(line1 + finding) == denied);
    CHECK(shownReplies(line1 + finding + rest) == denied);
    CHECK(shownReplies("SMTP BANNER CRITICAL - mail1.example.com [192.0.2.25]:25 greeting 554 5.3.2 no service here | "
                       "time=0.042s;5;10;0\n") == "554 5.3.2 [no service here] greeting mail1.example.com");
}

TEST_CASE("So does its output as JSON")
{
    CHECK(shownReplies(R"({"plugin":"check_smtp_send","status":2,"summary":"x","findings":[{"id":"smtp-reply-5yz",)"
                       R"("status":2,"status_text":"CRITICAL","subject":"mx.example.com","message":)"
                       R"("mx.example.com [192.0.2.1]:25: RCPT TO a@example.com answered 554 5.7.1 )"
                       R"(\"(a@example.com): Relay access denied\"","remedy":"Do 550 things."}],"metrics":[]})") ==
          denied);
}

TEST_CASE("What only looks like a check's output is read as any text")
{
    CHECK(shownReplies("{\"plugin\": said: 550 5.1.1 gone") == "550 5.1.1 [gone]");
    CHECK(shownReplies("[CRITICAL] mail: host x.example said: 550 5.1.1 gone") == "550 5.1.1 [gone] x.example");
}
