// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/peer_text.hpp"
#include "support/catch.hpp"

#include <string>
#include <string_view>

using namespace mpm;
using namespace std::string_view_literals;

TEST_CASE("ordinary text stays as it is")
{
    CHECK(harmless("220 mail.example.com ESMTP Postfix (Debian/GNU)") ==
          "220 mail.example.com ESMTP Postfix (Debian/GNU)");
    CHECK(harmless("Grüße, 東京") == "Grüße, 東京");
}

TEST_CASE("what a shell, a terminal, a browser or Nagios could act on is replaced")
{
    const auto [given, shown] = GENERATE(table<std::string_view, std::string_view>({
        {"a|b=1", "a/b=1"},
        {"<script>x</script>", "(script)x(/script)"},
        {"`id`", "'id'"},
        {"$(id)", "$ (id)"},
        {"$<id>", "$ (id)"},
        {"a\r\nb", "a??b"},
        {"\x1b[31mred", "?[31mred"},
        {"a\0b"sv, "a?b"},
        {"tab\there", "tab here"},
        {"del\x7f", "del?"},
        {"c1 \xc2\x9b", "c1 ?"},
        {"bidi \xe2\x80\xae", "bidi ?"},
        {"line separator \xe2\x80\xa8", "line separator ?"},
        {"zero width \xe2\x80\x8b", "zero width ?"},
        {"bad \xff\xfe", "bad ??"},
        {"overlong \xc0\xaf", "overlong ??"},
        {"surrogate \xed\xa0\x80", "surrogate ???"},
        {"beyond \xf4\x90\x80\x80", "beyond ????"},
        {"cut off \xe6\x9d", "cut off ??"},
    }));
    CHECK(harmless(given) == shown);
}

TEST_CASE("making text harmless twice changes nothing")
{
    for (unsigned first = 0; first < 256; ++first) {
        for (const unsigned second : {0x28U, 0x24U, 0x80U, 0xBFU, 0x0AU}) {
            const std::string pair{static_cast<char>(first), static_cast<char>(second)};
            const auto once = harmless(pair);
            REQUIRE(harmless(once) == once);
            REQUIRE(once.find_first_of("|<>`\n\r\x1b"sv) == std::string::npos);
            REQUIRE(once.find("$(") == std::string::npos);
        }
    }
}

TEST_CASE("long text is cut at a whole character and says so")
{
    CHECK(harmless(std::string(10, 'x'), 10) == std::string(10, 'x'));
    CHECK(harmless(std::string(11, 'x'), 10) == std::string(7, 'x') + "...");
    CHECK(harmless("ééééé", 9) == "ééé...");
    CHECK(harmless("ééééé", 8) == "éé...");
}

TEST_CASE("text of our own keeps its comparisons and loses all else that is dangerous")
{
    CHECK(printable("SIZE>=x, SIZE<=y") == "SIZE>=x, SIZE<=y");
    CHECK(printable("a|b=1\n`$(id)\x1b") == "a/b=1?'$ (id)?");
}
