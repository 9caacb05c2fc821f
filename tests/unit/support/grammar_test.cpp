// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/grammar.hpp"

using namespace mpm::test;
using std::string;

namespace {

const string good = "SMTP BANNER OK - all well | time=0.042s;5;10;0 'a b'=3;@1:2;~:5;;9\n[OK] x\n";

} // namespace

TEST_CASE("Output in the guidelines' form is read as it is meant")
{
    const auto output = readAsGuidelines(good);
    CHECK(output.status == "OK");
    CHECK(output.text == "SMTP BANNER OK - all well \n[OK] x\n");
    REQUIRE(output.metrics.size() == 2);
    CHECK(output.metrics[0] == PerfItem{"time", 0.042, "s", "5", "10", 0, std::nullopt});
    CHECK(output.metrics[1] == PerfItem{"a b", 3, "", "@1:2", "~:5", std::nullopt, 9});
    CHECK(readAsGuidelines("MX CRITICAL - it's down\n").metrics.empty());
    CHECK(readAsGuidelines("MX OK - x | 'it''s'=1\n").metrics.at(0).label == "it's");
}

TEST_CASE("Output that the guidelines forbid is told")
{
    const auto wrong = GENERATE(
        as<string>{}, "", "SMTP BANNER OK - no line end", "SMTP BANNER FINE - x\n", "SMTP BANNER OK: x\n", "MX OK - \n",
        "MX OK - x |\n", "MX OK - x | time\n", "MX OK - x | time=\n", "MX OK - x | =1\n", "MX OK - x | time=1,5s\n",
        "MX OK - x | time=1e3\n", "MX OK - x | time=1sec\n", "MX OK - x | time=nan\n", "MX OK - x | a b=1\n",
        "MX OK - x | 'a=1\n", "MX OK - x | ''=1\n", "MX OK - x | 'a=b'=1\n", "MX OK - x | a=1;2;3;4;5;6\n",
        "MX OK - x | a=1;x\n", "MX OK - x | a=1;:\n", "MX OK - x | a=1;1-2\n", "MX OK - x | a=1;;;~\n",
        "MX OK - x | a=1 a=2\n", "MX OK - x | a=1,b=2\n", "MX OK - x | y | a=1\n", "MX OK - x\nmore | a=1\n");
    INFO(wrong);
    CHECK_THROWS_AS(readAsGuidelines(wrong), GrammarError);
}

TEST_CASE("Icinga 2 keeps limits that are plain numbers and drops ranges")
{
    const auto output = readAsIcinga(good);
    CHECK(output.text == "SMTP BANNER OK - all well \n[OK] x");
    REQUIRE(output.metrics.size() == 2);
    CHECK(output.metrics[0] == PerfItem{"time", 0.042, "s", "5", "10", 0, std::nullopt});
    CHECK(output.metrics[1] == PerfItem{"a b", 3, "", "", "", std::nullopt, 9});
    CHECK(output.dropped.size() == 2);
}

TEST_CASE("Icinga 2 takes perfdata from any line with a bar and a later equals sign")
{
    const auto output = readAsIcinga("OK - a|b=1\nsecond line | c=2\nthird | without\n");
    REQUIRE(output.metrics.size() == 2);
    CHECK(output.metrics[0].label == "b");
    CHECK(output.metrics[1].label == "c");
    CHECK(output.text == "OK - a\nsecond line \nthird | without");
}

TEST_CASE("Icinga 2 reads m as minutes, renames labels behind :: and drops values with a comma")
{
    const auto output = readAsIcinga("x | a=2m 2001:db8::1=5ms next=1 bad=1,5 odd=3furlongs none= trailing\n");
    REQUIRE(output.metrics.size() == 3);
    CHECK(output.metrics[0].value == 120);
    CHECK(output.metrics[1].label == "2001:db8::1");
    CHECK(output.metrics[1].value == 5e-3);
    CHECK(output.metrics[2].label == "2001:db8::next");
    CHECK(output.dropped.size() == 4);
}

TEST_CASE("Octets that could do harm are found wherever they stand")
{
    CHECK(harmIn("plain text, \xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\xA7 | a=1;$ (x)\n").empty());
    const auto harmful =
        GENERATE(as<string>{}, string("a\0b", 3), "a\x1B[31m", "a\rb", "a\tb", "a\x7F", "a\xFF", "\xC0\x80",
                 "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xC2\x9B", "<b>", "a>", "`x`", "$(x)");
    INFO(harmful);
    CHECK_FALSE(harmIn(harmful).empty());
}
