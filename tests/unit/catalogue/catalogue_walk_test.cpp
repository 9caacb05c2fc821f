// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every row of the catalogue.
#include "catalogue/lookup.hpp"
#include "catalogue/reply_catalogue.hpp"
#include "catalogue/rows.hpp"
#include "check/ascii.hpp"
#include "support/catch.hpp"

#include <map>
#include <set>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr Step everyStep[] = {Step::Connect, Step::Greeting, Step::Ehlo, Step::Helo,    Step::StartTls, Step::Auth,
                              Step::Mail,    Step::Rcpt,     Step::Data, Step::Message, Step::Command,  Step::Quit};

/// Every code of the catalogue with what it says; rows for any class under each.
std::map<std::string, const catalogue::Entry*> everyPage()
{
    std::map<std::string, const catalogue::Entry*> pages;
    for (const auto& row : catalogue::basicRows()) {
        pages[std::to_string(row.code)] = &row.entry;
    }
    for (const auto& row : catalogue::enhancedRows()) {
        for (const int status : {2, 4, 5}) {
            const EnhancedCode code{status, row.key.subject, row.key.detail};
            if (const auto* entry = catalogue::findEnhanced(code)) {
                pages[code.toString()] = entry;
            }
        }
    }
    for (int digit = 1; digit <= 5; ++digit) {
        pages[std::to_string(digit) + "yz"] = &catalogue::classOf(digit).entry;
    }
    return pages;
}

/// What a page says, each text once.
std::vector<std::string> textsOf(const catalogue::Entry& entry)
{
    std::vector<std::string> texts{std::string(entry.meaning) + "."};
    for (const auto& cause : entry.causes) {
        texts.emplace_back(cause.why);
        texts.emplace_back(cause.remedy);
    }
    texts.emplace_back(entry.sender);
    texts.emplace_back(entry.administrator);
    std::erase(texts, "");
    return texts;
}

std::vector<std::string> sentencesOf(const std::string& text)
{
    std::vector<std::string> sentences;
    std::size_t from = 0;
    for (auto at = text.find(". "); at != std::string::npos; at = text.find(". ", from)) {
        sentences.push_back(toLower(text.substr(from, at + 1 - from)));
        from = at + 2;
    }
    sentences.push_back(toLower(text.substr(from)));
    return sentences;
}

} // namespace

TEST_CASE("No page about a permanent refusal speaks of trying again")
{
    for (const auto& [code, entry] : everyPage()) {
        for (const auto& text : textsOf(*entry)) {
            INFO(code << ": " << text);
            CHECK((code[0] != '5' || toLower(text).find("retr") == std::string::npos));
        }
    }
    for (const auto& row : catalogue::wordRows()) {
        INFO(std::string_view(row.remedy));
        CHECK((row.status == 4 || toLower(row.remedy).find("retr") == std::string::npos));
    }
}

TEST_CASE("No remedy for a permanent refusal speaks of trying again, at any step")
{
    const auto pages = everyPage();
    for (const auto step : everyStep) {
        for (int code = 500; code < 600; ++code) {
            const Reply reply{code, {PeerText("no")}, {}};
            INFO(code << " at " << toString(step));
            REQUIRE_THAT(toLower(remedyFor(reply, step)), !ContainsSubstring("retr"));
        }
        for (const auto& [code, entry] : pages) {
            if (code[0] == '5' && code[1] == '.') {
                const Reply reply{550, {PeerText(code + " x")}, {}};
                INFO(code << " at " << toString(step));
                REQUIRE_THAT(toLower(remedyFor(reply, step)), !ContainsSubstring("retr"));
            }
        }
    }
}

TEST_CASE("No sentence stands twice on a page")
{
    for (const auto& [code, entry] : everyPage()) {
        std::set<std::string> seen;
        for (const auto& text : textsOf(*entry)) {
            for (const auto& sentence : sentencesOf(text)) {
                INFO(code << ": " << sentence);
                CHECK(seen.insert(sentence).second);
            }
        }
    }
}

TEST_CASE("Every cause has a remedy of its own or its row's")
{
    for (const auto& [code, entry] : everyPage()) {
        for (const auto& cause : entry->causes) {
            INFO(code << ": " << std::string_view(cause.why));
            CHECK((cause.why.empty() || !cause.remedy.empty() || !entry->sender.empty() ||
                   !entry->administrator.empty()));
        }
    }
}

TEST_CASE("Every remedy for words is one or two sentences, below 300 octets")
{
    for (const auto& row : catalogue::wordRows()) {
        const std::string_view meaning = row.meaning;
        const std::string_view remedy = row.remedy;
        INFO(meaning << ": " << remedy);
        CHECK(remedy.ends_with('.'));
        CHECK(remedy.size() < 300);
        CHECK(sentencesOf(std::string(remedy)).size() <= 2);
        CHECK_FALSE(meaning.empty());
        CHECK(meaning.size() < 100);
        CHECK(remedy.find_first_of("|<>`$") == std::string_view::npos);
        CHECK_FALSE(meaning.ends_with('.'));
    }
}

TEST_CASE("Phrases are in lower case, without blanks around them, and once in a row")
{
    std::size_t count = 0;
    for (const auto& row : catalogue::wordRows()) {
        std::set<std::string> inRow;
        for (const std::string_view list : {row.words, row.anywhere}) {
            CHECK(list == toLower(list));
            for (const auto& phrase : split(list, '|')) {
                INFO(std::string_view(row.meaning) << ": " << phrase);
                CHECK(phrase.size() > 2);
                CHECK(inRow.insert(phrase).second);
                CHECK(phrase.find("  ") == std::string::npos);
                ++count;
            }
        }
    }
    CHECK(count > 700);
}

TEST_CASE("Nobody needs act where all is well, and somebody where mail was refused for good")
{
    for (const auto& [code, entry] : everyPage()) {
        INFO(code);
        CHECK((code[0] != '2' || entry->first == catalogue::Actor::Nobody || code.find('.') != std::string::npos));
        CHECK((code[0] != '5' || code == "5.1.5" || code == "5.1.9" || code == "5.3.6" || code == "5.6.4" ||
               code == "5.7.15" || entry->first != catalogue::Actor::Nobody));
    }
    for (const auto& row : catalogue::wordRows()) {
        INFO(std::string_view(row.meaning));
        CHECK((row.status == 4 || row.first != catalogue::Actor::Nobody));
    }
}
