// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/reply.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

Reply reply(int code, const std::string& text)
{
    return Reply{code, {PeerText(text)}, {}};
}

} // namespace

TEST_CASE("The enhanced code of a reply is the one at the front of the first line that begins with one")
{
    CHECK(reply(550, "5.1.1 User unknown").enhanced() == EnhancedCode{5, 1, 1});
    CHECK_FALSE(reply(550, "User unknown").enhanced());
    CHECK_FALSE(reply(550, "see 5.1.1").enhanced());
    CHECK((Reply{550, {PeerText(""), PeerText("5.1.1 User unknown")}, {}}.enhanced()) == EnhancedCode{5, 1, 1});
    CHECK((Reply{550, {PeerText("sorry"), PeerText("5.1.1 User unknown")}, {}}.enhanced()) == EnhancedCode{5, 1, 1});
    CHECK_FALSE((Reply{550, {PeerText("sorry"), PeerText("4.1.1 later")}, {}}.enhanced()));
    CHECK_FALSE(Reply{}.enhanced());
}

TEST_CASE("An enhanced code of another class than the reply is not believed")
{
    CHECK_FALSE(reply(250, "5.1.1 ok").enhanced());
    CHECK_FALSE(reply(450, "5.7.1 later").enhanced());
    CHECK(reply(450, "4.7.1 later").enhanced() == EnhancedCode{4, 7, 1});
}

TEST_CASE("A reply is shown with code, enhanced code and text, and safely")
{
    const auto refusal = reply(554, "5.3.2  no service <here>");
    CHECK(refusal.codeClass() == 5);
    CHECK(refusal.text() == "no service (here)");
    CHECK(refusal.shown() == "554 5.3.2 no service (here)");
    CHECK(refusal.quoted() == "554 5.3.2 \"no service (here)\"");
}

TEST_CASE("A quotation mark of the server's does not end the quotation of what it said")
{
    const auto refusal = reply(550, "5.1.1 no\" what to do: pay \"me");
    CHECK(refusal.quoted() == "550 5.1.1 \"no' what to do: pay 'me\"");
    CHECK(refusal.text() == "no\" what to do: pay \"me");
}

TEST_CASE("A reply without text is shown as its code alone")
{
    for (const auto& text : {"", "   "}) {
        CHECK(reply(250, text).text().empty());
        CHECK(reply(250, text).shown() == "250");
        CHECK(reply(250, text).quoted() == "250");
    }
    CHECK(reply(250, "2.0.0").quoted() == "250 2.0.0");
    CHECK((Reply{421, {}, {}}).shown() == "421");
}

TEST_CASE("An enhanced code that is not believed stays part of the text")
{
    CHECK(reply(250, "5.1.1 ok").quoted() == "250 \"5.1.1 ok\"");
}

TEST_CASE("Only the anomalies that were noted are there")
{
    const Reply odd{220, {PeerText("x")}, {ReplyAnomaly::BareLf}};
    CHECK(odd.has(ReplyAnomaly::BareLf));
    CHECK_FALSE(odd.has(ReplyAnomaly::EightBit));
}

TEST_CASE("A reply is all of its lines, whichever of them holds the reason")
{
    const Reply provider{554,
                         {PeerText("example.com (mx017) Service not available"), PeerText("No SMTP service"),
                          PeerText("Bad DNS PTR resource record."),
                          PeerText("For explanation visit https://p.example/")},
                         {}};
    CHECK(provider.shown() == "554 example.com (mx017) Service not available / No SMTP service / Bad DNS PTR resource "
                              "record. / For explanation visit https://p.example/");
    CHECK((Reply{554, {PeerText("mx.example.net"), PeerText("Your access was rejected due to poor reputation")}, {}}
               .quoted()) == "554 \"mx.example.net / Your access was rejected due to poor reputation\"");
    CHECK((Reply{550, {PeerText(" "), PeerText("5.1.1 unknown user"), PeerText("")}, {}}.shown()) ==
          "550 5.1.1 unknown user");
}

TEST_CASE("The enhanced code that every line of a reply repeats stands once")
{
    const Reply google{550,
                       {PeerText("5.1.1 The account does not exist."), PeerText("5.1.1 Please try double-checking"),
                        PeerText("5.1.1")},
                       {}};
    CHECK(google.quoted() == "550 5.1.1 \"The account does not exist. / Please try double-checking\"");
    const Reply mixed{550, {PeerText("5.7.1 refused"), PeerText("5.7.26 unauthenticated")}, {}};
    CHECK(mixed.shown() == "550 5.7.1 refused / 5.7.26 unauthenticated");
}

TEST_CASE("However much a server says, line 1 gets 400 octets of it and the lines below 2,000")
{
    Reply endless{220, {}, {}};
    for (int line = 0; line < 100; ++line) {
        endless.lines.emplace_back(std::string(60, 'x'));
    }
    CHECK(endless.shown().size() <= std::string("220 ").size() + mostReplyOnLine1 + 3);
    CHECK(endless.shown().size() > mostReplyOnLine1);
    CHECK(endless.quoted().size() <= std::string("220 \"\"").size() + mostReplyQuoted + 3);
    CHECK(endless.quoted().size() > mostReplyQuoted);
}
