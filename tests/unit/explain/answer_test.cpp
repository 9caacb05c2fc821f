// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/reply_catalogue.hpp"
#include "check/usage_error.hpp"
#include "explain/explain_page.hpp"
#include "support/catch.hpp"
#include "support/grammar.hpp"

#include <nlohmann/json.hpp>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string twoCauses =
    "<bob@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 <bob@example.org>: User\n"
    "    unknown (in reply to RCPT TO command)\n\n"
    "<carol@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 <carol@example.org>:\n"
    "    User unknown (in reply to RCPT TO command)\n\n"
    "<dave@example.com>: host mx.example.com[192.0.2.2] said: 450 4.2.0 Greylisted (in reply to\n"
    "    RCPT TO command)\n";

nlohmann::json explanationsOf(std::string_view given)
{
    return nlohmann::json::parse(renderJson("check_mx", answerFor(given))).at("explanations");
}

} // namespace

TEST_CASE("Several replies stand under a line that counts them and says who must act first, a page for each cause")
{
    const auto page = explainReply(twoCauses);
    CHECK_THAT(page, StartsWith("3 replies, 2 causes: first who"));
    CHECK_THAT(page, ContainsSubstring(" must act\n\n550 5.1.1 - the mailbox does not exist\n"));
    CHECK_THAT(page, ContainsSubstring("\nReplies\n  550 5.1.1 at RCPT TO, by mx.example.org, for bob@example.org\n"
                                       "    \"(bob@example.org): User unknown\"\n  550 5.1.1 at RCPT TO, by "));
    CHECK_THAT(page, ContainsSubstring("\n\n450 4.2.0 - the server greylists this sender\n  \"Greylisted\"\n"
                                       "  at RCPT TO, by mx.example.com, for dave@example.com\n"));
}

TEST_CASE("What was refused for good goes before what passes, and success comes last")
{
    const auto answer = answerFor("host a.example said: 250 2.0.0 ok\nhost b.example said: 450 4.7.1 later\n\n"
                                  "host c.example said: 550 5.1.1 no");
    REQUIRE(answer.explanations.size() == 3);
    CHECK(answer.explanations[0].status == 5);
    CHECK(answer.explanations[1].status == 4);
    CHECK(answer.explanations[2].status == 2);
    CHECK(answer.explanations[2].first == catalogue::Actor::Nobody);
}

TEST_CASE("The page of the one whom the first line names comes first, and what passes by itself before success")
{
    const auto answer = answerFor("host a.example said: 250 2.0.0 ok\nhost b.example said: 450 4.7.1 Greylisted\n\n"
                                  "host c.example said: 452 4.2.2 mailbox full");
    REQUIRE(answer.explanations.size() == 3);
    CHECK(answer.explanations[0].codes == "452 4.2.2");
    CHECK(answer.explanations[0].first == catalogue::Actor::Recipient);
    CHECK(answer.explanations[1].first == catalogue::Actor::Nobody);
    CHECK(answer.explanations[2].status == 2);
    CHECK_THAT(answer.headline, StartsWith("3 replies, 3 causes: first the recipient must act"));
}

TEST_CASE("Deliveries and repeats use up nothing: the refusal behind them is told, with the number of the others")
{
    std::string log;
    for (int i = 0; i < 300; ++i) {
        const auto n = std::to_string(i);
        log += "Nov 28 12:50:55 mx postfix/smtp[1]: A" + n + ": to=<u" + n +
               "@example.com>, relay=mx.example.com[192." +
               "0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as " + n + "X)\n";
        log += "Nov 28 12:50:55 mx postfix/smtp[1]: B" + n + ": to=<v" + n +
               "@example.com>, relay=mx.example.com[192." +
               "0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 no (in reply to " +
               "RCPT TO command))\n";
    }
    log += "Nov 28 12:50:55 mx postfix/smtp[1]: C: to=<z@example.com>, relay=mx.example.com[192.0.2.1]:25, dsn=5.7.1, "
           "status=bounced (host mx.example.com[192.0.2.1] said: 554 5.7.1 blocked using zen.spamhaus.org (in reply to "
           "RCPT TO command))\n";
    const auto page = explainReply(log);
    CHECK_THAT(page, StartsWith("601 replies, 3 causes: first who"));
    CHECK_THAT(page, ContainsSubstring("spamhaus"));
    CHECK_THAT(page, ContainsSubstring("\n  and 280 more\n"));
}

TEST_CASE("Of a log that is too long the end is read, and the first line or the error says so")
{
    std::string log;
    for (int i = 0; i < 9000; ++i) {
        log += "Nov 28 12:50:55 mx postfix/qmgr[1]: " + std::to_string(i) + ": removed\n";
    }
    CHECK_THROWS_WITH(explainReply(log), ContainsSubstring("(only the last 262144 octets were read)"));
    log += "Nov 28 12:50:55 mx postfix/smtp[1]: C: to=<z@example.com>, status=bounced (host mx.example.com[192.0.2.1] "
           "said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n";
    const auto page = explainReply(log);
    CHECK_THAT(page, StartsWith("550 5.1.1 - the mailbox does not exist\n  \"User unknown\"\n"));
    CHECK_THAT(page, ContainsSubstring("\nOnly the last 262144 octets were read.\n"));
    CHECK_THROWS_WITH(explainReply(std::string(300000, 'x')), ContainsSubstring("(only the first 262144 octets were"));
}

TEST_CASE("Above more than three causes stands a list of them")
{
    const auto page = explainReply("host a.example said: 550 5.1.1 a\nhost b.example said: 550 5.1.1 b\n"
                                   "host c.example said: 552 5.2.2 c\nhost d.example said: 450 4.7.1 Greylisted\n"
                                   "host e.example said: 250 2.0.0 ok\n");
    CHECK_THAT(page, ContainsSubstring(" must act\n\nCauses\n  2 times 550 5.1.1 - the mailbox does not exist (first: "
                                       "whoever wrote the\n    message)\n"));
    CHECK_THAT(page, ContainsSubstring(" (no refusal)\n"));
}

TEST_CASE("A success is no cause to act on")
{
    CHECK_THAT(explainReply("250 ok"), ContainsSubstring("\nWho must act first\n  Nobody: this is no refusal.\n"));
}

TEST_CASE("A code of every class is one question")
{
    CHECK_THAT(explainReply("x.7.1"), StartsWith("X.7.1 - what it means in each class\n\n5.7.1 - "));
}

TEST_CASE("Steps, classes and codes are understood as people ask for them")
{
    using Row = std::pair<std::string, std::string>;
    const auto row = GENERATE(values<Row>({{"DATA.", "DATA - the replies"},
                                           {"RCPT TO:<a@b.example>", "RCPT TO - the replies"},
                                           {"after RCPT TO", "RCPT TO - the replies"},
                                           {"RCPT TO command", "RCPT TO - the replies"},
                                           {"TLS", "STARTTLS - the replies"},
                                           {"5.*", "5.y.z - "},
                                           {"5??", "5yz - "},
                                           {"5.x.1", "5.y.1 - "},
                                           {"55x", "55z - "},
                                           {"SMTP 550", "550 - "},
                                           {"550=5.1.1", "550 5.1.1 - "},
                                           {"Fehler 550", "550 - "}}));
    CAPTURE(row.first);
    CHECK_THAT(explainReply(row.first), StartsWith(row.second));
}

TEST_CASE("Nobody need act where all was accepted")
{
    CHECK_THAT(explainReply("host a.example said: 250 2.0.0 ok\nhost b.example said: 250 2.1.5 fine"),
               StartsWith("2 replies, none of them a refusal: nobody need act\n"));
}

TEST_CASE("Where the step is named the remedy is the one of the checks' findings")
{
    using enum Step;
    struct Row {
        std::string words;
        Step step;
    };
    const auto row =
        GENERATE(values<Row>({{"RCPT TO", Rcpt}, {"MAIL FROM", Mail}, {"end of DATA", Message}, {"EHLO", Ehlo}}));
    for (const auto& [code, text] :
         {std::pair{550, "no"}, std::pair{554, "5.7.1 refused"}, std::pair{451, "4.3.0 later"}}) {
        const Reply reply{code, {PeerText(text)}, {}};
        const auto pasted =
            "host a.example said: " + std::to_string(code) + " " + text + " (in reply to " + row.words + " command)";
        CAPTURE(pasted);
        CHECK(answerFor(pasted).explanations.at(0).remedy == remedyFor(reply, row.step));
    }
}

TEST_CASE("JSON names steps, hosts, recipients, replies and who must act")
{
    const auto all = explanationsOf(twoCauses);
    REQUIRE(all.size() == 2);
    CHECK(all[0].at("reply") == "550 5.1.1");
    CHECK(all[0].at("step") == "RCPT TO");
    CHECK(all[0].at("hosts") == nlohmann::json{"mx.example.org"});
    CHECK(all[0].at("recipients") == nlohmann::json{"bob@example.org", "carol@example.org"});
    REQUIRE(all[0].at("replies").size() == 2);
    CHECK(all[0].at("replies")[1].at("recipients") == nlohmann::json{"carol@example.org"});
    CHECK(all[0].at("replies")[1].at("host") == "mx.example.org");
    CHECK(all[0].at("first").get<std::string>().starts_with("who"));
    CHECK(explanationsOf("250 ok")[0].at("first") == "nobody for now");
    CHECK(explanationsOf("550")[0].at("step") == "");
}

TEST_CASE("A class is explained with the codes below it")
{
    const auto given = GENERATE(as<std::string>{}, "5xx", "5yz", "5XX", "5YZ", " 5xx ");
    const auto page = explainReply(given);
    CHECK_THAT(page, StartsWith("5yz - permanent refusal\n\nMeaning\n  5yz and 5.y.z mean no"));
    CHECK_THAT(page, ContainsSubstring("\nKnown codes\n  500      the server does not know the command\n"));
    CHECK_THAT(page, ContainsSubstring("\n  554      "));
    CHECK_THAT(page, !ContainsSubstring("\n  450 "));
    CHECK(explanationsOf(given)[0].at("reply") == "5yz");
    CHECK(explanationsOf(given)[1].at("reply") == "500");
}

TEST_CASE("A subject is explained with the codes below it, in one class or in all")
{
    CHECK_THAT(explainReply("5.1"), StartsWith("5.1.z - permanent refusal: an address"));
    CHECK_THAT(explainReply("5.1.X"), StartsWith("5.1.z - "));
    CHECK_THAT(explainReply("X.7"), StartsWith("X.7.z - security and policy\n"));
    CHECK_THAT(explainReply("1.XX"), StartsWith("X.1.z - an address"));
    CHECK_THAT(explainReply("5.X.X"), StartsWith("5.y.z - permanent refusal\n"));
    CHECK_THAT(explainReply("5.1"), ContainsSubstring("\n  X.1.1    the mailbox does not exist\n"));
    CHECK_THAT(explainReply("X.7.1"), ContainsSubstring("\n\n5.7.1 - "));
    CHECK_THAT(explainReply("X.7.1"), ContainsSubstring("\n\n4.7.1 - "));
}

TEST_CASE("Each step has a table of the replies that it may get, what it should answer first")
{
    using Row = std::pair<std::string, std::string>;
    const auto row = GENERATE(values<Row>({{"greeting", "220"},
                                           {"EHLO", "250"},
                                           {"helo", "250"},
                                           {"STARTTLS", "220"},
                                           {"AUTH", "235"},
                                           {"mail from", "250"},
                                           {"MAIL", "250"},
                                           {"RCPT", "250"},
                                           {"rcpt to", "250"},
                                           {"RCPT TO:", "250"},
                                           {"Data", "354"},
                                           {"end of data", "250"},
                                           {"QUIT", "221"},
                                           {"VRFY", "250"},
                                           {"LHLO", "250"},
                                           {"HELP", "211"},
                                           {"noop", "250"}}));
    CAPTURE(row.first);
    const auto answer = answerFor(row.first);
    CHECK(answer.explanations.at(0).codes == row.second);
    CHECK(answer.explanations.size() >= 10);
    const auto page = renderText(answer);
    CHECK_THAT(page, ContainsSubstring(" - the replies that this step may get\n\nWhat this step should answer\n  " +
                                       row.second));
    CHECK_THAT(page, ContainsSubstring("\nRefused"));
    for (const auto& explanation : answer.explanations) {
        CHECK_FALSE(explanation.causes.empty());
    }
}

TEST_CASE("A command that carries no mail is answered by fewer codes, and each command has a table of its own")
{
    const auto codesOf = [](std::string_view command) {
        std::vector<std::string> codes;
        for (const auto& row : answerFor(command).explanations) {
            codes.push_back(row.codes);
        }
        return join(codes, " ") + " ";
    };
    CHECK_THAT(codesOf("RSET"), StartsWith("250 2.0.0 421 "));
    CHECK_THAT(codesOf("HELP"), StartsWith("211 214 2.0.0 421 "));
    CHECK_THAT(codesOf("QUIT"), !ContainsSubstring("X.7.") && !ContainsSubstring("550"));
    CHECK_THAT(codesOf("VRFY"),
               ContainsSubstring(" 252 ") && ContainsSubstring(" 550 ") && !ContainsSubstring(" 214 "));
    CHECK_THAT(answerFor("LHLO").headline, StartsWith("LHLO - "));
}

TEST_CASE("The codes of a step's table stand in their order, under each heading once")
{
    const auto page = renderText(answerFor("RCPT"));
    for (const std::string_view heading :
         {"\nRefused for now\n", "\nRefused for good\n", "\nRefused, for now (4) or"}) {
        CHECK(page.find(heading) != std::string::npos);
        CHECK(page.find(heading) == page.rfind(heading));
    }
    CHECK(page.find("\n  501 ") < page.find("\n  550 "));
    CHECK(page.find("\n  X.7.501") > page.find("\n  X.7.124"));
}

TEST_CASE("Where the text decides, a page has no advice that the codes alone would give")
{
    const auto page = explainReply("421 4.7.66 TLS 1.0 and 1.1 are not supported");
    CHECK_THAT(page, ContainsSubstring("use TLS 1.2 or newer"));
    CHECK_THAT(page, !ContainsSubstring("more slowly") && !ContainsSubstring("If you send"));
    CHECK_THAT(explainReply("454 4.7.1 <a@b.example>: Relay access denied"), !ContainsSubstring("queue retry"));
}

TEST_CASE("Without a step words are taken as at the step where most people meet them")
{
    CHECK_THAT(explainReply("530 5.7.1 Client was not authenticated"), StartsWith("530 5.7.1 - not without login\n"));
    CHECK_THAT(explainReply("555 5.5.2 Syntax error. gsmtp"), StartsWith("555 5.5.2 - the command or an address"));
    CHECK_THAT(explainReply("550 5.7.1 Command rejected"), StartsWith("550 5.7.1 - a rule of the server"));
    CHECK_THAT(explainReply("554 5.7.1 Service unavailable"), StartsWith("554 5.7.1 - refused by policy"));
    CHECK_THAT(explainReply("503 5.5.1 Error: authentication not enabled"), ContainsSubstring("login mechanism"));
}

TEST_CASE("A step's table says what a code means there, for programs too")
{
    CHECK_THAT(explainReply("RCPT"), StartsWith("RCPT TO - the replies"));
    CHECK_THAT(explainReply("rcpt"), ContainsSubstring("\n  252      not verified, but the server will try to deliver\n"
                                                       "           The recipient can't be checked now"));
    CHECK_THAT(explainReply("connect"), ContainsSubstring("\n  111      the connection was refused\n"));
    const auto rows = explanationsOf("data");
    CHECK(rows[0].at("reply") == "354");
    CHECK(rows[0].at("step") == "DATA");
    CHECK_FALSE(rows[0].at("causes").empty());
}

TEST_CASE("Pages of what strangers send hold nothing but text, and say what was left out")
{
    std::string many = "\x1b[31m said: 550 5.1.1 <script>`$(x)|\x1b]0;x\x07\n";
    for (int i = 0; i < 500; ++i) {
        many += "host h" + std::to_string(i) + ".example said: 55" + std::to_string(i % 7) + " 5." +
                std::to_string(i % 8) + "." + std::to_string(i % 31) + " number " + std::to_string(i) + "\n";
    }
    const auto page = explainReply(many);
    CHECK(test::harmIn(page).empty());
    CHECK(page.find('|') == std::string::npos);
    CHECK(page.size() < 400000);
    CHECK_THAT(page, ContainsSubstring("\nOnly the first 64 of "));
    many.clear();
    for (int i = 0; i < 4000; ++i) {
        many += "host h" + std::to_string(i) + ".example said: 550 number " + std::to_string(i) + "\n";
    }
    CHECK_THAT(explainReply(many), ContainsSubstring("\nOnly the first 1000 replies are counted.\n"));
    CHECK_THAT(explainReply("550 x\n" + std::string(300000, 'x')),
               ContainsSubstring("\nOnly the first 262144 octets were read.\n"));
}
