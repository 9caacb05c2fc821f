// SPDX-License-Identifier: GPL-3.0-or-later
// What the servers and providers of tests/replies/texts.txt say, against the catalogue.
#include "catalogue/reply_catalogue.hpp"
#include "support/catch.hpp"
#include "support/reply_texts.hpp"

#include <map>
#include <set>

using namespace mpm;
using namespace mpm::test;

namespace {

/// As the table writes it.
std::string_view nameOf(catalogue::Actor actor)
{
    switch (actor) {
    case catalogue::Actor::Nobody: return "nobody";
    case catalogue::Actor::Author: return "author";
    case catalogue::Actor::SendingSide: return "sending-side";
    case catalogue::Actor::Recipient: return "recipient";
    case catalogue::Actor::ReceivingSide: return "receiving-side";
    }
    return {};
}

} // namespace

TEST_CASE("Each text of a server or provider gets the remedy that fits its step, class and words")
{
    const auto rows = replyTexts();
    CHECK(rows.size() >= 200);
    for (const auto& row : rows) {
        const auto remedy = remedyFor(row.reply(), row.step);
        INFO(row.place << "\n  " << toString(row.step) << ": " << row.cause << "; " << meaningOf(row.reply(), row.step)
                       << "\n  " << remedy);
        CHECK(row.misfit(remedy) == "");
    }
}

TEST_CASE("Each text of a server or provider says who must act first")
{
    for (const auto& row : replyTexts()) {
        INFO(row.place << "\n  " << toString(row.step) << ": " << row.cause << "; "
                       << meaningOf(row.reply(), row.step));
        CHECK(nameOf(firstToAct(row.reply(), row.step)) == row.first);
    }
}

TEST_CASE("Texts with one cause are told as one cause")
{
    // Meanings by cause: what is printed where a cause has more of them than its steps and classes explain.
    std::map<std::string, std::set<std::string>> meanings;
    for (const auto& row : replyTexts()) {
        meanings[row.cause].insert(meaningOf(row.reply(), row.step));
    }
    for (const auto& [cause, told] : meanings) {
        INFO(cause);
        CHECK(told.size() <= 10);
    }
}
