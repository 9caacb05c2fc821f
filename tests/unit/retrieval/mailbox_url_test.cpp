// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "retrieval/mailbox_url.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm;

namespace {

std::string faultOf(const std::string& text)
{
    try {
        return "none: " + MailboxUrl::parse(text).toString();
    } catch (const UsageError& error) {
        return error.what();
    }
}

bool holds(const std::string& text, const std::string& part)
{
    INFO(text);
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("The URL of a mailbox says protocol, kind of TLS, user, host, port and folder")
{
    const auto url = MailboxUrl::parse("imaps://tim@mail.example.com/");
    CHECK(url.protocol == RetrievalProtocol::Imap);
    CHECK(url.implicitTls);
    CHECK(url.user == "tim");
    CHECK(url.host == "mail.example.com");
    CHECK(url.port == 993);
    CHECK(url.folder.empty());

    const auto plain = MailboxUrl::parse("IMAP://tim%40example.com@MAIL.example.com:1143/Archive/2026%20sent");
    CHECK_FALSE(plain.implicitTls);
    CHECK(plain.user == "tim@example.com");
    CHECK(plain.host == "mail.example.com");
    CHECK(plain.port == 1143);
    CHECK(plain.folder == "Archive/2026 sent");

    CHECK(MailboxUrl::parse("pop3s://tim@mail.example.com").port == 995);
    CHECK(MailboxUrl::parse("pop3://tim@mail.example.com/").port == 110);
    CHECK(MailboxUrl::parse("imap://tim@192.0.2.7").port == 143);
    CHECK(MailboxUrl::parse("imaps://t%C3%AFm@mail.example.com/Entw%C3%BCrfe").folder == "Entwürfe");
}

TEST_CASE("An IPv6 address of a mailbox's host stands in brackets")
{
    const auto url = MailboxUrl::parse("imaps://tim@[2001:DB8::25]:1993/INBOX");
    CHECK(url.host == "2001:db8::25");
    CHECK(url.port == 1993);
    CHECK(url.toString() == "imaps://[2001:db8::25]:1993/INBOX");
    CHECK(MailboxUrl::parse("imaps://tim@[2001:db8::25]").port == 993);
    CHECK(holds(faultOf("imaps://tim@2001:db8::25/"), "stands in brackets"));
    CHECK(holds(faultOf("imaps://tim@[192.0.2.1]/"), "between brackets stands an IPv6 address"));
    CHECK(holds(faultOf("imaps://tim@[2001:db8::25/"), "between brackets"));
}

TEST_CASE("A Maildir is named by its path as it is")
{
    const auto url = MailboxUrl::parse("maildir:/var/mail/tim%20x");
    CHECK(url.protocol == RetrievalProtocol::Maildir);
    CHECK(url.path == "/var/mail/tim%20x");
    CHECK(url.toString() == "maildir:/var/mail/tim%20x");
    CHECK(holds(faultOf("maildir:"), "the path is missing"));
    CHECK(holds(faultOf(std::string("maildir:/a\0b", 12)), "can't be one"));
}

TEST_CASE("What is wrong with the URL of a mailbox is told, and quoted")
{
    CHECK(faultOf("mail.example.com") ==
          "'mail.example.com' is no mailbox: it begins with imaps://, imap://, pop3s://, pop3:// or maildir:");
    CHECK(holds(faultOf("https://tim@mail.example.com/"), "it begins with imaps://"));
    CHECK(holds(faultOf("imaps://mail.example.com/"), "the user is missing: imaps://user@host/"));
    CHECK(holds(faultOf("imaps://@mail.example.com/"), "the user's name has 1 to 255 octets"));
    CHECK(holds(faultOf("imaps://a@b@mail.example.com/"), "written %40"));
    CHECK(holds(faultOf("imaps://tim;AUTH=PLAIN@mail.example.com/"), "written %3B"));
    CHECK(holds(faultOf("imaps://tim@/"), "the host is missing"));
    CHECK(holds(faultOf("imaps://tim@a..b/"), "'a..b' is no host name or address"));
    CHECK(holds(faultOf("imaps://tim@1.2.3/"), "is no host name or address"));
    CHECK(holds(faultOf("imaps://tim@h:0/"), "1 to 65535"));
    CHECK(holds(faultOf("imaps://tim@h:65536/"), "1 to 65535"));
    CHECK(holds(faultOf("imaps://tim@h:/"), "1 to 65535"));
    CHECK(holds(faultOf("imaps://tim@h:99x/"), "1 to 65535"));
    CHECK(holds(faultOf("imaps://tim@h/a b"), "written %20"));
    CHECK(holds(faultOf("imaps://tim@h/a?b"), "written %3F"));
    CHECK(holds(faultOf("imaps://tim@h/a#b"), "written %23"));
    CHECK(holds(faultOf("imaps://tim@h/%"), "two hexadecimal digits"));
    CHECK(holds(faultOf("imaps://tim@h/%-1"), "two hexadecimal digits"));
    CHECK(holds(faultOf("imaps://tim@h/%0D%0A"), "control character"));
    CHECK(holds(faultOf("imaps://tim@h/%FF"), "no UTF-8"));
    CHECK(holds(faultOf("pop3s://tim@h/INBOX"), "POP3 has no folders"));
    CHECK(holds(faultOf("imaps://tim@h/" + std::string(256, 'x')), "at most 255"));
}

TEST_CASE("A password in the URL of a mailbox is refused and not repeated")
{
    for (const auto* text :
         {"imaps://tim:geheim@mail.example.com/", "pop3://tim:geheim@[2001:db8::1]/",
          "smtp://tim:geheim@mail.example.com/", "tim:geheim@mail.example.com", "imaps://tim:ge@heim@mail.example.com/",
          "imaps://tim:ge/heim@mail.example.com/", "imaps://tim:ge?heim@mail.example.com/"}) {
        const auto fault = faultOf(text);
        INFO(fault);
        CHECK(holds(fault, "holds no password"));
        CHECK_FALSE(holds(fault, "heim@"));
        CHECK_FALSE(holds(fault, "geheim"));
    }
}
