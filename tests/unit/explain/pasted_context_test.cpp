// SPDX-License-Identifier: GPL-3.0-or-later
// Whose reply it is: what stands around a reply is not another one's, and no line runs into the next.
#include "explain/pasted_text.hpp"
#include "support/catch.hpp"
#include "unit/explain/shown_replies.hpp"

using namespace mpm;
using test::shownReplies;

namespace {

using Row = std::pair<std::string, std::string>;

const std::string entry = "Nov 28 12:50:55 mx1 ";

} // namespace

TEST_CASE("A line of a log is about nobody whom the line before named")
{
    CHECK(shownReplies(entry +
                       "postfix/smtp[1]: A: to=<anna@example.com>, relay=none, status=deferred (mail transport "
                       "unavailable)\n" +
                       entry + "foo[550]: 550 no such user") == "550 [no such user]");
    CHECK(shownReplies(entry +
                       "smtpd[5]: 5 mta delivery evpid=5 from=<a@example.org> to=<anna@example.com> "
                       "relay=\"-\" result=\"TempFail\" stat=\"Some trouble\"\n" +
                       entry +
                       "smtpd[5]: 6 smtp failed-command command=\"AUTH PLAIN (...)\" result=\"535 Authentication "
                       "failed\"") == "535 [Authentication failed] AUTH");
}

TEST_CASE("A code belongs to the reply that it stands in")
{
    CHECK(shownReplies("4.4.7;550 4.4.7 QUEUE.Expired; message expired\nfoo said: 421 Too many connections") ==
          "550 4.4.7 [QUEUE.Expired; message expired], 421 [Too many connections]");
}

TEST_CASE("A line of a dialogue ends where the next begins")
{
    CHECK(shownReplies("250 ok\n550 no such user\n250 ok") == "550 [no such user], 250 [ok]");
    const auto telnet = "Trying 192.0.2.250...\nConnected to mx.example.com.\nEscape character is '^]'.\n"
                        "220 mx.example.com ESMTP Postfix\nEHLO foo.example\n250-mx.example.com\n250 8BITMIME\n"
                        "MAIL FROM:<bob@example.net>\n250 2.1.0 Ok\nRCPT TO:<anna@example.com>\n"
                        "554 5.7.1 <anna@example.com>: Relay access denied\n";
    const auto refused = "554 5.7.1 [<anna@example.com>: Relay access denied] RCPT TO mx.example.com anna@example.com";
    CHECK(shownReplies(telnet) == refused);
    CHECK(shownReplies(std::string(telnet) + "QUIT\n221 2.0.0 Bye\nConnection closed by foreign host.\n") == refused);
    CHECK(shownReplies(std::string(telnet) + "Connection closed by foreign host.\n") == refused);
}

TEST_CASE("A reply that quotes another one in its text is one reply")
{
    const auto row = GENERATE(values<Row>(
        {{"550-Verification failed for <x@y.example>\n550-Response: 550 5.1.1 User unknown\n550 Sender verify failed",
          "550 [Verification failed for <x@y.example> Response: 550 5.1.1 User unknown Sender verify failed]"},
         {"550 sorry, no mailbox here by that name (#5.1.1 - chkuser)",
          "550 5.1.1 [sorry, no mailbox here by that name]"},
         {"553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
          "553 5.7.1 [sorry, that domain isn't in my list of allowed rcpthosts]"},
         {"550 permanent failure for one or more recipients (a@b.example:550 5.1.1 User unknown)",
          "550 5.1.1 [permanent failure for one or more recipients (a@b.example:550 5.1.1 User unknown)]"}}));
    CAPTURE(row.first);
    CHECK(shownReplies(row.first) == row.second);
}

TEST_CASE("What programs write around a reply is not its text")
{
    const auto row = GENERATE(
        values<Row>({{"(550, b'5.1.1 User unknown')", "550 5.1.1 [User unknown]"},
                     {"smtplib.SMTPRecipientsRefused: {'anna@example.com': (550, b'5.1.1 User unknown')}",
                      "550 5.1.1 [User unknown] anna@example.com"},
                     {"(535, b'5.7.8 Error\\n5.7.8 authentication failed')", "535 5.7.8 [Error authentication failed]"},
                     {"(550, b\"User's gone\")", "550 [User's gone]"},
                     {"mx.example.com #<mx.example.com #5.7.1 smtp;550 5.7.1 Unable to relay> #SMTP#",
                      "550 5.7.1 [Unable to relay]"},
                     {"#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##rfc822;anna@example.com",
                      "550 5.1.1 [RESOLVER.ADR.RecipNotFound; not found] anna@example.com"},
                     {"550 4.4.7 QUEUE.Expired; message expired [{LED=441 4.4.1 Connection refused};{FQDN=}]",
                      "550 4.4.7 [QUEUE.Expired; message expired], 441 4.4.1 [Connection refused]"},
                     {"SMTP Error: RCPT TO failed: User unknown SMTP code: 550 Additional SMTP info: 5.1.1",
                      "550 5.1.1 [User unknown]"}}));
    CAPTURE(row.first);
    CHECK(shownReplies(row.first) == row.second);
}

TEST_CASE("An address in the text of a reply is not who it is about")
{
    CHECK(shownReplies("550 5.7.511 Access denied, banned sender. To request removal please forward this message to "
                       "delist@example.com.")
              .ends_with("delist@example.com.]"));
}

TEST_CASE("A queue listing has the recipient below the reason")
{
    CHECK(shownReplies("4XYZ550*    1234 Sat Nov 28 12:50:55  bob@example.net\n"
                       "(host mx.example.com[192.0.2.250] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))\n"
                       "                                         anna@example.com\n"
                       "                                         carl@example.com\n\n") ==
          "450 4.2.0 [Greylisted] RCPT TO mx.example.com anna@example.com carl@example.com");
}

TEST_CASE("The subject of a message is no reply")
{
    CHECK(
        shownReplies("A message that you sent has not yet been delivered.\n\nThe message identifier is: 1abcDE-00-Xy\n"
                     "The subject of the message is: 550 test\nThe date of the message is: Sat, 28 Nov 2026\n\n"
                     "  anna@example.com\n    host mx.example.com [192.0.2.27]\n    Delay reason: SMTP error from "
                     "remote mail server after RCPT TO:<anna@example.com>:\n    450 4.2.0 Greylisted\n") ==
        "450 4.2.0 [Greylisted] RCPT TO mx.example.com anna@example.com");
    CHECK(shownReplies("Subject: 550 5.1.1 old\n\nhost x.example said: 450 4.2.0 later") ==
          "450 4.2.0 [later] x.example");
}

TEST_CASE("qmail's successes are read as its failures are")
{
    CHECK(shownReplies("@4000000063a5d5502b8c450c delivery 550: success: "
                       "192.0.2.250_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_550/") ==
          "250 2.0.0 [Ok: queued as 550] 192.0.2.250");
}
