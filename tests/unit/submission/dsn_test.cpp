// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "smtp/reply_codes.hpp"
#include "submission/dsn.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("Delivery status notifications are asked for as RFC 3461 says")
{
    DsnRequest request;
    CHECK_FALSE(request.isAsked());
    request.notify = DsnRequest::parseNotify("success,Failure , delay");
    request.returned = DsnRequest::parseReturned("hdrs");
    request.envelopeId = DsnRequest::parseEnvelopeId("a+b=c d");
    CHECK(request.isAsked());
    CHECK(request.mailParameters() == " RET=HDRS ENVID=a+2Bb+3Dc+20d");
    CHECK(request.rcptParameters(Mailbox::parse("x+y@example.com")) ==
          " NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;x+2By@example.com");
    CHECK(request.rcptParameters(Mailbox::parse("postmaster")) == " NOTIFY=SUCCESS,FAILURE,DELAY");
    CHECK(DsnRequest::parseNotify("never") == "NEVER");
}

TEST_CASE("Requests that no server could obey are usage errors")
{
    for (const auto* text : {"", "never,success", "success,success", "sometimes", "success,"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(DsnRequest::parseNotify(text), UsageError);
    }
    CHECK_THROWS_AS(DsnRequest::parseReturned("all"), UsageError);
    for (const auto& text :
         {std::string(), std::string(101, 'a'), std::string(50, '='), std::string("a\nb"), std::string("\xC3\xBC")}) {
        CAPTURE(text);
        CHECK_THROWS_AS(DsnRequest::parseEnvelopeId(text), UsageError);
    }
}

TEST_CASE("Reply codes are codes and classes")
{
    const auto codes = ReplyCodes::parse("550, 554,4yz");
    REQUIRE(codes);
    CHECK(codes->holds(550));
    CHECK(codes->holds(499));
    CHECK_FALSE(codes->holds(551));
    CHECK(codes->areRefusals());
    CHECK(codes->shown() == "550 or 554 or 4yz");
    CHECK(ReplyCodes::parse("5xx")->holds(501));
    CHECK_FALSE(ReplyCodes::parse("5yz,250")->areRefusals());
    for (const auto* text : {"", ",", "55", "600", "0yz", "5y", "550;551", "550 551", "5500", "abc", "550,"}) {
        CAPTURE(text);
        CHECK_FALSE(ReplyCodes::parse(text));
    }
}
