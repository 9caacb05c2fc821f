// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as they are forwarded, saved and broken, and the encodings in which text is saved.
#include "support/catch.hpp"
#include "unit/explain/shown_replies.hpp"

#include <algorithm>

using namespace mpm;
using test::shownReplies;

namespace {

const std::string bounce = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net (Mail Delivery System)\n"
                           "To: bob@example.net\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
                           "Content-Type: multipart/report; report-type=delivery-status; boundary=\"r\"\n\n"
                           "--r\nContent-Type: text/plain\n\n<anna@example.com>: host mx.example.com[192.0.2.27] said: "
                           "550 5.1.1 gone\n    (in reply to RCPT TO command)\n\n"
                           "--r\nContent-Type: message/rfc822\n\nSubject: x\n\n550 5.7.1 in the original\n--r--\n";
const std::string gone = "550 5.1.1 [gone] RCPT TO mx.example.com anna@example.com";

std::string forwarded(const std::string& attached)
{
    return "From: bob@example.net\nTo: postmaster@example.net\nContent-Type: multipart/mixed; boundary=\"f\"\n\n"
           "--f\nContent-Type: text/plain\n\nWhat is this?\n\n--f\nContent-Type: message/rfc822\n\n" +
           attached + "--f--\n";
}

/// In units of two octets, the lower one first.
std::string utf16(std::string_view ascii)
{
    std::string wide;
    for (const char c : ascii) {
        wide += c;
        wide += '\0';
    }
    return wide;
}

} // namespace

TEST_CASE("A bounce that is forwarded as an attachment is read, the message that it returns is not")
{
    CHECK(shownReplies(bounce) == gone);
    CHECK(shownReplies(forwarded(bounce)) == gone);
    CHECK(shownReplies(forwarded(forwarded(bounce))) == gone);
    CHECK(shownReplies(forwarded("From: a@example.net\nSubject: x\n\n550 5.1.1 in a message\n")).empty());
}

TEST_CASE("A message whose boundary is broken is read as it stands")
{
    const std::string top =
        "From: MAILER-DAEMON@example.net\nTo: b@example.net\nContent-Type: multipart/report; boundary=";
    const std::string said = "\n\nhost x.example said: 550 5.1.1 gone\n";
    CHECK(shownReplies(top + "\"\"" + said) == "550 5.1.1 [gone] x.example");
    CHECK(shownReplies(top + std::string(10000, 'b') + said) == "550 5.1.1 [gone] x.example");
    CHECK(shownReplies(top + "other\n\n--b\nContent-Type: text/plain" + said + "--b--\n") ==
          "550 5.1.1 [gone] x.example");
}

TEST_CASE("A bounce of which some recipients have no code names each of them")
{
    CHECK(
        shownReplies("The following address(es) failed:\n\n  anna@example.com\n    host mx.example.com [192.0.2.27]\n"
                     "    SMTP error from remote mail server after RCPT TO:<anna@example.com>:\n    550 5.1.1 gone\n"
                     "  carl@example.org\n    retry timeout exceeded\n  dora@example.info\n    Unrouteable address\n\n"
                     "------ This is a copy of the message, including all the headers. ------\n") ==
        "550 5.1.1 [gone] RCPT TO mx.example.com anna@example.com, "
        "{5.4.7} [retry timeout exceeded] carl@example.org, {5.0.0} [Unrouteable address] dora@example.info");
    CHECK(shownReplies("  anna@example.com\n    Delay reason: Connection timed out\n") ==
          "{4.4.1} [Connection timed out] connect anna@example.com");
    CHECK(shownReplies("<anna@example.com>: connect to mx.example.com[192.0.2.27]:25: Connection refused\n") ==
          "{4.4.1} [connect to mx.example.com[192.0.2.27]:25: Connection refused] connect mx.example.com "
          "anna@example.com");
}

TEST_CASE("A message that is no bounce holds numbers")
{
    const std::string mail = "From: bob@example.net\nTo: anna@example.com\nSubject: offer 550\n\n";
    CHECK(shownReplies(mail + "Hello,\n\n550 EUR for 5.1.1 licence, call 555 1234.\n450 pieces left\n").empty());
    CHECK(shownReplies(mail + "I got this:\n\n550 5.1.1 gone\n") == "550 5.1.1 [gone]");
    CHECK(shownReplies(mail + "The server said: 550 gone\n") == "550 [gone]");
    CHECK(shownReplies("550 bytes written").empty());
    CHECK(shownReplies("[550] worker started").empty());
}

TEST_CASE("Text is read in the encodings in which it is saved")
{
    CHECK(shownReplies("\xef\xbb\xbf"
                       "550 5.1.1 gone") == "550 5.1.1 [gone]");
    CHECK(shownReplies("550\xc2\xa0"
                       "5.1.1\xc2\xa0gone") == "550 5.1.1 [gone]");
    CHECK(shownReplies("\xff\xfe" + utf16("550 5.1.1 gone\r\n")) == "550 5.1.1 [gone]");
    CHECK(shownReplies(utf16("550 5.1.1 gone\r\n")) == "550 5.1.1 [gone]");
    auto swapped = "\xff\xfe" + utf16(bounce);
    for (std::size_t at = 0; at + 1 < swapped.size(); at += 2) {
        std::swap(swapped[at], swapped[at + 1]);
    }
    CHECK(shownReplies(swapped) == gone);
    CHECK(shownReplies("550 5.1.1 Empf\xe4nger unbekannt") == "550 5.1.1 [Empf\xc3\xa4nger unbekannt]");
    CHECK(shownReplies("550 5.1.1 Empf\xc3\xa4nger unbekannt") == "550 5.1.1 [Empf\xc3\xa4nger unbekannt]");
    CHECK(shownReplies("From: a@b.example\nTo: c@d.example\nContent-Type: text/plain; charset=utf-16le\n"
                       "Content-Transfer-Encoding: base64\n\nNQA1ADAAIAA1AC4AMQAuADEAIABnAG8AbgBlAA==\n") ==
          "550 5.1.1 [gone]");
    auto oldMac = bounce;
    std::replace(oldMac.begin(), oldMac.end(), '\n', '\r');
    CHECK(shownReplies(oldMac) == gone);
}

TEST_CASE("Half a character, and a mark of order alone, are no text")
{
    for (const std::string text : {"\xff\xfe", "\xfe\xff", "\xef\xbb\xbf",
                                   "\xff\xfe"
                                   "5",
                                   "\xff\xfe\x00\xd8"}) {
        CHECK(shownReplies(text).empty());
    }
}
