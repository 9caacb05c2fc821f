// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/usage_error.hpp"
#include "submission/message.hpp"
#include "submission/mime.hpp"
#include "support/catch.hpp"

using namespace mpm;
using Catch::Matchers::ContainsSubstring;

namespace {

MessageDraft draft()
{
    MessageDraft result;
    result.from = Mailbox::parse("a@example.org");
    result.to = {Mailbox::parse("b@example.com")};
    result.subject = "hello";
    result.body = "text";
    result.clientName = "client.example";
    result.token = "token7";
    result.date = std::chrono::sys_seconds(std::chrono::seconds(951782400)); // a leap day
    return result;
}

bool linesFit(std::string_view message, std::size_t limit)
{
    while (!message.empty()) {
        const auto end = message.find("\r\n");
        if (end == std::string_view::npos || end > limit) {
            return false;
        }
        message.remove_prefix(end + 2);
    }
    return true;
}

} // namespace

TEST_CASE("A message has what RFC 5322 and RFC 3834 ask for, and its token")
{
    CHECK(compose(draft()) == "Date: Tue, 29 Feb 2000 00:00:00 +0000\r\n"
                              "From: a@example.org\r\n"
                              "To: b@example.com\r\n"
                              "Message-ID: <token7@client.example>\r\n"
                              "Subject: hello\r\n"
                              "Auto-Submitted: auto-generated\r\n"
                              "X-Monitoring-Token: token7\r\n"
                              "MIME-Version: 1.0\r\n"
                              "Content-Type: text/plain; charset=utf-8\r\n"
                              "Content-Transfer-Encoding: 7bit\r\n"
                              "\r\n"
                              "text\r\n");
}

TEST_CASE("The null sender's message is from the machine's mail system")
{
    auto given = draft();
    given.from = Mailbox();
    CHECK_THAT(compose(given), ContainsSubstring("From: MAILER-DAEMON@client.example\r\n"));
}

TEST_CASE("A user's field takes the place of the default of its name, in any case")
{
    auto given = draft();
    given.fields = {HeaderField::parse("message-id: <x@y.example>"), HeaderField::parse("X-One:1"),
                    HeaderField::parse("X-One: 2")};
    const auto message = compose(given);
    CHECK_THAT(message, ContainsSubstring("\r\nmessage-id: <x@y.example>\r\n"));
    CHECK(message.find("Message-ID") == std::string::npos);
    CHECK_THAT(message, ContainsSubstring("\r\nX-One: 2\r\n"));
}

TEST_CASE("Text beyond ASCII is encoded, so that every line is short and of seven bits")
{
    auto given = draft();
    given.subject = "Gr\xC3\xBC\xC3\x9F"
                    "e an alle, " +
                    std::string(200, 'x') + " \xE2\x82\xAC \xE2\x82\xAC";
    given.body = std::string(300, 'z') + "\xC3\xBC\n.dot\nblank at the end \n=\n";
    const auto message = compose(given);
    CHECK(isAscii(message));
    CHECK_THAT(message, ContainsSubstring("Content-Transfer-Encoding: quoted-printable\r\n"));
    CHECK_THAT(message, ContainsSubstring("\r\nSubject: =?UTF-8?B?R3LDvMOfZQ==?= an alle,\r\n xxx"));
    CHECK_THAT(message, ContainsSubstring(" =?UTF-8?B?4oKsIOKCrA==?=\r\n"));
    CHECK_THAT(message, ContainsSubstring("\r\n.dot\r\nblank at the end=20\r\n=3D\r\n"));
    CHECK(linesFit(message.substr(message.find("\r\n\r\n")), 76));
    CHECK(linesFit(message, 998));
}

TEST_CASE("An address beyond ASCII stands in its field as it is, and only the name beside it is encoded")
{
    auto given = draft();
    given.from = Mailbox::parse("\xC3\xBC@example.org");
    CHECK(compose(given).find("\r\nFrom: \xC3\xBC@example.org\r\n") != std::string::npos);
    given.fields = {HeaderField::parse("From: J\xC3\xB6rg <\xC3\xBC@example.org>"),
                    HeaderField::parse("resent-to: \xC3\xBC@example.org"),
                    HeaderField::parse("X-Who: \xC3\xBC@example.org")};
    const auto message = compose(given);
    INFO(message);
    CHECK(message.find("\r\nFrom: =?UTF-8?B?SsO2cmc=?= <\xC3\xBC@example.org>\r\n") != std::string::npos);
    CHECK(message.find("\r\nresent-to: \xC3\xBC@example.org\r\n") != std::string::npos);
    CHECK(message.find("\r\nX-Who: =?UTF-8?B?") != std::string::npos);
}

TEST_CASE("Encoded words are at most 75 characters and never cut a character in two")
{
    std::string text;
    for (int i = 0; i < 100; ++i) {
        text += "\xE2\x82\xAC";
    }
    std::string decoded;
    for (const auto& word : encodedWords(text)) {
        CHECK(word.size() <= 75);
        const auto octets = decodeBase64(word.substr(10, word.size() - 12));
        REQUIRE(octets);
        CHECK(octets->size() % 3 == 0);
        decoded += *octets;
    }
    CHECK(decoded == text);
}

TEST_CASE("A long header is folded before blanks, a body line too long for SMTP is encoded")
{
    auto given = draft();
    for (int i = 0; i < 20; ++i) {
        given.to.push_back(Mailbox::parse("recipient" + std::to_string(i) + "@example.com"));
    }
    given.body = std::string(2000, 'x');
    const auto message = compose(given);
    CHECK(linesFit(message, 78));
    CHECK_THAT(message, ContainsSubstring(",\r\n recipient"));
    CHECK_THAT(message, ContainsSubstring("x=\r\nx"));
}

TEST_CASE("Header fields that could smuggle in others are usage errors")
{
    CHECK(HeaderField::parse("X-A: b: c").body == "b: c");
    CHECK(HeaderField::parse("X-A:").body.empty());
    for (const std::string text : {"", ":", "X A: b", "X-A", "X-A: b\r\nBcc: c@example.com", "X-A: b\nc", "X-A: \x01",
                                   " X: y", "X\xC3\xBC: y"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(HeaderField::parse(text), UsageError);
    }
}

TEST_CASE("Every line end becomes CRLF, and there is one at the end")
{
    CHECK(withCrlf("a\nb\r\nc\rd") == "a\r\nb\r\nc\r\nd\r\n");
    CHECK(withCrlf("a\r\r\nb") == "a\r\n\r\nb\r\n");
    CHECK(withCrlf("\n\n") == "\r\n\r\n");
    CHECK(withCrlf("").empty());
}

TEST_CASE("Dots at line starts are doubled, and no others")
{
    CHECK(dotStuffed(".\r\na.b\r\n..c\r\n") == "..\r\na.b\r\n...c\r\n");
    CHECK(dotStuffed("").empty());
}

TEST_CASE("Base64 is RFC 4648's, and anything else is none")
{
    const std::vector<std::pair<std::string, std::string>> pairs{{"", ""},
                                                                 {"f", "Zg=="},
                                                                 {"fo", "Zm8="},
                                                                 {"foo", "Zm9v"},
                                                                 {"foob", "Zm9vYg=="},
                                                                 {"fooba", "Zm9vYmE="},
                                                                 {"foobar", "Zm9vYmFy"}};
    for (const auto& [octets, text] : pairs) {
        CHECK(encodeBase64(octets) == text);
        CHECK(decodeBase64(text) == octets);
    }
    CHECK(decodeBase64(encodeBase64(std::string("\0\xFF\x80", 3))) == std::string("\0\xFF\x80", 3));
    for (const auto* text : {"Zg=", "Zg", "Z===", "=", "Zg==Zg==", "Z g=", "Zm9v\n", "Zm9*"}) {
        CAPTURE(text);
        CHECK_FALSE(decodeBase64(text));
    }
}
