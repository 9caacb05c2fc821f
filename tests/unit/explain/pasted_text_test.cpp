// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/pasted_text.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <chrono>

using namespace mpm;

namespace {

/// "550 5.1.1 [text]" of every reply, commas between.
std::string read(std::string_view text)
{
    std::string all;
    for (const auto& reply : readPasted(text).replies) {
        all += all.empty() ? "" : ", ";
        all += reply.code ? std::to_string(*reply.code) : "";
        all += reply.code && reply.enhanced ? " " : "";
        all += reply.enhanced ? reply.enhanced->toString() : "";
        all += reply.text.empty() ? "" : " [" + reply.text + "]";
    }
    return all;
}

std::optional<Step> stepIn(std::string_view text)
{
    const auto replies = readPasted(text).replies;
    return replies.size() == 1 ? replies[0].step : std::nullopt;
}

} // namespace

TEST_CASE("Codes are read in the ways in which people write them")
{
    using Row = std::pair<std::string, std::string>;
    const auto row =
        GENERATE(values<Row>({{"550", "550"},
                              {"5.1.1", "5.1.1"},
                              {"#5.1.1", "5.1.1"},
                              {"(#5.1.1)", "5.1.1"},
                              {"(550)", "550"},
                              {"\"550 5.1.1 gone\"", "550 5.1.1 [gone]"},
                              {"Error 550", "550"},
                              {"SMTP error 550.", "550"},
                              {"error code: 5.7.1", "5.7.1"},
                              {"Error: 550 no such user", "550 [no such user]"},
                              {"510/511", "510, 511"},
                              {"550: text", "550 [text]"},
                              {"554: 5.7.9 no", "554 5.7.9 [no]"},
                              {"550 5.1.1 text", "550 5.1.1 [text]"},
                              {"550-5.1.1 text", "550 5.1.1 [text]"},
                              {"550 #5.1.1 text", "550 5.1.1 [text]"},
                              {"550 (5.1.1) text", "550 5.1.1 [text]"},
                              {"550-5.7.1 a\n550 5.7.1 b", "550 5.7.1 [a b]"},
                              {"550-5.7.1 a\r\n550-5.7.1\r\n550 5.7.1 b\r\n", "550 5.7.1 [a b]"},
                              {"550-a\n550 b", "550 [a b]"},
                              {"550-a 550-b 550 c", "550 [a b c]"},
                              {"550 5.1.1 a\n550 5.2.2 b", "550 5.1.1 [a], 550 5.2.2 [b]"},
                              {"550-\n550 5.1.1 unknown user", "550 5.1.1 [unknown user]"},
                              {"host x.example said: 550 5.1.1 gone", "550 5.1.1 [gone]"},
                              {"host x.example said: 550-5.1.1 gone 550 5.1.1 for good", "550 5.1.1 [gone for good]"},
                              {"smtp; 550 5.7.26 fails", "550 5.7.26 [fails]"},
                              {"smtp;550 gone", "550 [gone]"},
                              {"after RCPT TO: 550 gone", "550 [gone]"},
                              {"Remote Server returned '550 5.1.10 bob's gone'", "550 5.1.10 [bob's gone]"},
                              {"Status: 5.0.0", "5.0.0"},
                              {"Status: 5.0.0\n", "5.0.0"},
                              {"250 ok", "250 [ok]"},
                              {"220 mx.example.com ESMTP", "220 [mx.example.com ESMTP]"},
                              {"User unknown (550)", "550 [User unknown]"},
                              {"> 550 5.1.1 quoted\n> in a mail", "550 5.1.1 [quoted in a mail]"}}));
    CAPTURE(row.first);
    CHECK(read(row.first) == row.second);
}

TEST_CASE("Other numbers are no codes")
{
    const std::string text = GENERATE(
        as<std::string>{}, "Nov 28 10:55:50 mail postfix/qmgr[550]: 4Xk9Zq: from=<a@b.example>, size=550, nrcpt=1",
        "connect from unknown[192.0.2.250]:450", "connect from 198.51.100.250", "2001:db8::550", "[2001:db8::421]:25",
        "Exim 4.96.2 #2 Sat, 28 Nov 2026", "MDaemon version 5.0.1", "TLS 1.2",
        "with Microsoft SMTP Server id 15.20.4550.1", "size: 550 bytes", "port: 465", "SIZE=550",
        "5.1.24 10:12:33 started", "took 0.550 s", "delay=550, delays=450/0.1/421/0.5", "sent 250 messages",
        "id 5AS9CX4x004550", "pid 421", "550ok", "x550 y", "+550", "-550", "5501", "600", "099", "5.1.1000",
        "hello 550", "phone: 555", "550/421/7 items", "uid=500 gid=500", "Message-Id: <550.421@example.com>",
        "https://www.example.com/550", "queue 550% full", "1.2.3.4.5");
    CAPTURE(text);
    CHECK(read(text).empty());
}

TEST_CASE("The step is the one that the text names")
{
    using enum Step;
    using Row = std::pair<std::string, Step>;
    const auto row = GENERATE(values<Row>({{"host x said: 550 5.1.1 a (in reply to RCPT TO command)", Rcpt},
                                           {"host x said: 550 5.1.1 a (in reply to end of DATA command)", Message},
                                           {"host x said: 550 5.1.1 a (in reply to MAIL FROM command)", Mail},
                                           {"host x said: 550 5.1.1 a (in reply to DATA command)", Data},
                                           {"host x said: 550 5.1.1 a (in reply to EHLO command)", Ehlo},
                                           {"host x said: 550 5.1.1 a (in reply to HELO command)", Helo},
                                           {"host x said: 454 4.7.0 a (in reply to STARTTLS command)", StartTls},
                                           {"host x refused to talk to me: 554 5.7.1 a", Greeting},
                                           {"error from remote mail server after RCPT TO:<a@b>: 550 x", Rcpt},
                                           {"error from remote mail server after end of data: 550 x", Message},
                                           {"error from remote mail server after pipelined DATA: 550 x", Data},
                                           {"error from remote mail server after initial connection: 554 x", Greeting},
                                           {"NOQUEUE: reject: MAIL from x[192.0.2.1]: 550 5.1.8 a", Mail},
                                           {"x: reject: END-OF-MESSAGE from x[192.0.2.1]: 550 5.7.1 a", Message},
                                           {">>> RCPT To:<a@b.example>\n<<< 550 5.1.1 a", Rcpt},
                                           {">>> DATA\n<<< 354 go\n>>> .\n<<< 552 5.3.4 a", Message}}));
    CAPTURE(row.first);
    CHECK(stepIn(row.first) == row.second);
    CHECK_FALSE(stepIn("host x said: 550 5.1.1 a"));
}

TEST_CASE("What one bounce tells twice is one reply")
{
    const auto replies = readPasted("<bob@example.org>\n    (reason: 550 5.1.1 <bob@example.org>... User unknown)\n\n"
                                    "... while talking to mx.example.org.:\n>>> RCPT To:<bob@example.org>\n"
                                    "<<< 550 5.1.1 <bob@example.org>... User unknown\n"
                                    "550 5.1.1 <bob@example.org>... User unknown\n")
                             .replies;
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].host == "mx.example.org");
    CHECK(replies[0].step == Step::Rcpt);
    CHECK(replies[0].recipients == std::vector<std::string>{"bob@example.org"});
}

TEST_CASE("A returned message is not looked into, however it is wrapped")
{
    const std::string top = "From: a@example.net\nTo: b@example.net\nMIME-Version: 1.0\n";
    const std::string quote = "Subject: x\n\n550 5.1.1 in the message\n";
    CHECK(read(top + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n" + quote +
               "--b--\n")
              .empty());
    CHECK(read(top + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/rfc822-headers\n\n" + quote +
               "--b--\n")
              .empty());
    CHECK(read("Hi. This is the qmail-send program.\n\n--- Below this line is a copy of the message.\n\n" + quote)
              .empty());
    CHECK(read(top + "\n\n550 5.1.1 in the body\n") == "550 5.1.1 [in the body]");
    CHECK(read("--b\nContent-Type: text/plain\n\n550 5.1.1 pasted without its header\n--b--\n") ==
          "550 5.1.1 [pasted without its header]");
}

TEST_CASE("Encoded parts are decoded, broken ones as far as they go")
{
    const std::string top =
        "From: a@example.net\nTo: b@example.net\nContent-Type: text/plain\nContent-Transfer-Encoding: ";
    CHECK(read(top + "base64\n\nNTUwIDUuMS4x\nIGdvbmU=\n") == "550 5.1.1 [gone]");
    CHECK(read(top + "base64\n\nNTUwIDUuMS4xIGdv") == "550 5.1.1 [go]");
    CHECK(read(top + "base64\n\n====\n").empty());
    CHECK(read(top + "quoted-printable\n\n550 5.1.1 go=\nne =3D away=\n") == "550 5.1.1 [gone = away]");
    CHECK(read(top + "quoted-printable\n\n550 5.1.1 a=ZZb=4") == "550 5.1.1 [a=ZZb=4]");
    CHECK(read("From: a@b\nTo: c@d\nContent-Type: text/html\n\n<p>Error:</p><div>550 5.1.1 &lt;a@b&gt;<br>x") ==
          "550 5.1.1 [<a@b> x]");
    CHECK(read("From: a@b\nTo: c@d\nContent-Type: text/html\n\n<style>550 5.1.1</style><p unclosed 550 5.1.1").empty());
}

TEST_CASE("Fields that are folded are one")
{
    const auto replies = readPasted("Final-Recipient: rfc822;\n bob@example.org\nAction: failed\nStatus: 5.7.26\n"
                                    "Remote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp;\n 550-5.7.26 a\n"
                                    " 550-5.7.26 b\n 550 5.7.26 c\n")
                             .replies;
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].text == "a b c");
    CHECK(replies[0].host == "mx.example.org");
    CHECK(replies[0].recipients == std::vector<std::string>{"bob@example.org"});
}

TEST_CASE("Whatever strangers send is read within bounds and in a moment")
{
    const std::string top = "From: a@example.net\nTo: b@example.net\n";
    std::string nested = top;
    std::string codes;
    std::string goingOn;
    std::string numbered;
    std::string addresses;
    for (int i = 0; i < 10000; ++i) {
        const auto boundary = "b" + std::to_string(i);
        nested += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
    }
    for (int i = 0; i < 100000; ++i) {
        codes += "550 ";
        goingOn += "550-x ";
        numbered += "said: 550 5.1.1 number " + std::to_string(i) + "\n";
        addresses += "<a" + std::to_string(i) + "@b.example>\n";
    }
    const auto start = std::chrono::steady_clock::now();
    CHECK(readPasted(std::string(16UL << 20U, '5')).tooLong);
    CHECK(readPasted(std::string(16UL << 20U, '\0')).replies.empty());
    CHECK(readPasted(std::string(1UL << 20U, '<')).replies.empty());
    CHECK(readPasted(nested).replies.empty());
    CHECK(readPasted(codes).replies.size() <= mostPastedReplies);
    CHECK(readPasted(goingOn).replies.size() <= mostPastedReplies);
    CHECK(readPasted("said: " + goingOn).replies.size() <= mostPastedReplies);
    const auto many = readPasted(numbered);
    CHECK(many.tooMany);
    CHECK(many.replies.size() == mostPastedReplies);
    CHECK(readPasted(addresses).replies.empty());
    CHECK(readPasted(top + "X: " + std::string(1UL << 20U, 'x')).tooLong);
    CHECK(readPasted(top + "Content-Transfer-Encoding: base64\n\n" + std::string(1UL << 20U, 'A')).replies.empty());
    CHECK(readPasted(top + "Content-Type: text/html\n\n" + std::string(100000, '<') + std::string(100000, '&'))
              .replies.empty());
    CHECK(readPasted("550-" + std::string(100000, ' ') + "550-").replies.size() == 1);
    CHECK(readPasted("said: 550 5.1.1 " + std::string(100000, 'x')).replies.at(0).text.size() <= 2000);
    CHECK(std::chrono::steady_clock::now() - start < test::scaled(Seconds(20)));
}
