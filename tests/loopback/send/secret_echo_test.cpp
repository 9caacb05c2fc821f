// SPDX-License-Identifier: GPL-3.0-or-later
// Each decision of docs/adr/0013, in each output: what is masked when a server says it, and what is not.
#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/hex.hpp"
#include "check/peer_text.hpp"
#include "loopback/send/send_verdict.hpp"
#include "support/sample.hpp"

#include <algorithm>

using namespace mpm::test;

namespace {

using Lines = std::vector<std::string>;

const std::string password = "Zq7+Wn_4kX%v";

enum class Masked { Everywhere, InRefusedLogin, Nowhere };

struct Echo {
    std::string name;
    Lines said; ///< one line of a reply each
    Masked masked;
};

/// The password with this behind each character but the last.
std::string spelled(const std::string& between)
{
    std::string text;
    for (const char c : password) {
        text += c + between;
    }
    text.resize(text.size() - between.size());
    return text;
}

Lines oneALine()
{
    Lines lines;
    for (const char c : password) {
        lines.emplace_back(1, c);
    }
    return lines;
}

std::string rotated(std::string text)
{
    for (auto& c : text) {
        if (mpm::isLowercase(c) || mpm::isLowercase(static_cast<char>(c + 32))) {
            const char first = mpm::isLowercase(c) ? 'a' : 'A';
            c = static_cast<char>(first + (c - first + 13) % 26);
        }
    }
    return text;
}

std::vector<Echo> echoes()
{
    const auto plain = mpm::encodeBase64(std::string("\0tim\0", 5) + password);
    const auto token = mpm::encodeBase64("user=tim\1auth=Bearer " + password + "\1\1");
    return {
        {"as it is", {password}, Masked::Everywhere},
        {"inside a word", {"x" + password + "y"}, Masked::Everywhere},
        {"twice", {password + password}, Masked::Everywhere},
        {"on several lines", {password, "and " + password}, Masked::Everywhere},
        {"its base64", {mpm::encodeBase64(password)}, Masked::Everywhere},
        {"what PLAIN sends", {plain}, Masked::Everywhere},
        {"what XOAUTH2 sends", {token}, Masked::Everywhere},
        {"as URLs have it", {"Zq7%2BWn_4kX%25v"}, Masked::Everywhere},
        {"as URLs have it, in small digits", {"Zq7%2bWn_4kX%25v"}, Masked::Everywhere},
        {"dots between", {spelled(".")}, Masked::InRefusedLogin},
        {"blanks between", {spelled(" ")}, Masked::InRefusedLogin},
        {"dashes between, in brackets", {"[" + spelled("-") + "]"}, Masked::InRefusedLogin},
        {"UTF-16, little end first", {spelled(std::string(1, '\0')) + std::string(1, '\0')}, Masked::InRefusedLogin},
        {"UTF-16, big end first", {std::string(1, '\0') + spelled(std::string(1, '\0'))}, Masked::InRefusedLogin},
        {"an escape between", {spelled("\x1b")}, Masked::InRefusedLogin},
        {"two blanks between", {spelled("  ")}, Masked::Nowhere},
        {"a terminal's sequence between", {spelled("\x1b[0m")}, Masked::Nowhere},
        {"a letter a line", oneALine(), Masked::Nowhere},
        {"halves on two lines", {password.substr(0, 6), password.substr(6)}, Masked::Nowhere},
        {"reversed", {std::string(password.rbegin(), password.rend())}, Masked::Nowhere},
        {"in capitals", {mpm::toUpper(password)}, Masked::Nowhere},
        {"in small letters", {mpm::toLower(password)}, Masked::Nowhere},
        {"hexadecimal", {mpm::toHex(password)}, Masked::Nowhere},
        {"base64 with the user before it", {mpm::encodeBase64("tim:" + password)}, Masked::Nowhere},
        {"quoted-printable", {"Zq7=2BWn=5F4kX%v"}, Masked::Nowhere},
        {"rotated by 13", {rotated(password)}, Masked::Nowhere},
        {"in words",
         {"Zulu quebec seven plus Whiskey november underscore four kilo X-ray percent victor"},
         Masked::Nowhere},
    };
}

std::string reply(const std::string& code, const Lines& lines)
{
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        text += code + (i + 1 < lines.size() ? "-" : " ") + lines[i] + "\r\n";
    }
    return text;
}

const std::string ehlo = "250-mx\r\n250 AUTH PLAIN\r\n";

struct Place {
    std::string name;
    std::function<Script(const Lines&)> script;
    bool refusesLogin = false;
};

std::vector<Place> places()
{
    const auto greeting = send("220 mx.example.com ESMTP\r\n");
    const auto accepted = answer("AUTH", "235 2.7.0 ok\r\n");
    return {
        {"greeting",
         [=](const Lines& said) {
             return Script{send(reply("554", said)), answerQuit()};
         }},
        {"capabilities",
         [=](const Lines& said) {
             return Script{greeting, answerEhlo("250-mx\r\n" + reply("250", said)), answerQuit()};
         }},
        {"refused login",
         [=](const Lines& said) {
             return Script{greeting, answerEhlo(ehlo), answer("AUTH", reply("535", said)), answerQuit()};
         },
         true},
        {"login refused for now",
         [=](const Lines& said) {
             return Script{greeting, answerEhlo(ehlo), answer("AUTH", "454-4.7.0 no\r\n" + reply("454", said)),
                           answerQuit()};
         },
         true},
        {"accepted login",
         [=](const Lines& said) {
             return Script{greeting, answerEhlo(ehlo), answer("AUTH", reply("235", said)),
                           answer("MAIL", "550 5.7.1 no\r\n"), answerQuit()};
         }},
        {"refused sender",
         [=](const Lines& said) {
             return Script{greeting, answerEhlo(ehlo), accepted, answer("MAIL", reply("550", said)), answerQuit()};
         }},
        {"recipient unknown",
         [=](const Lines& said) {
             return Script{greeting,
                           answerEhlo(ehlo),
                           accepted,
                           answer("MAIL", "250 ok\r\n"),
                           answer("RCPT", reply("550", said)),
                           answerQuit()};
         }},
    };
}

const std::vector<Lines> outputs{{},
                                 {"-v"},
                                 {"-vv"},
                                 {"-vvv"},
                                 {"--format", "json"},
                                 {"--format", "json", "-vvv"},
                                 {"--format", "prometheus", "-vvv"}};

} // namespace

TEST_CASE("What is masked of a secret is masked in every output, and what is not is shown as it came")
{
    const TempDir folder;
    const auto file = folder.write("secret", password + "\n");
    std::size_t runs = 0;
    Sample sample;
    for (const auto& place : places()) {
        for (const auto& echo : echoes()) {
            const bool masked =
                echo.masked == Masked::Everywhere || (echo.masked == Masked::InRefusedLogin && place.refusesLogin);
            const HostileSmtp server(place.script(echo.said));
            for (const auto& output : outputs) {
                if ((!masked && output != Lines{"-vvv"}) || !sample.takesNext()) {
                    continue;
                }
                CAPTURE(place.name, echo.name, output);
                Lines arguments{"-U", "tim", "--auth-password-file", file, "--auth-allow-clear"};
                arguments.insert(arguments.end(), output.begin(), output.end());
                const auto result = sendTo(server.port(), arguments);
                ++runs;
                INFO(result.out);
                CHECK(result.exitStatus != 0);
                CHECK_FALSE(holds(result.out, password));
                for (const auto& line : echo.said) {
                    CHECK(holds(result.out, mpm::harmless(line)) == !masked);
                }
                CHECK((!masked || output != Lines{"-vvv"} || holds(result.out, "****")));
            }
        }
    }
    WARN(runs << " runs");
}
