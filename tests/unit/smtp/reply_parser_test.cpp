// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/reply_parser.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

using Outcome = std::optional<std::variant<Reply, ReplyFault>>;

Reply replyFrom(const Outcome& outcome)
{
    REQUIRE(outcome);
    INFO((std::holds_alternative<ReplyFault>(*outcome) ? std::get<ReplyFault>(*outcome).sentence : ""));
    REQUIRE(std::holds_alternative<Reply>(*outcome));
    return std::get<Reply>(*outcome);
}

ReplyFault faultFrom(const Outcome& outcome)
{
    REQUIRE(outcome);
    REQUIRE(std::holds_alternative<ReplyFault>(*outcome));
    return std::get<ReplyFault>(*outcome);
}

Outcome parse(std::string_view octets)
{
    ReplyParser parser;
    parser.feed(octets);
    return parser.next();
}

using Anomalies = std::vector<ReplyAnomaly>;

} // namespace

TEST_CASE("A reply of one line is read")
{
    const auto reply = replyFrom(parse("220 mail.example.com ESMTP\r\n"));
    CHECK(reply.code == 220);
    REQUIRE(reply.lines.size() == 1);
    CHECK(reply.lines[0].raw() == "mail.example.com ESMTP");
    CHECK(reply.anomalies.empty());
}

TEST_CASE("The last line of a long reply counts like the others")
{
    const auto reply = replyFrom(parse("250-mail.example.com\r\n250-SIZE 1000\r\n250 STARTTLS\r\n"));
    REQUIRE(reply.lines.size() == 3);
    CHECK(reply.lines[0].raw() == "mail.example.com");
    CHECK(reply.lines[2].raw() == "STARTTLS");
}

TEST_CASE("A reply that arrives octet by octet is complete with its last octet and not before")
{
    constexpr std::string_view octets = "220-one\r\n220-two\r\n220 three\r\n";
    ReplyParser parser;
    for (std::size_t i = 0; i + 1 < octets.size(); ++i) {
        parser.feed(octets.substr(i, 1));
        INFO("octet " << i);
        CHECK_FALSE(parser.next());
    }
    parser.feed(octets.substr(octets.size() - 1));
    CHECK(replyFrom(parser.next()).lines.size() == 3);
    CHECK_FALSE(parser.next());
}

TEST_CASE("A code without text is a reply")
{
    SECTION("nothing behind it")
    {
        const auto reply = replyFrom(parse("250\r\n"));
        CHECK(reply.code == 250);
        REQUIRE(reply.lines.size() == 1);
        CHECK(reply.lines[0].raw().empty());
    }
    SECTION("a blank behind it")
    {
        CHECK(replyFrom(parse("250 \r\n")).lines[0].raw().empty());
    }
    SECTION("as the first line of several")
    {
        CHECK(replyFrom(parse("250-\r\n250 ok\r\n")).lines.size() == 2);
    }
    SECTION("as the last line of several")
    {
        const auto reply = replyFrom(parse("250-ok\r\n250\r\n"));
        REQUIRE(reply.lines.size() == 2);
        CHECK(reply.lines[1].raw().empty());
    }
}

TEST_CASE("Codes from 100 to 599 are replies, others are not")
{
    CHECK(replyFrom(parse("100 x\r\n")).code == 100);
    CHECK(replyFrom(parse("599 x\r\n")).code == 599);
    const auto line = GENERATE(as<std::string>{}, "099 x", "600 x", "25", "2500 ok", "250ok", "250\tok", "25O ok",
                               " 250 ok", "-250 ok", "+OK ready", "* OK IMAP4", "SSH-2.0-OpenSSH_9.2", "HTTP/1.1 400");
    CAPTURE(line);
    const auto fault = faultFrom(parse(line + "\r\n"));
    CHECK(fault.kind == ReplyFault::Kind::NotSmtp);
    CHECK(fault.line.raw() == line);
    CHECK(fault.sentence == "\"" + harmless(line) + "\" is no SMTP reply");
}

TEST_CASE("An empty line is no reply")
{
    CHECK(faultFrom(parse("\r\n220 late\r\n")).sentence == "an empty line is no SMTP reply");
    CHECK(faultFrom(parse("220-one\r\n\r\n220 two\r\n")).kind == ReplyFault::Kind::NotSmtp);
}

TEST_CASE("Garbage inside a reply of several lines is a fault")
{
    CHECK(faultFrom(parse("220-one\r\nhello\r\n220 two\r\n")).kind == ReplyFault::Kind::NotSmtp);
}

TEST_CASE("Where the code changes inside a reply the last line's counts, and nothing that was said is lost")
{
    const auto changed = [](const std::string& octets) {
        ReplyParser parser;
        parser.feed(octets);
        return std::get<Reply>(parser.next().value());
    };
    const auto refused = changed("220-one\r\n554 two\r\n");
    CHECK(refused.has(ReplyAnomaly::CodeChanged));
    CHECK(refused.quoted() == "554 \"220 one / two\"");
    CHECK(changed("550-5.1.1 no\r\n550-5.1.1 really\r\n250 2.1.5 ok\r\n").quoted() ==
          "250 2.1.5 \"550 5.1.1 no / 550 5.1.1 really / ok\"");
    CHECK(changed("450-a\r\n550-b\r\n450 c\r\n").quoted() == "450 \"450 a / 550 b / c\"");
    CHECK_FALSE(changed("554-one\r\n554 two\r\n").has(ReplyAnomaly::CodeChanged));
}

TEST_CASE("A code that changed marks nothing in the next reply")
{
    ReplyParser parser;
    parser.feed("220-one\r\n554 two\r\n250-three\r\n250 four\r\n");
    parser.next();
    const auto second = std::get<Reply>(parser.next().value());
    CHECK(second.shown() == "250 three / four");
    CHECK_FALSE(second.has(ReplyAnomaly::CodeChanged));
}

TEST_CASE("A fault stays, whatever comes later")
{
    ReplyParser parser;
    parser.feed("garbage\r\n");
    const auto first = faultFrom(parser.next());
    parser.feed("220 now it works\r\n");
    CHECK(faultFrom(parser.next()).sentence == first.sentence);
    CHECK(parser.pending().empty());
}

TEST_CASE("A line that ends with LF alone is read and noted once")
{
    const auto reply = replyFrom(parse("220-one\n220-two\r\n220 three\n"));
    CHECK(reply.lines.size() == 3);
    CHECK(reply.lines[2].raw() == "three");
    CHECK(reply.anomalies == Anomalies{ReplyAnomaly::BareLf});
}

TEST_CASE("What was odd about one reply is not held against the next")
{
    ReplyParser parser;
    parser.feed("220 bare\n250 sound\r\n");
    CHECK(replyFrom(parser.next()).has(ReplyAnomaly::BareLf));
    CHECK(replyFrom(parser.next()).anomalies.empty());
}

TEST_CASE("Control octets in the text are read and noted")
{
    using namespace std::string_literals;
    const auto octets =
        GENERATE("220 a\0b\r\n"s, "220 a\x1b[31mb\r\n"s, "220 a\rb\r\n"s, "220 a\r\r\n"s, "220 \x7f\r\n"s);
    CAPTURE(octets);
    const auto reply = replyFrom(parse(octets));
    CHECK(reply.code == 220);
    CHECK(reply.anomalies == Anomalies{ReplyAnomaly::ControlOctet});
}

TEST_CASE("A tab in the text is not odd")
{
    CHECK(replyFrom(parse("220 mail\tready\r\n")).anomalies.empty());
}

TEST_CASE("A NUL in front of the code is no reply")
{
    CHECK(faultFrom(parse(std::string(1, '\0') + "220 x\r\n")).kind == ReplyFault::Kind::NotSmtp);
}

TEST_CASE("8-bit octets in the text are read and noted")
{
    const auto reply = replyFrom(parse("220 gr\xC3\xBC\xC3\x9F dich\r\n"));
    CHECK(reply.anomalies == Anomalies{ReplyAnomaly::EightBit});
}

TEST_CASE("512 octets with CRLF are a line, one more is noted")
{
    CHECK(replyFrom(parse("220 " + std::string(506, 'x') + "\r\n")).anomalies.empty());
    const auto reply = replyFrom(parse("220 " + std::string(507, 'x') + "\r\n"));
    CHECK(reply.anomalies == Anomalies{ReplyAnomaly::LongLine});
    CHECK(reply.lines[0].raw().size() == 507);
}

TEST_CASE("A reply of 64 KiB is read, one more octet is a fault")
{
    const std::string room(longestReply - 6, 'x');
    CHECK(replyFrom(parse("220 " + room + "\r\n")).lines[0].raw().size() == room.size());
    CHECK(faultFrom(parse("220 " + room + "x\r\n")).kind == ReplyFault::Kind::TooLong);

    const std::string half(longestReply / 2 - 6, 'x');
    CHECK(replyFrom(parse("220-" + half + "\r\n220 " + half + "\r\n")).lines.size() == 2);
    CHECK(faultFrom(parse("220-" + half + "\r\n220 x" + half + "\r\n")).kind == ReplyFault::Kind::TooLong);
}

TEST_CASE("The limits hold for one reply, not for all replies of a connection")
{
    ReplyParser parser;
    const std::string line = "250 " + std::string(longestReply - 100, 'x') + "\r\n";
    for (int i = 0; i < 4; ++i) {
        parser.feed(line);
        CHECK(replyFrom(parser.next()).code == 250);
    }
}

TEST_CASE("A server that shares the memory with many others is a fault once it has said its part")
{
    ReplyParser parser(8192);
    const std::string line = "250 " + std::string(4000, 'x') + "\r\n";
    parser.feed(line + line + line);
    CHECK(replyFrom(parser.next()).code == 250);
    CHECK(replyFrom(parser.next()).code == 250);
    const auto fault = faultFrom(parser.next());
    CHECK(fault.kind == ReplyFault::Kind::TooLong);
    CHECK(fault.sentence == "the server says more than 8 KiB");
}

TEST_CASE("An endless line is a fault after 64 KiB and is not kept")
{
    ReplyParser parser;
    const std::string piece(1024, 'x');
    parser.feed("220 ");
    Outcome outcome;
    std::size_t fed = 0;
    while (!(outcome = parser.next()) && fed < 10 * longestReply) {
        parser.feed(piece);
        fed += piece.size();
    }
    CHECK(fed == longestReply);
    const auto fault = faultFrom(outcome);
    CHECK(fault.kind == ReplyFault::Kind::TooLong);
    CHECK(fault.line.raw().size() <= 1024);
    parser.feed(piece);
    CHECK(parser.pending().empty());
}

TEST_CASE("512 lines are a reply, more are a fault")
{
    std::string lines;
    for (std::size_t i = 1; i < mostReplyLines; ++i) {
        lines += "220-x\r\n";
    }
    CHECK(replyFrom(parse(lines + "220 x\r\n")).lines.size() == mostReplyLines);
    CHECK(faultFrom(parse(lines + "220-x\r\n220 x\r\n")).kind == ReplyFault::Kind::TooLong);
}

TEST_CASE("A sentence about a fault is safe to print")
{
    const auto fault = faultFrom(parse("\x1b[31m<b>|`$(x)\r\n"));
    CHECK(fault.sentence.find_first_of("\x1b|<>`") == std::string::npos);
    CHECK(fault.sentence.find("$(") == std::string::npos);
    CHECK(faultFrom(parse(std::string(5000, 'x') + "\r\n")).sentence.size() < 120);
}

TEST_CASE("Two replies in one packet are read one after the other")
{
    ReplyParser parser;
    parser.feed("220 hello\r\n250-mail\r\n250 SIZE\r\n");
    CHECK(replyFrom(parser.next()).code == 220);
    CHECK(parser.pending() == "250-mail\r\n250 SIZE\r\n");
    CHECK(replyFrom(parser.next()).lines.size() == 2);
    CHECK(parser.pending().empty());
    CHECK_FALSE(parser.next());
}

TEST_CASE("What waits behind the consent to STARTTLS is told and forgotten")
{
    ReplyParser parser;
    parser.feed("220 go ahead\r\n250 injected\r\n");
    CHECK(replyFrom(parser.next()).code == 220);
    CHECK(parser.discardPending() == "250 injected\r\n");
    CHECK_FALSE(parser.next());
    parser.feed("250 fresh\r\n");
    CHECK(replyFrom(parser.next()).lines[0].raw() == "fresh");
}

TEST_CASE("Half a reply that was looked at before STARTTLS does not become part of one that follows it")
{
    ReplyParser parser;
    parser.feed("220 go ahead\r\n250-injected\r\n250-AUTH PLAIN\r\n250 ST");
    CHECK(replyFrom(parser.next()).code == 220);
    CHECK_FALSE(parser.next());
    CHECK(parser.pending() == "250-injected\r\n250-AUTH PLAIN\r\n250 ST");
    CHECK(parser.discardPending() == "250-injected\r\n250-AUTH PLAIN\r\n250 ST");
    parser.feed("250 fresh\r\n");
    const auto reply = replyFrom(parser.next());
    REQUIRE(reply.lines.size() == 1);
    CHECK(reply.lines[0].raw() == "fresh");
}
