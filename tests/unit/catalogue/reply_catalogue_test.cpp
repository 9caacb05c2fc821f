// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/lookup.hpp"
#include "catalogue/reply_catalogue.hpp"
#include "catalogue/rows.hpp"
#include "catalogue/tables.hpp"
#include "check/ascii.hpp"
#include "explain/explain_page.hpp"
#include "support/catch.hpp"

#include <array>
#include <set>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr Step everyStep[] = {Step::Connect, Step::Greeting, Step::Ehlo, Step::Helo,    Step::StartTls, Step::Auth,
                              Step::Mail,    Step::Rcpt,     Step::Data, Step::Message, Step::Command,  Step::Quit};

Reply reply(int code, const std::string& text)
{
    return Reply{code, {PeerText(text)}, {}};
}

bool isRemedy(std::string_view text)
{
    return text.ends_with('.') && text.size() < 300 && text[0] >= 'A' && text[0] <= 'Z';
}

void checkEntry(const catalogue::Entry& entry)
{
    CHECK_FALSE(entry.meaning.empty());
    CHECK_FALSE(std::string_view(entry.meaning).ends_with('.'));
    CHECK_FALSE(entry.reference.empty());
    CHECK_FALSE(entry.causes[0].why.empty());
    CHECK_FALSE((entry.sender.empty() && entry.administrator.empty()));
    for (const auto& cause : entry.causes) {
        const std::string_view why = cause.why;
        INFO("cause: " << why);
        CHECK(why.empty() == (cause.steps.bits == 0));
        CHECK((why.empty() || why.ends_with('.')));
        CHECK((cause.remedy.empty() || isRemedy(cause.remedy)));
    }
    for (const std::string_view remedy : {entry.sender, entry.administrator}) {
        INFO("remedy: " << remedy);
        CHECK((remedy.empty() || isRemedy(remedy)));
    }
}

} // namespace

TEST_CASE("A row of enhanced codes says by its key which codes it is about")
{
    using catalogue::EnhancedKey;
    struct Sample {
        EnhancedKey key;
        bool success, transient, permanent; ///< of detail 1
    };
    for (const auto& sample : {Sample{"2.1.1", true, false, false},
                               {"4.1.1", false, true, false},
                               {"5.1.1", false, false, true},
                               {"X.1.1", false, true, true},
                               {"*.1.1", true, true, true}}) {
        CHECK(sample.key.covers({2, 1, 1}) == sample.success);
        CHECK(sample.key.covers({4, 1, 1}) == sample.transient);
        CHECK(sample.key.covers({5, 1, 1}) == sample.permanent);
        CHECK_FALSE(sample.key.covers({5, 1, 11}));
        CHECK_FALSE(sample.key.covers({5, 2, 1}));
    }
}

TEST_CASE("A key that is no code does not compile")
{
    using catalogue::EnhancedKey;
    STATIC_REQUIRE(EnhancedKey::parse("5.7.124")->detail == 124);
    for (const auto* text : {"", "5", "5.7", "5.7.", "5..1", ".7.1", "5.7.1.1", "3.7.1", "x.7.1", "55.7.1", "X.07.1",
                             "5.7.1234", "5.7.1 ", "5.7.-1", "*.7.z"}) {
        INFO(text);
        CHECK_FALSE(EnhancedKey::parse(text).has_value());
    }
}

TEST_CASE("A code that stands twice, in one table or in two, does not compile")
{
    using catalogue::source::EnhancedRow;
    constexpr std::array<EnhancedRow, 3> sound{{{"5.1.1", {}}, {"X.1.1", {}}, {"*.1.2", {}}}};
    constexpr std::array<EnhancedRow, 1> again{{{"5.1.1", {}}}};
    constexpr std::array<EnhancedRow, 1> hidden{{{"X.1.2", {}}}};
    const auto anyClash = [](auto... tables) {
        const std::span<const EnhancedRow> all[] = {tables...};
        return catalogue::source::anyClash<EnhancedRow>(all);
    };
    CHECK_FALSE(anyClash(std::span(sound)));
    CHECK(anyClash(std::span(sound), std::span(again)));
    CHECK(anyClash(std::span(sound), std::span(hidden)));
}

TEST_CASE("Every basic code that an operator meets is in the catalogue")
{
    const int codes[] = {101, 111, 200, 211, 214, 220, 221, 235, 250, 251, 252, 253, 334, 354, 420,
                         421, 422, 431, 432, 441, 442, 446, 447, 449, 450, 451, 452, 453, 454, 455,
                         458, 459, 471, 500, 501, 502, 503, 504, 510, 511, 512, 513, 521, 523, 524,
                         525, 530, 534, 535, 538, 541, 550, 551, 552, 553, 554, 555, 556, 571};
    for (const int code : codes) {
        INFO(code);
        CHECK(catalogue::findBasic(code) != nullptr);
    }
    CHECK(catalogue::basicRows().size() == std::size(codes));
}

TEST_CASE("Every enhanced code of the registry is in the catalogue, as a temporary and as a permanent refusal")
{
    const int lastDetail[] = {0, 10, 4, 6, 7, 6, 10, 30};
    int count = 0;
    for (int subject = 0; subject < 8; ++subject) {
        for (int detail = 0; detail <= lastDetail[subject]; ++detail, ++count) {
            INFO("X." << subject << "." << detail);
            CHECK(catalogue::findEnhanced({4, subject, detail}) != nullptr);
            CHECK(catalogue::findEnhanced({5, subject, detail}) != nullptr);
        }
    }
    CHECK(count == 81);
}

TEST_CASE("The codes of a success are not explained as refusals")
{
    for (const auto& code : {EnhancedCode{2, 0, 0}, {2, 1, 0}, {2, 1, 5}, {2, 6, 0}, {2, 6, 4}, {2, 7, 0}}) {
        INFO(code.toString());
        CHECK(catalogue::findEnhanced(code) != nullptr);
    }
    CHECK(catalogue::findEnhanced({2, 2, 2}) == nullptr);
    CHECK_THAT(explainReply("2.2.2"), ContainsSubstring("2.2.2 - an unknown code: success"));
}

TEST_CASE("Every basic code has a meaning of its own, causes, remedies and a reference")
{
    std::set<std::string_view> meanings;
    for (const auto& [code, entry] : catalogue::basicRows()) {
        INFO(code);
        CHECK(meanings.insert(entry.meaning).second);
        checkEntry(entry);
    }
}

TEST_CASE("Every enhanced code has a meaning of its own, causes, remedies and a reference")
{
    std::set<std::string_view> meanings;
    for (const auto& [key, entry] : catalogue::enhancedRows()) {
        INFO(std::string_view(entry.meaning));
        CHECK(meanings.insert(entry.meaning).second);
        checkEntry(entry);
    }
}

TEST_CASE("Every row of the catalogue can be reached")
{
    for (const auto& row : catalogue::enhancedRows()) {
        INFO(std::string_view(row.entry.meaning));
        bool isReached = false;
        for (const int status : {2, 4, 5}) {
            const auto* entry = catalogue::findEnhanced({status, row.key.subject, row.key.detail});
            isReached = isReached || (entry && std::string_view(entry->meaning) == row.entry.meaning);
        }
        CHECK(isReached);
    }
}

TEST_CASE("Classes, categories and subjects are explained")
{
    for (int digit = 1; digit <= 5; ++digit) {
        CHECK(catalogue::classOf(digit).digit == digit);
        checkEntry(catalogue::classOf(digit).entry);
        CHECK(std::string_view(catalogue::classOf(digit).meaning).ends_with('.'));
    }
    for (int digit = 0; digit <= 5; ++digit) {
        CHECK(catalogue::findCategory(digit) != nullptr);
    }
    CHECK(catalogue::findCategory(6) == nullptr);
    for (int subject = 0; subject <= 7; ++subject) {
        CHECK(catalogue::findSubject(subject) != nullptr);
    }
    CHECK(catalogue::findSubject(8) == nullptr);
}

TEST_CASE("Every reply at every step has a remedy of one or two short sentences")
{
    for (int code = 100; code < 600; ++code) {
        for (const auto step : everyStep) {
            const auto remedy = remedyFor(reply(code, "mail.example.com"), step);
            INFO(code << " at " << toString(step) << ": " << remedy);
            REQUIRE(isRemedy(remedy));
            REQUIRE_FALSE(meaningOf(reply(code, "")).empty());
        }
    }
    for (const auto& row : catalogue::enhancedRows()) {
        for (const int status : {2, 4, 5}) {
            const EnhancedCode enhanced{status, row.key.subject, row.key.detail};
            for (const auto step : everyStep) {
                const auto remedy = remedyFor(reply(status * 100 + 50, enhanced.toString() + " x"), step);
                INFO(enhanced.toString() << " at " << toString(step) << ": " << remedy);
                REQUIRE(isRemedy(remedy));
            }
        }
    }
}

TEST_CASE("A remedy tells apart what servers put under the same code")
{
    struct Sample {
        int code;
        const char* text;
        Step step;
        const char* remedy;
    };
    const auto sample = GENERATE(values<Sample>({
        {450, "4.2.0 <a@example.com>: Recipient address rejected: Greylisted, see http://example.org", Step::Rcpt,
         "greylists"},
        {451, "4.7.1 Greylisting in action, please come back later", Step::Rcpt, "greylists"},
        {450, "4.7.1 try again in 300 seconds", Step::Rcpt, "greylisting"},
        {450, "try again", Step::Rcpt, "greylisting"},
        {421, "4.7.0 try later", Step::Mail, "Send more slowly"},
        {421, "4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", Step::Mail, "Send more slowly"},
        {421, "too many connections", Step::Greeting, "Send more slowly"},
        {421, "busy", Step::Greeting, "connection limits"},
        {454, "4.7.0 TLS not available due to local problem", Step::StartTls, "certificate and key"},
        {454, "4.7.0 Temporary authentication failure", Step::Auth, "login service"},
        {452, "4.2.2 over quota", Step::Rcpt, "quota"},
        {452, "4.3.1 Insufficient system storage", Step::Mail, "free space"},
        {452, "4.5.3 Too many recipients", Step::Rcpt, "Split the recipients"},
        {552, "5.2.2 mailbox full", Step::Rcpt, "quota"},
        {550, "Quota exceeded", Step::Message, "quota"},
        {552, "5.3.4 Message size exceeds fixed limit", Step::Mail, "size limit"},
        {554, "5.7.1 Message rejected as spam", Step::Message, "judged to be spam"},
        {550, "5.7.1 refused by local policy", Step::Rcpt, "allow the sender"},
        {450, "4.2.1 The user you are trying to contact is receiving mail at a rate", Step::Rcpt,
         "send that mailbox less"},
        {550, "5.2.1 disabled", Step::Rcpt, "to enable it"},
        {550, "5.7.1 too many messages", Step::Rcpt, "by whoever wrote it"},
        {502, "5.5.2 no", Step::Ehlo, "let the server answer EHLO"},
        {502, "5.5.1 no", Step::StartTls, "Set TLS or logins up"},
        {502, "no", Step::Auth, "stop offering in EHLO what is not there"},
        {502, "no", Step::Mail, "what stands in front of it"},
        {502, "no", Step::Command, "VRFY and EXPN"},
        {503, "5.5.1 bad sequence", Step::Ehlo, "loses or answers the greeting"},
        {503, "polite people say HELO first", Step::Helo, "loses or answers the greeting"},
        {421, "4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade your client", Step::Mail, "TLS 1.2 or newer"},
        {550, "5.7.1 this version of TLS is refused", Step::Mail, "TLS 1.2 or newer"},
        {554, "5.2.252 SendAsDenied; a@example.com not allowed to send as b@example.com", Step::Message,
         "login's own address"},
        {554, "5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied", Step::Message,
         "login's own address"},
        {550, "Could not complete sender verify callout", Step::Rcpt, "use a sender that exists"},
        {550, "Callback setup failed while verifying <a@example.org>", Step::Rcpt, "use a sender that exists"},
        {554, "5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", Step::Rcpt,
         "blocklist"},
        {550, "5.7.606 Access denied, banned sending IP [192.0.2.1]", Step::Rcpt, "delisting portal"},
        {530, "5.7.0 Must issue a STARTTLS command first", Step::Mail, "encryption first"},
        {550, "5.7.10 encryption needed", Step::Mail, "STARTTLS"},
        {530, "5.7.0 Authentication required", Step::Mail, "login first"},
        {530, "5.7.1 Client was not authenticated", Step::Mail, "login first"},
        {530, "5.7.57 Client not authenticated to send mail", Step::Mail, "login first"},
        {530, "no", Step::Mail, "STARTTLS, then log in"},
        {535, "5.7.8 Error: authentication failed", Step::Auth, "user name and password"},
        {535, "5.7.0 no", Step::Auth, "user name and password"},
        {554, "5.7.1 <a@example.com>: Relay access denied", Step::Rcpt, "for strangers"},
        {550, "5.7.1 Unable to relay", Step::Rcpt, "for strangers"},
        {550, "relay not permitted", Step::Rcpt, "for strangers"},
        {550, "5.7.54 SMTP; Unable to relay recipient", Step::Rcpt, "for strangers"},
        {550, "5.1.1 User unknown", Step::Rcpt, "Correct the recipient"},
        {550, "no such user here", Step::Rcpt, "does not exist"},
        {550, "no", Step::Rcpt, "mailbox exists"},
        {550, "no", Step::Greeting, "blocklists"},
        {550, "no", Step::Mail, "sender address"},
        {550, "no", Step::Message, "SPF, DKIM"},
        {521, "mail.example.com does not accept mail", Step::Greeting, "enable its mail service"},
        {556, "5.1.10 null MX", Step::Rcpt, "null MX"},
        {554, "no SMTP service here", Step::Greeting, "host should take mail"},
        {554, "5.3.2 no service", Step::Greeting, "enable the mail service"},
        {550, "5.1.8 Sender address rejected: Domain not found", Step::Mail, "domain that exists"},
        {553, "5.7.1 <a@example.com>: Sender address rejected: not owned by user b", Step::Mail, "login's own address"},
        {503, "5.5.1 Error: need MAIL command", Step::Rcpt, "step before"},
        {554, "5.5.1 Error: no valid recipients", Step::Data, "none of the recipients"},
        {504, "5.5.2 <x>: Helo command rejected: need fully-qualified hostname", Step::Rcpt, "option -F"},
        {550, "5.7.25 no PTR", Step::Greeting, "PTR record"},
        {550, "5.7.999 blah", Step::Message, "spam"},
        {571, "5.7.1 no", Step::Rcpt, "blocklists"},
    }));
    CAPTURE(sample.code, sample.text);
    CHECK_THAT(remedyFor(reply(sample.code, sample.text), sample.step),
               ContainsSubstring(sample.remedy, Catch::CaseSensitive::No));
}

TEST_CASE("A success where the step asks for it needs nothing, elsewhere the peers are out of step")
{
    CHECK_THAT(remedyFor(reply(220, "hello"), Step::Greeting), ContainsSubstring("Nothing needs doing"));
    CHECK_THAT(remedyFor(reply(250, "2.1.5 ok"), Step::Rcpt), ContainsSubstring("Nothing needs doing"));
    CHECK_THAT(remedyFor(reply(250, "2.0.0 hello"), Step::Greeting), ContainsSubstring("out of step"));
    CHECK_THAT(remedyFor(reply(354, "go"), Step::Mail), ContainsSubstring("out of step"));
    CHECK_THAT(remedyFor(reply(299, "what"), Step::Ehlo), ContainsSubstring("out of step"));
}

TEST_CASE("HELO is advised like EHLO")
{
    CHECK(remedyFor(reply(504, "no"), Step::Helo) == remedyFor(reply(504, "no"), Step::Ehlo));
    CHECK_THAT(remedyFor(reply(504, "no"), Step::Helo), ContainsSubstring("full host name"));
}

TEST_CASE("Advice for server and sender is told apart when both can act")
{
    const auto remedy = remedyFor(reply(550, "5.1.1 User unknown"), Step::Rcpt);
    CHECK(remedy ==
          "On the server: if the mailbox should exist, check mailbox, alias and the directory or table that is "
          "asked. As the sender: correct the recipient, or take it off the list.");
}

TEST_CASE("The words may stand in any line of the reply")
{
    const Reply refusal{550, {PeerText("sorry"), PeerText("Relaying Denied")}, {}};
    CHECK(meaningOf(refusal) == "relaying is denied");
}

TEST_CASE("A reply means what its most specific code says")
{
    CHECK(meaningOf(reply(550, "5.1.1 User unknown")) == "the mailbox does not exist");
    CHECK(meaningOf(reply(450, "4.2.2 full")) == "the mailbox is full for now");
    CHECK(meaningOf(reply(550, "5.0.0 no")) == "refused: no such mailbox, or not allowed");
    CHECK(meaningOf(reply(535, "5.7.0 no")) == "the login failed");
    CHECK(meaningOf(reply(550, "4.7.1 no")) == "refused: no such mailbox, or not allowed");
    CHECK(meaningOf(reply(487, "?")) == "a temporary refusal");
    CHECK(meaningOf(reply(587, "5.7.1 x")) == "refused by policy");
}
