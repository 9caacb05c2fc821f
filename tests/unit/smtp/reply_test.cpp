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

TEST_CASE("The enhanced code of a reply is the one at the front of its first line")
{
    CHECK(reply(550, "5.1.1 User unknown").enhanced() == EnhancedCode{5, 1, 1});
    CHECK_FALSE(reply(550, "User unknown").enhanced());
    CHECK_FALSE(reply(550, "see 5.1.1").enhanced());
    CHECK_FALSE((Reply{550, {PeerText("sorry"), PeerText("5.1.1 User unknown")}, {}}.enhanced()));
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
    CHECK(refusal.shown() == "554 5.3.2  no service (here)");
    CHECK(refusal.quoted() == "554 5.3.2 \"no service (here)\"");
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
