// SPDX-License-Identifier: GPL-3.0-or-later
// Which words of a reply's text tell its reason, and which are only names.
#include "catalogue/reason_text.hpp"
#include "catalogue/reply_catalogue.hpp"
#include "support/catch.hpp"

using namespace mpm;
using catalogue::Actor;

namespace {

Reply reply(int code, const std::string& text)
{
    return Reply{code, {PeerText(text)}, {}};
}

struct Sample {
    Step step;
    int code;
    const char* text;
    Actor first;
    const char* meaning;
};

void check(const Sample& sample)
{
    CAPTURE(sample.code, sample.text);
    CHECK(meaningOf(reply(sample.code, sample.text), sample.step) == sample.meaning);
    CHECK(firstToAct(reply(sample.code, sample.text), sample.step) == sample.first);
}

} // namespace

TEST_CASE("Names, addresses and URLs in a reply are no reasons")
{
    using catalogue::proseOf;
    CHECK(proseOf("see https://spam.example.org/list?a=b, ok") == "see ~ ok");
    CHECK(proseOf("<dmarc@example.com>: no") == "<~>: no");
    CHECK(proseOf("from dmarc@example.com:blocked") == "from ~:blocked");
    CHECK(proseOf("relay.example.net said 5.7.1 no") == "~ said 5.7.1 no");
    CHECK(proseOf("TLSv1.0 is old.Please update. Size < 10 MB > 5") ==
          "TLSv1.0 is old.Please update. Size < 10 MB > 5");
    CHECK(proseOf("<> denied") == "<> denied");
    CHECK(proseOf("mailto:list@example.org www.spam.example") == "~ ~");
    CHECK(proseOf("a @ b <") == "a @ b <");
    CHECK(proseOf("").empty());
}

TEST_CASE("A phrase begins at a word and may have a gap within a sentence")
{
    using catalogue::ReasonText;
    const auto found = [](const std::string& text, const char* words) {
        return std::string(ReasonText(text).longestOf(words));
    };
    CHECK(found("Recipients: 3", "ip").empty());
    CHECK(found("Your IP is bad", "your ip|ip") == "your ip");
    CHECK(found("mailbox a@example.com  is full", "mailbox .. is full|full") == "mailbox .. is full");
    CHECK(found("The mailbox is gone. The disk is full", "mailbox .. full").empty());
    CHECK(found("user x unknown", "user .. unknown") == "user .. unknown");
    CHECK(found("user " + std::string(70, 'x') + " unknown", "user .. unknown").empty());
    CHECK(found(std::string(9000, 'a') + " spam", "spam").empty());
}

TEST_CASE("A wrong cause is not read out of a name")
{
    check(GENERATE(values<Sample>({
        {Step::Rcpt, 450,
         "4.7.1 Recipient address rejected: Greylisted for 300 seconds, blocked till then (see "
         "http://spam.example.org/list.html)",
         Actor::Nobody, "the server greylists this sender"},
        {Step::Rcpt, 550, "<dmarc@example.com> no such user", Actor::Author, "the mailbox does not exist"},
        {Step::Greeting, 554, "spamfilter.example.com ESMTP not accepting messages", Actor::SendingSide,
         "a rule of the server blocks the client or the sender"},
        {Step::Rcpt, 450, "<list@relay.example.com>: try again later", Actor::Nobody,
         "refused for now: the mailbox is busy, or a policy says later"},
        {Step::Rcpt, 550, "5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org",
         Actor::SendingSide, "the client is on a blocklist"},
        {Step::Mail, 554, "Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.7", Actor::SendingSide,
         "the client is on a blocklist"},
    })));
}

TEST_CASE("Words count also where a specific code is wrong for the text")
{
    check(GENERATE(values<Sample>({
        {Step::Command, 500, "5.3.3 Unrecognized command", Actor::SendingSide,
         "the server does not know or offer the command"},
        {Step::Ehlo, 500, "5.3.3 Unrecognized command", Actor::SendingSide, "the server does not know EHLO"},
        {Step::Message, 554, "delivery error: dd This user doesn't have a example.com account (a@example.com) [0]",
         Actor::Author, "the mailbox does not exist"},
        {Step::Message, 554, "delivery error: dd This mailbox is disabled (554.30).", Actor::Recipient,
         "the mailbox exists but is disabled"},
        {Step::Rcpt, 550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
         Actor::Author, "the mailbox does not exist"},
        {Step::Mail, 550, "5.1.8 Access denied, bad outbound sender AS(42004)", Actor::SendingSide,
         "the sending account is barred, often since it sent spam"},
        {Step::Message, 554, "5.7.9 Message not accepted for policy reasons.", Actor::SendingSide,
         "refused by policy: the content, its links, or SPF, DKIM and DMARC"},
        {Step::Message, 554, "5.7.9 no", Actor::Author, "refused for good, without a code of its own"},
        {Step::Auth, 535, "5.7.3 Authentication unsuccessful", Actor::SendingSide, "user name or password is wrong"},
        {Step::Rcpt, 450, "4.3.2 Service currently unavailable", Actor::Nobody,
         "the server tests clients that it does not know, and takes them when they come again (postscreen)"},
        {Step::Rcpt, 450, "4.2.1 The user is receiving mail at a rate that prevents more", Actor::Nobody,
         "the mailbox takes no more for the moment"},
    })));
}

TEST_CASE("A code in the form of qmail and IronPort is read")
{
    check(GENERATE(values<Sample>({
        {Step::Rcpt, 550, "sorry, nothing here (#5.1.1)", Actor::Author, "the mailbox does not exist"},
        {Step::Mail, 553, "#5.1.8 no", Actor::SendingSide, "the sender's domain does not exist or can't take replies"},
        {Step::Rcpt, 450, "no (#5.1.1) #4.2.2", Actor::Recipient, "the mailbox is full for now"},
        {Step::Rcpt, 450, "no #x #5 #", Actor::Nobody, "refused for now: the mailbox is busy, or a policy says later"},
    })));
}

TEST_CASE("Where a login would help it is said")
{
    check(GENERATE(values<Sample>({
        {Step::Rcpt, 503, "AUTH first (#5.5.1)", Actor::SendingSide, "not without login"},
        {Step::Mail, 503, "5.5.1 authentication needed", Actor::SendingSide, "not without login"},
        {Step::Mail, 530, "5.5.1 Invalid command: Must issue an AUTH command first", Actor::SendingSide,
         "not without login"},
        {Step::Rcpt, 551, "we do not relay", Actor::SendingSide, "relaying is denied"},
        {Step::Rcpt, 530, "Access denied", Actor::SendingSide, "a rule of the server blocks the client or the sender"},
        {Step::Rcpt, 553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", Actor::SendingSide,
         "relaying is denied: the server does not know the domain as its own (qmail)"},
        {Step::Rcpt, 550, "No such domain at this location", Actor::ReceivingSide,
         "the server does not take mail for the recipient's domain"},
    })));
}

TEST_CASE("Who must act is told by the rule book, for replies of any kind")
{
    check(GENERATE(values<Sample>({
        {Step::Greeting, 421, "Too many connections", Actor::SendingSide, "too much at once: throttled"},
        {Step::Greeting, 421, "4.3.2 Too many concurrent connections", Actor::SendingSide,
         "too much at once: throttled"},
        {Step::Greeting, 421, "Service not available, closing transmission channel", Actor::Nobody,
         "the server is busy, stopped for the moment, or takes mail later"},
        {Step::Greeting, 554, "5.7.1 Refused due to your IP's poor reputation", Actor::SendingSide,
         "the client has a bad reputation with this provider"},
        {Step::Mail, 550, "5.7.1 Sender blocked by policy", Actor::ReceivingSide, "the sender address is not accepted"},
        {Step::Rcpt, 550, "5.7.1 The recipient accepts mail from authenticated users only", Actor::ReceivingSide,
         "the sender may not write to this recipient"},
        {Step::Rcpt, 450, "4.1.1 Recipient address rejected: User unknown in relay table", Actor::Author,
         "the mailbox does not exist, says the server for now"},
        {Step::Rcpt, 450, "4.1.1 unverified address: Address verification in progress", Actor::Nobody,
         "the server still verifies the address"},
        {Step::Message, 550, "5.7.1 Message rejected due to local policy: executable attachment", Actor::Author,
         "an attachment is not allowed"},
        {Step::Message, 451, "4.7.1 temporarily rejected message: greylisted, come back", Actor::Nobody,
         "the server greylists this sender"},
        {Step::Message, 554, "5.6.0 Invalid message content", Actor::SendingSide,
         "the message's headers or MIME are not well-formed"},
        {Step::Ehlo, 501, "5.5.2 bad syntax", Actor::SendingSide, "EHLO or its argument is malformed"},
    })));
}

TEST_CASE("Without a step words and codes still tell who must act")
{
    CHECK(firstToAct(reply(550, "5.1.1 User unknown")) == Actor::Author);
    CHECK(firstToAct(reply(452, "4.2.2 over quota")) == Actor::Recipient);
    CHECK(firstToAct(reply(451, "greylisted")) == Actor::Nobody);
    CHECK(firstToAct(reply(535, "account blocked")) == Actor::SendingSide);
    CHECK(meaningOf(reply(535, "account blocked")) == "the login's account is locked or its password has expired");
    CHECK(firstToAct(reply(554, "5.4.6 loop")) == Actor::ReceivingSide);
    CHECK(firstToAct(reply(250, "ok")) == Actor::Nobody);
    CHECK(firstToAct(reply(250, "ok"), Step::Greeting) == Actor::ReceivingSide);
    CHECK(firstToAct(reply(250, "ok"), Step::Rcpt) == Actor::Nobody);
    CHECK(firstToAct(reply(599, "?")) == Actor::SendingSide);
}
