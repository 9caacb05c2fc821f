// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/phrase_text.hpp"
#include "support/catch.hpp"

#include <array>

using namespace mpm;

TEST_CASE("a phrase is found in whatever case and with whatever blanks a server writes it")
{
    const PhraseText text("Sorry,  RELAYING\t denied");
    CHECK(text.holds("relaying denied"));
    CHECK(text.holds("sorry, relaying"));
    CHECK(text.holds("elay"));
    CHECK_FALSE(text.holds("relaying allowed"));
    CHECK_FALSE(text.holds("RELAYING"));
    CHECK_FALSE(PhraseText("relay-ing denied").holds("relaying denied"));
}

TEST_CASE("of several phrases one is enough, and of none there is none")
{
    constexpr std::array<std::string_view, 2> phrases{"not found", "no match"};
    CHECK(PhraseText("No match for shop.example").holdsOneOf(phrases));
    CHECK_FALSE(PhraseText("No such luck").holdsOneOf(phrases));
    CHECK_FALSE(PhraseText("No match").holdsOneOf({}));
    CHECK_FALSE(PhraseText("").holdsOneOf(phrases));
}
