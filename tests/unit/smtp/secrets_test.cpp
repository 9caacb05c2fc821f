// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "smtp/secrets.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <chrono>

using namespace mpm;

namespace {

Secrets known(const std::string& password = "open sesame")
{
    Secrets secrets;
    secrets.add(Secret(password));
    return secrets;
}

std::string spaced(const std::string& password, const std::string& separators)
{
    std::string text;
    for (std::size_t i = 0; i < password.size(); ++i) {
        text += password[i];
        if (i + 1 < password.size()) {
            text += separators[i % separators.size()];
        }
    }
    return text;
}

} // namespace

TEST_CASE("A secret is masked wherever it stands as it was typed")
{
    CHECK(known().masked("you said open sesame, open sesame") == "you said ****, ****");
    CHECK(known().masked("open sesame") == "****");
    CHECK(known().masked("(open sesameopen sesame)") == "(****)");
    CHECK(known("abab").masked("(ababab)") == "(****)");
    CHECK(known().masked("reopen sesames") == "re****s");
    CHECK(known().masked("nothing of it, open or not") == "nothing of it, open or not");
    CHECK(known().masked("") == "");
    CHECK(known("").masked("some text") == "some text");
    CHECK(Secrets().maskedFragment("some text") == "some text");
}

TEST_CASE("A secret is masked in base64 as it is encoded alone")
{
    CHECK(known().masked("not b3BlbiBzZXNhbWU=!") == "not ****!");
    CHECK(known("open sesames").masked("not (b3BlbiBzZXNhbWVz)") == "not (****)");
}

TEST_CASE("A secret is masked as URLs escape it, with capital digits or with small ones")
{
    CHECK(known().masked("you said open%20sesame to me") == "you said **** to me");
    CHECK(known("p\xC3\xA4ss/w-o.r_d~1").masked("it is p%C3%A4ss%2Fw-o.r_d~1!") == "it is ****!");
    CHECK(known("p\xC3\xA4ss").masked("it is p%c3%a4ss!") == "it is ****!");
}

TEST_CASE("A response of the login is masked as it was sent")
{
    auto secrets = known();
    const auto response = encodeBase64(std::string("\0tim\0", 5) + "open sesame");
    CHECK(secrets.masked("AUTH PLAIN " + response) != "AUTH PLAIN ****");
    secrets.addSent(Secret(response));
    secrets.addSent(Secret());
    CHECK(secrets.masked("AUTH PLAIN " + response) == "AUTH PLAIN ****");
    CHECK(secrets.maskedRefusal("not " + response + "!") == "not ****!");
}

TEST_CASE("What is no promised form of a secret stays as the server wrote it")
{
    const auto utf16 = spaced("open sesame", std::string(1, '\0')) + std::string(1, '\0');
    for (const auto& text : std::vector<std::string>{
             "OPEN SESAME", "Open sesame", toLower("b3BlbiBzZXNhbWU="), utf16, encodeBase64(utf16),
             encodeBase64("tim:open sesame!"), "opensesame", "6f70656e20736573616d65", "open=20sesame", "open+sesame",
             "%6Fpen%20sesame", "open ses", "o p e n   s e s a m e"}) {
        CAPTURE(text);
        CHECK(known().masked(text) == text);
    }
}

TEST_CASE("In a refused login a secret is masked with one octet between its characters, whichever")
{
    const std::vector<std::string> separators{".", " ", "-", "*", "s", "\t", "\xC3", std::string(1, '\0'), ".-", "123"};
    for (const auto& separator : separators) {
        for (const std::string password : {"pass", "open sesame"}) {
            CAPTURE(separator, password);
            const auto run = spaced(password, separator);
            CHECK(known(password).maskedRefusal("not " + run + " here") == "not **** here");
            CHECK(known(password).maskedRefusal("odd, not " + run + " here") == "odd, not **** here");
            CHECK(known(password).maskedRefusal(run + ": no") == "****: no");
            CHECK(known(password).maskedRefusal("no, not " + run) == "no, not ****");
            CHECK(known(password).maskedRefusal(run) == "****");
            CHECK(known(password).masked(run) == run);
        }
    }
    CHECK(known("pass").maskedRefusal("p.a.s.s, p_a_s_s and pass") == "****, **** and ****");
    CHECK(known("pass").maskedRefusal("cGFzcw==") == "****");
}

TEST_CASE("In a refused login letters of a secret that merely occur apart stay")
{
    for (const auto* text : {"p..a..s..s", "p.as.s", "p.a.s", "pa.s.s", "p.a. s.s", "s.s.a.p", "P.A.S.S",
                             "please ask the postmaster; access is denied", "5.7.8 authentication failed"}) {
        CAPTURE(text);
        CHECK(known("pass").maskedRefusal(text) == text);
    }
}

TEST_CASE("A secret of a few characters hides the text that holds it, since a mask of its size would name it")
{
    for (const std::string password : {"a", "ab", "abc"}) {
        CAPTURE(password);
        CHECK(known(password).masked("you said " + password) == "****");
        CHECK(known(password).masked("number 5") == "number 5");
        CHECK(known(password).masked("it is <" + encodeBase64(password) + ">") == "it is <****>");
        CHECK(known(password).maskedRefusal("you said " + spaced(password, ".")) == "****");
    }
}

TEST_CASE("A long text of one letter is masked at once")
{
    const std::string letters(64UL * 1024, 'a');
    const auto begin = Clock::now();
    CHECK(known("aaaaaaaa").maskedRefusal(letters) == "****");
    CHECK(known(letters).maskedFragment(letters + "!") == "****!");
    CHECK(since(begin) < test::scaled(Seconds(2)));
}

TEST_CASE("Of a text that was cut off no beginning of a secret is left at the end")
{
    CHECK(known().maskedFragment("you said open ses") == "you said ****");
    CHECK(known().maskedFragment("you said open sesame") == "you said ****");
    CHECK(known().maskedFragment("you said b3BlbiBz") == "you said ****");
    CHECK(known().maskedFragment("you said open%2") == "you said ****");
    CHECK(known().maskedFragment("ope") == "****");
    CHECK(known().maskedFragment("you said nothing") == "you said nothing");
    CHECK(known().maskedFragment("op") == "op");
    CHECK(known().maskedFragment("open sesam, they said") == "open sesam, they said");
}
