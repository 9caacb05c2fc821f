// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/lookup.hpp"
#include "check/ascii.hpp"
#include "check/usage_error.hpp"
#include "explain/explain_page.hpp"
#include "support/catch.hpp"
#include "support/same_text.hpp"

#include <sstream>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

TEST_CASE("A full reply is explained on one page")
{
    auto first = std::string(toString(catalogue::findEnhanced({5, 1, 1})->first));
    first[0] = toUpper(first[0]);
    test::checkSameText(explainReply("550 5.1.1 User unknown"), R"(550 5.1.1 - the mailbox does not exist
  "User unknown"

Meaning
  550: refused: no such mailbox, or not allowed.
  5.1.1: the mailbox does not exist.
  4.1.1 would say: the mailbox can't be found for now.
  5yz and 5.y.z mean no: sending the same again would be refused again, so the
  sender returns the message.

Who must act first
  )" + first + R"(.

Likely causes
  RCPT TO: The part before the @ is misspelt, or the mailbox was deleted,
    renamed or never made.
  RCPT TO: The server's table of recipients is out of date, or not copied to the
    backup MX.
  end of data: The server accepts first and looks the recipient up later.

If you send
  Correct the recipient, or take it off the list.

If you run the server that says so
  If the mailbox should exist, check mailbox, alias and the directory or table
  that is asked.

Reference
  RFC 5321 section 4.2.2; RFC 3463 section 3.2
)");
}

TEST_CASE("A basic code is explained by the steps at which it comes")
{
    const auto page = explainReply("421");
    CHECK_THAT(page, StartsWith("421 - the service is not available now, and the server hangs up\n\nMeaning\n"));
    CHECK_THAT(page, ContainsSubstring("4yz and 4.y.z mean not now"));
    CHECK_THAT(page, ContainsSubstring("\n  greeting: Too many connections"));
    CHECK_THAT(page, ContainsSubstring("\n  STARTTLS: "));
    CHECK_THAT(page, ContainsSubstring("\n      What to do: "));
    CHECK_THAT(page, ContainsSubstring("\nReference\n  RFC 5321 sections 3.8 and 4.2.2\n"));
}

TEST_CASE("An enhanced code alone is explained, and what it would say in the other class")
{
    const auto page = explainReply("4.7.1");
    CHECK_THAT(page, StartsWith("4.7.1 - not now, by policy: often greylisting\n"));
    CHECK_THAT(page, ContainsSubstring("  5.7.1 would say: refused by policy.\n"));
    CHECK_THAT(page, ContainsSubstring("If you run the server that says so\n  Exempt wanted clients from greylisting"));
    CHECK_THAT(explainReply("4.2.2"), StartsWith("4.2.2 - the mailbox is full for now\n"));
    CHECK_THAT(explainReply("5.2.2"), StartsWith("5.2.2 - the mailbox is full\n"));
}

TEST_CASE("All forms of a reply are taken")
{
    CHECK_THAT(explainReply("550"), StartsWith("550 - "));
    CHECK_THAT(explainReply(" 550 "), StartsWith("550 - "));
    CHECK_THAT(explainReply("550-"), StartsWith("550 - "));
    CHECK_THAT(explainReply("5.1.1"), StartsWith("5.1.1 - "));
    CHECK_THAT(explainReply("5.1.1 User unknown"),
               StartsWith("5.1.1 - the mailbox does not exist\n  \"User unknown\"\n"));
    CHECK_THAT(explainReply("421 4.7.0 try later"), StartsWith("421 4.7.0 - "));
    CHECK_THAT(explainReply("550-5.7.1 text"), StartsWith("550 5.7.1 - refused by policy\n  \"text\"\n"));
    CHECK_THAT(explainReply("250 5.1.1000 x"), StartsWith("250 - done, accepted\n  \"5.1.1000 x\"\n"));
}

TEST_CASE("Certain words in the text decide what a wide code means")
{
    const auto page = explainReply("554 5.7.1 <a@example.com>: Relay access denied");
    CHECK_THAT(page, StartsWith("554 5.7.1 - relaying is denied\n"));
    CHECK_THAT(page, ContainsSubstring("  \"relay access denied\": relaying is denied.\n"));
    CHECK_THAT(page, ContainsSubstring("\nWhat to do\n  The server does not deliver to this domain for strangers"));
}

TEST_CASE("An unknown basic code is explained by its digits")
{
    const auto page = explainReply("559 what");
    CHECK_THAT(page, StartsWith("559 - an unknown code: a permanent refusal\n"));
    CHECK_THAT(page, ContainsSubstring("559: not a known code. Its second digit, 5, is about the mail system"));
    CHECK_THAT(page, ContainsSubstring("5yz and 5.y.z mean no"));
    CHECK_THAT(explainReply("490"), ContainsSubstring("Its second digit, 9, has no meaning in SMTP."));
    CHECK_THAT(explainReply("123"), ContainsSubstring("123 - an unknown code: a preliminary reply"));
    CHECK_THAT(explainReply("399"), ContainsSubstring("3yz means that the server waits for more"));
}

TEST_CASE("An unknown enhanced code is explained by class and subject")
{
    const auto page = explainReply("4.2.77");
    CHECK_THAT(page, StartsWith("4.2.77 - an unknown code: something is wrong with the mailbox for now\n"));
    CHECK_THAT(page, ContainsSubstring("4.2.77: not a known code. Its subject, 2, is about the recipient's mailbox."));
    CHECK_THAT(page, ContainsSubstring("4yz and 4.y.z mean not now"));
    CHECK_THAT(page, ContainsSubstring("\nReference\n  RFC 3463 section 3.3\n"));
    CHECK_THAT(explainReply("5.9.1"), ContainsSubstring("Its subject, 9, is not assigned."));
}

TEST_CASE("Codes that contradict each other are said to")
{
    const auto page = explainReply("250 5.1.1 ok");
    CHECK_THAT(page, StartsWith("250 5.1.1 - done, accepted\n"));
    CHECK_THAT(page, ContainsSubstring("The two codes disagree: 250 is a success, 5.1.1 a permanent refusal."));
    CHECK_THAT(explainReply("450 5.7.1 spam"), ContainsSubstring("The two codes disagree"));
    CHECK_THAT(explainReply("550 5.1.1"), !ContainsSubstring("disagree"));
}

TEST_CASE("What the user pastes is printed harmlessly")
{
    const auto page = explainReply("550 \x1b[31m<b>|`x\n220 fake");
    CHECK(page.find_first_of("\x1b|<>`") == std::string::npos);
    CHECK(page.find("\n220 fake") == std::string::npos);
    CHECK_THAT(page, ContainsSubstring("(b)"));
    CHECK(explainReply("550 " + std::string(10000, 'x')).size() < 3000);
}

TEST_CASE("Every explanation fits a terminal of 80 columns and ends with a reference")
{
    for (int code = 100; code < 600; ++code) {
        std::istringstream page(explainReply(std::to_string(code)));
        std::string line;
        std::string before;
        while (std::getline(page, line)) {
            INFO(code << ": " << line);
            REQUIRE(line.size() <= 80);
            before = line.empty() ? before : line;
        }
        INFO(code << ": " << before);
        REQUIRE_THAT(before, StartsWith("  "));
    }
}

TEST_CASE("What is no reply is a usage error that quotes it")
{
    const auto text = GENERATE(as<std::string>{}, "", " ", "hello", "600", "099", "12", "5501", "5.9", "5.1.1000",
                               "3.1.1", "550ok", "+550", "-550", "55O", "hello 550");
    CAPTURE(text);
    CHECK_THROWS_AS(explainReply(text), UsageError);
    CHECK_THROWS_WITH(explainReply(text),
                      StartsWith("--explain: no reply in \"" + (text == " " ? "" : text) + "\": give "));
}

TEST_CASE("A usage error is one harmless line")
{
    CHECK_THROWS_WITH(explainReply("\x1b|x\ny"), StartsWith("--explain: no reply in \"?/x y\": give "));
}
