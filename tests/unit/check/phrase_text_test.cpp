// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/phrase_text.hpp"
#include "support/catch.hpp"

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
    CHECK(PhraseText("No match for shop.example").holdsOneOf("not found|no match"));
    CHECK(PhraseText("Not found: shop.example").holdsOneOf("not found|no match"));
    CHECK_FALSE(PhraseText("No such luck").holdsOneOf("not found|no match"));
    CHECK_FALSE(PhraseText("No match").holdsOneOf(""));
    CHECK(PhraseText("No match, not found").holdsOneOf("not found|no match"));
    CHECK_FALSE(PhraseText("No such luck").holdsOneOf("not found|no match"));
    CHECK_FALSE(PhraseText("").holdsOneOf("not found|no match"));
}

TEST_CASE("an item of a list is one as a whole")
{
    CHECK(isAmong("com|net|org", "com"));
    CHECK(isAmong("com|net|org", "org"));
    CHECK_FALSE(isAmong("com|net|org", "et"));
    CHECK_FALSE(isAmong("com|net|org", "com|net"));
    CHECK_FALSE(isAmong("com|net|org", ""));
    CHECK_FALSE(isAmong("", ""));
}

TEST_CASE("a blank at the end of a phrase counts")
{
    CHECK(PhraseText("SPF check failed").holdsOneOf("dmarc|spf |spf:"));
    CHECK_FALSE(PhraseText("see spf.example").holdsOneOf("dmarc|spf |spf:"));
}
