// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/base64.hpp"
#include "check_mail_roundtrip/authentication.hpp"
#include "check_mail_roundtrip/bounce.hpp"
#include "check_mail_roundtrip/recognise.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_mail_roundtrip/roundtrip_world.hpp"

using namespace mpm;
using namespace mpm::checkMailRoundtrip;
using test::bounceOf;
using test::RoundtripWorld;

namespace {

const RoundtripWorld world;
const std::string token = RoundtripWorld::token('c');

Recognised recognised(const std::string& message)
{
    return recognise(message, world.context.owner);
}

std::string failure(std::string_view field)
{
    return authenticationFailure(AuthenticationResults::parse(field)->results, "example.org");
}

} // namespace

TEST_CASE("an own message is known by its owner's field, and says when it was sent")
{
    const auto own = recognised("Received: x\r\n" + world.message(token, 5));
    CHECK(own.kind == MessageKind::Own);
    CHECK(own.token == token);
    CHECK(own.sentAt == RoundtripWorld::at(5));
}

TEST_CASE("another's message is foreign, be it of another check or much like one's own")
{
    CHECK(recognise(world.message(token, 5), "0123456789abcdef").kind == MessageKind::Foreign);
    CHECK(recognise(world.message(token, 5), "").kind == MessageKind::Foreign);
    CHECK(recognised("Subject: hi\r\n\r\nX-Monitoring-Check: " + world.context.owner).kind == MessageKind::Foreign);
    CHECK(recognised("X-Monitoring-Check: " + world.context.owner + "\r\nX-Monitoring-Token: short\r\n\r\n").kind ==
          MessageKind::Foreign);
    CHECK(recognised(bounceOf("Message-ID: <other@example.org>\r\n\r\n", "550 no")).kind == MessageKind::Foreign);
    CHECK(recognised("").kind == MessageKind::Foreign);
}

TEST_CASE("an answer is known by what it refers to")
{
    const auto id = "<" + token + "." + world.context.owner + "@client.example>";
    for (const auto& field :
         std::vector<std::string>{"In-Reply-To: " + id, "References: <x@y> " + id, "references:\r\n " + id}) {
        const auto answer = recognised("Auto-Submitted: auto-replied\r\n" + field + "\r\n\r\nI am away.");
        CHECK(answer.kind == MessageKind::Answer);
        CHECK(answer.token == token);
    }
    CHECK(recognised("Subject: Re\r\n\r\nIn-Reply-To: " + id).kind == MessageKind::Foreign);
    // Somebody goes on with a talk that once began with it.
    CHECK(recognised("In-Reply-To: <2@my.example>\r\nReferences: " + id + " <2@my.example>\r\n\r\nx").kind ==
          MessageKind::Foreign);
    CHECK(recognised("References: " + id + " <2@my.example>\r\n\r\nx").kind == MessageKind::Foreign);
}

TEST_CASE("a bounce is known by the message that it returns, a notice of a delay or a delivery is none")
{
    const auto message = world.message(token, 5);
    const auto bounce = recognised(bounceOf(message, "550 5.1.1 no"));
    CHECK(bounce.kind == MessageKind::Bounce);
    CHECK(bounce.token == token);
    CHECK(bounce.sentAt == RoundtripWorld::at(5));
    CHECK(recognised(bounceOf(message, "450 4.2.0 later", "delayed")).kind == MessageKind::Notice);
    CHECK(recognised(bounceOf(message, "250 ok", "delivered (to mailbox)")).kind == MessageKind::Notice);
    const auto free = recognised("From: Mailer-Daemon@x\r\n\r\nb@example.com: 550 no\r\n\r\n> " + message);
    CHECK(free.kind == MessageKind::Bounce);
    CHECK(free.token == token);
}

TEST_CASE("a bounce in plain text is known by whose address sends it, whatever name stands beside that")
{
    const RoundtripWorld world;
    const auto id = "<" + RoundtripWorld::token('1') + "." + world.context.owner + "@client.example>";
    const auto from = [&](const std::string& header) {
        return recognise(header + "\r\nIn-Reply-To: " + id + "\r\n\r\n550 5.1.1 unknown user\r\n", world.context.owner)
            .kind;
    };
    CHECK(from("Return-Path: <>\r\nFrom: Mail System <postmaster@mx.example.com>") == MessageKind::Bounce);
    CHECK(from("From: MAILER-DAEMON@mx.example.com (Mail Delivery System)") == MessageKind::Bounce);
    CHECK(from("From: \"mailer-daemon@x\" <ann@example.org>") == MessageKind::Answer);
    CHECK(from("Return-Path: <>\r\nAuto-Submitted: auto-replied\r\nFrom: postmaster@example.org") ==
          MessageKind::Answer);
}

TEST_CASE("a report that mentions a message is no bounce of it, one that says it is still tried is a notice")
{
    const auto id = "<" + token + "." + world.context.owner + "@client.example>";
    const std::string from = "From: mailer-daemon@mx.example.com\r\n\r\n";
    CHECK(recognised(from + "postfix/cleanup: message-id=" + id + "\r\nsaid: 550 5.7.1 other mail rejected\r\n").kind ==
          MessageKind::Foreign);
    CHECK(recognised("Return-Path: <>\r\nFrom: postmaster@x\r\n\r\nLook at this mail with ID " + id).kind ==
          MessageKind::Foreign);
    CHECK(recognised(from + "550 no\r\n\r\n> Message-Id:\r\n>  " + id + "\r\n").kind == MessageKind::Bounce);
    CHECK(recognised(from +
                     "Warning: message delayed 24 hours\r\nDelivery attempts will continue.\r\n\r\nMessage-ID: " + id +
                     "\r\n")
              .kind == MessageKind::Notice);
    const std::string report = "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n"
                               "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    CHECK(recognised(report + encodeBase64("Message-ID: " + id + "\r\n") + "\r\n--x--\r\n").kind ==
          MessageKind::Bounce);
}

TEST_CASE("a bounce's reply is told with what the catalogue knows of it")
{
    const auto reason = reasonOf(bounceOf(world.message(token, 5), "550 5.1.1 <b@example.com>: no such user"));
    CHECK(reason.reply.starts_with("550 5.1.1 "));
    CHECK(reason.reply.find("no such user") != std::string::npos);
    CHECK(reason.reply.find('<') == std::string::npos);
    CHECK(reason.host == "in.example.com");
    CHECK_FALSE(reason.meaning.empty());
    CHECK_FALSE(reason.remedy.empty());
    CHECK(reasonOf("From: mailer-daemon\r\n\r\nnothing said").reply.empty());
}

TEST_CASE("authentication failed where something failed and nothing aligned passed")
{
    CHECK(failure("mx; spf=fail smtp.mailfrom=example.org; dkim=permerror; dmarc=fail") ==
          "spf=fail, dkim=permerror, dmarc=fail");
    CHECK(failure("mx; spf=softfail; dkim=none") == "spf=softfail");
    CHECK(failure("mx; dkim=pass header.d=other.example; spf=fail") == "spf=fail");
    CHECK(failure("mx; dkim=pass header.d=notexample.org; spf=fail") == "spf=fail");
    CHECK(failure("mx; spf=pass smtp.mailfrom=bounce@other.example; dmarc=fail") == "dmarc=fail");
    CHECK(failure("mx; spf=fail; dkim=pass header.d=org") == "spf=fail");
    CHECK(failure("mx; spf=fail; dkim=fail; dmarc=pass header.from=other.example") == "spf=fail, dkim=fail");
}

TEST_CASE("authentication did not fail where something aligned passed, or where nothing is signed")
{
    CHECK(failure("mx; dkim=none; spf=none; dmarc=none").empty());
    CHECK(failure("mx; dkim=temperror; spf=neutral").empty());
    CHECK(failure("mx; spf=fail; dkim=pass header.d=mail.EXAMPLE.org").empty());
    CHECK(failure("mx; spf=fail; dkim=pass header.i=@example.org").empty());
    CHECK(failure("mx; dkim=fail; spf=pass smtp.mailfrom=x@example.org").empty());
    CHECK(failure("mx; dkim=fail; spf=softfail; dmarc=pass").empty());
    CHECK(failure("mx; dkim=fail; spf=softfail; dmarc=pass header.from=example.org").empty());
    CHECK(failure("mx; iprev=fail; x-tls=permerror").empty());
}
