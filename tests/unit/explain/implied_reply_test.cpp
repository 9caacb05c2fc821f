// SPDX-License-Identifier: GPL-3.0-or-later
// Log lines in which something went wrong without a reply.
#include "explain/answer.hpp"
#include "explain/explain_page.hpp"
#include "support/catch.hpp"
#include "unit/explain/shown_replies.hpp"

#include <nlohmann/json.hpp>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using test::shownReplies;

namespace {

const std::string entry = "Nov 28 12:50:55 mx1 ";
const std::string exim = "2026-11-28 12:50:55 1abcDE-000550-Xy ";

} // namespace

TEST_CASE("Trouble that a log tells in words alone is read, its code is marked as ours")
{
    using Row = std::pair<std::string, std::string>;
    const auto row = GENERATE(values<Row>(
        {{exim + "** anna@example.com R=dnslookup T=remote_smtp: retry timeout exceeded",
          "{5.4.7} [retry timeout exceeded] anna@example.com"},
         {exim + "** anna@example.com: Unrouteable address", "{5.0.0} [Unrouteable address] anna@example.com"},
         {exim + "== anna@example.com R=dnslookup T=remote_smtp defer (111): Connection refused",
          "{4.4.1} [Connection refused] connect anna@example.com"},
         {exim + "H=mx.example.com [192.0.2.250] Connection refused",
          "{4.4.1} [Connection refused] connect mx.example.com"},
         {entry + "sm-mta[5]: 2ASCo: to=<anna@example.com>, delay=00:00:01, mailer=esmtp, relay=mx.example.com., "
                  "stat=\"Deferred: Connection refused\"",
          "{4.4.1} [Deferred: Connection refused] connect mx.example.com anna@example.com"},
         {entry + "smtpd[5]: 55 mta delivery evpid=55 from=<a@example.org> to=<anna@example.com> rcpt=<-> source=\"-\" "
                  "relay=\"192.0.2.250 (mx.example.com)\" delay=2s result=\"TempFail\" stat=\"Network error on "
                  "destination MXs\"",
          "{4.4.1} [Network error on destination MXs] connect 192.0.2.250 anna@example.com"},
         {entry + "postfix/smtp[5]: connect to mx.example.com[192.0.2.250]:25: Connection refused",
          "{4.4.1} [connect to mx.example.com[192.0.2.250]:25: Connection refused] connect mx.example.com"},
         {entry + "postfix/smtp[5]: connect to mx.example.com[192.0.2.250]:25: Connection timed out",
          "{4.4.1} [connect to mx.example.com[192.0.2.250]:25: Connection timed out] connect mx.example.com"},
         {entry + "postfix/smtpd[550]: warning: unknown[203.0.113.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
          "{5.7.8} [SASL LOGIN authentication failed: UGFzc3dvcmQ6] AUTH"}}));
    CAPTURE(row.first);
    CHECK(shownReplies(row.first) == row.second);
}

TEST_CASE("A connection that fails and the delivery that is put off for it are one trouble")
{
    CHECK(shownReplies(entry + "postfix/smtp[5]: connect to mx.example.com[192.0.2.250]:25: Connection refused\n" +
                       entry +
                       "postfix/smtp[5]: 4X: to=<anna@example.com>, relay=none, delay=30, dsn=4.4.1, status=deferred "
                       "(connect to mx.example.com[192.0.2.250]:25: Connection refused)") ==
          "4.4.1 [connect to mx.example.com[192.0.2.250]:25: Connection refused] connect mx.example.com "
          "anna@example.com");
}

TEST_CASE("Trouble in a few words alone is explained as well")
{
    CHECK(shownReplies("Connection timed out") == "{4.4.1} [Connection timed out] connect");
    CHECK(shownReplies("user unknown") == "{5.1.1} [user unknown]");
    CHECK(shownReplies("Our user unknown to us wrote that the connection timed out, and many further words, so that "
                       "this is a story and no message of a mail server that somebody pastes to learn what it means.")
              .empty());
}

TEST_CASE("What went well, and what strangers did, is no trouble")
{
    for (const auto* line : {"postfix/smtpd[5]: disconnect from unknown[203.0.113.7] ehlo=1 auth=0/1 commands=1/2",
                             "postfix/smtpd[5]: lost connection after AUTH from unknown[203.0.113.7]",
                             "postfix/qmgr[5]: 4X: from=<a@b.example>, size=550, nrcpt=1 (queue active)",
                             "postfix/smtpd[5]: connect from unknown[203.0.113.7]"}) {
        CAPTURE(line);
        CHECK(shownReplies(entry + line).empty());
    }
}

TEST_CASE("A code that nobody wrote is shown nowhere")
{
    const auto answer = answerFor(exim + "** anna@example.com: Unrouteable address");
    const auto page = renderText(answer);
    CHECK_THAT(page, StartsWith("No code - "));
    CHECK_THAT(page, !ContainsSubstring("5.0.0"));
    const auto json = nlohmann::json::parse(renderJson("check_mx", answer)).at("explanations").at(0);
    CHECK(json.at("reply") == "");
    CHECK(json.at("replies").at(0).at("reply") == "");
    CHECK(json.at("text") == "Unrouteable address");
}
