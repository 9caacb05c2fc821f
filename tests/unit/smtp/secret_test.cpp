// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/base64.hpp"
#include "smtp/secret.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <chrono>

using namespace mpm;

namespace {

using Lines = std::vector<std::string>;

std::string hidden(const std::string& text, const std::string& secret = "open sesame")
{
    return concealed({text}, Secret(secret).forms()).front();
}

std::string wide(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        result += {c, '\0'};
    }
    return result;
}

} // namespace

TEST_CASE("A secret is masked in text whatever its case and whatever stands between its characters")
{
    CHECK(hidden("you said open sesame, open sesame") == "you said ****, ****");
    CHECK(hidden("OPEN SESAME") == "****");
    CHECK(hidden("o p e n s e s a m e!") == "****!");
    CHECK(hidden(wide("open sesame") + ".") == "****" + std::string(1, '\0') + ".");
    CHECK(hidden("nothing of it, open or not") == "nothing of it, open or not");
    CHECK(hidden("") == "");
    CHECK(concealed({"some text"}, Secret("").forms()).front() == "some text");
}

TEST_CASE("Of a secret in base64 no digit is left, whoever its neighbours are")
{
    for (const auto& before : Lines{"", "a", "ab", "abc", std::string("\0tim\0", 5), "tim:", "user=t\1auth="}) {
        for (const auto* after : {"", "x", "xy", "xyz"}) {
            CAPTURE(before, after);
            CHECK(hidden("you said " + encodeBase64(before + "open sesame" + after) + " to me") ==
                  "you said **** to me");
            CHECK(hidden("(" + encodeBase64(before + wide("open sesame") + after) + ")") == "(****)");
        }
    }
    CHECK(hidden("AUTH PLAIN AHRpbQBvcGVuIHNlc2FtZQ==") == "AUTH PLAIN ****");
    CHECK(hidden("ahrpbqbvcgvuihnlc2ftzq==") == "****");
}

TEST_CASE("A secret in hexadecimal digits is masked, with signs between them too")
{
    CHECK(hidden("6f70656e20736573616d65") == "****");
    CHECK(hidden("6F70656E20736573616D65!") == "****!");
    CHECK(hidden("no: %6f%70%65%6e%20%73%65%73%61%6d%65") == "no: %****");
}

TEST_CASE("A secret is masked as URLs and quoted-printable write it")
{
    CHECK(hidden("you said open%20sesame to me") == "you said **** to me");
    CHECK(hidden("it is p%c3%A4ss!", "p\xC3\xA4ss") == "it is ****!");
    CHECK(hidden("it is p=C3=A4ss!", "p\xC3\xA4ss") == "it is ****!");
}

TEST_CASE("A secret that a server breaks into lines is masked in each of them")
{
    const auto split = [](const Lines& lines) { return concealed(lines, Secret("open sesame").forms()); };
    CHECK(split({"5.7.8 open ses", "ame is wrong"}) == Lines{"5.7.8 ****", "**** is wrong"});
    CHECK(split({"5.7.8 no open ses", "5.7.8 ame"}) == Lines{"5.7.8 no ****", "5.7.8 ****"});
    CHECK(split({"b3Blbi", "BzZXNhb", "WU=", "5.7.8 no"}) == Lines{"****", "****", "****", "5.7.8 no"});
    CHECK(split({"5.7.8 no", "5.7.8 really"}) == Lines{"5.7.8 no", "5.7.8 really"});
}

TEST_CASE("A secret of a few characters hides the lines that hold it, since a mask of its size would name it")
{
    for (const auto* secret : {"a", "ab", "abc"}) {
        CAPTURE(secret);
        const std::string password(secret);
        const auto forms = Secret(password).forms();
        CHECK(concealed({"you said " + password, "number 5"}, forms) == Lines{"****", "number 5"});
        CHECK(concealed({"it is <" + encodeBase64(password) + ">"}, forms) == Lines{"it is <****>"});
    }
}

TEST_CASE("A long text of one letter is masked at once")
{
    const std::string letters(64UL * 1024, 'a');
    const auto begin = Clock::now();
    CHECK(concealed({letters}, Secret("aaaaaaaa").forms()) == Lines{"****"});
    CHECK(concealed({letters + "!"}, Secret(letters).forms()) == Lines{"****!"});
    CHECK(since(begin) < test::scaled(Seconds(2)));
}

TEST_CASE("Of a text that was cut off no beginning of a secret is left at the end")
{
    const auto forms = Secret("open sesame").forms();
    CHECK(concealedFragment("you said open ses", forms) == "you said ****");
    CHECK(concealedFragment("you said b3BlbiBz", forms) == "you said ****");
    CHECK(concealedFragment("you said nothing", forms) == "you said nothing");
    CHECK(concealedFragment("op", forms) == "op");
}
