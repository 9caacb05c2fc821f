// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/publish.hpp"
#include "support/catch.hpp"
#include "support/grammar.hpp"

using namespace mpm;
using namespace mpm::checkMailAuth;

TEST_CASE("a record to paste is one line of a zone, its strings no longer than 255 octets")
{
    CHECK(txtLine("example.com", "v=spf1 -all") == R"(example.com. IN TXT "v=spf1 -all")");
    CHECK(txtLine("example.com.", "") == R"(example.com. IN TXT "")");
    CHECK(txtLine("example.com", R"(a "b" \)") == R"(example.com. IN TXT "a \"b\" \\")");
    CHECK(txtLine("example.com", std::string(255, 'x')) == "example.com. IN TXT \"" + std::string(255, 'x') + "\"");
    CHECK(txtLine("example.com", std::string(256, 'x')) ==
          "example.com. IN TXT \"" + std::string(255, 'x') + "\" \"x\"");
}

TEST_CASE("a record to paste that holds a domain's own words is harmless wherever it is cut")
{
    for (const auto* character : {"\xEF\xBD\x9C", "\xC3\xA4", "\xF0\x9F\x93\xA7", "\xEF\xBB\xBF", "\xE2\x80\xAE", "`",
                                  "<b>", "$(id)", "\x80", "\n"}) {
        for (std::size_t before = 245; before <= 256; ++before) {
            std::string text(before, 'x');
            for (int i = 0; i < 200; ++i) {
                text += character;
            }
            CAPTURE(character, before);
            CHECK(test::harmIn(txtLine("example.com", text)) == "");
        }
    }
}
