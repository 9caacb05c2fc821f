// SPDX-License-Identifier: GPL-3.0-or-later
// A password is on nobody's screen, in no log and in no list of processes.
#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "loopback/send/send_verdict.hpp"
#include "smtp/secrets.hpp"
#include "support/timing.hpp"

#include <atomic>
#include <chrono>
#include <thread>

using namespace mpm::test;

namespace {

const std::string password = "s3cr3t pass|word";

/// A server that repeats in its refusal all that it was told.
ServerStep echo()
{
    return [](ServerEnd& end) {
        std::string line;
        end.greetingHasEnded();
        return end.readLine(line) &&
               end.write("535-5.7.8 you said " + line + "\r\n535 5.7.8 and that was " +
                         mpm::decodeBase64(line.substr(line.rfind(' ') + 1)).value_or("") + "\r\n");
    };
}

Script echoing(const std::string& offer, const Script& before)
{
    Script script{send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx.example.com\r\n250 AUTH " + offer + "\r\n")};
    script.insert(script.end(), before.begin(), before.end());
    script.push_back(echo());
    script.push_back(staySilent());
    return script;
}

void checkHidden(const std::string& text)
{
    INFO(text);
    for (const auto& form : mpm::formsOf(mpm::Secret(password))) {
        CHECK_FALSE(holds(text, std::string(form.reveal())));
    }
    CHECK_FALSE(holds(text, "s3cr3t"));
    CHECK_FALSE(holds(text, mpm::encodeBase64(std::string("\0tim\0", 5) + password)));
}

} // namespace

TEST_CASE("No output shows a password or its base64, even of a server that repeats it")
{
    const TempDir folder;
    const auto file = folder.write("secret", password + "\n");
    const std::vector<std::pair<std::string, Script>> dialogues{
        {"PLAIN", {}},
        {"LOGIN", {answer("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"), answer("dGlt", "334 UGFzc3dvcmQ6\r\n")}},
        {"CRAM-MD5", {answer("AUTH CRAM-MD5", "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+\r\n")}},
        {"XOAUTH2", {}},
    };
    for (const auto& [mechanism, before] : dialogues) {
        for (const auto* format : {"text", "json", "prometheus"}) {
            CAPTURE(mechanism, format);
            HostileSmtp server(echoing(mechanism, before));
            const auto result = sendTo(server.port(), {"-U", "tim", "--auth-password-file", file, "--auth-allow-clear",
                                                       "-A", mechanism, "-vvv", "--format", format});
            CHECK(result.exitStatus == 2);
            checkHidden(result.out + result.err);
            CHECK((std::string(format) != "text" || holds(result.out, "you said")));
        }
    }
}

TEST_CASE("No output shows a password that a server says before it was told")
{
    const TempDir folder;
    const auto file = folder.write("secret", password + "\n");
    const auto greeting = send("220 mx.example.com ESMTP\r\n");
    const auto startTls = answerEhlo("250-mx\r\n250 STARTTLS\r\n");
    const auto coded = mpm::encodeBase64(std::string("\0tim\0", 5) + password);
    const auto token = "user=tim\1auth=Bearer " + password + "\1\1";
    const std::vector<std::pair<std::string, Script>> dialogues{
        {"refused greeting", {send("554 5.7.1 you are " + password + "\r\n"), answerQuit()}},
        {"greeting", {send("220 mx " + password + "\r\n"), answerEhlo("250 mx\r\n"), answerQuit()}},
        {"no reply", {send("hello " + password + "\r\n"), staySilent()}},
        {"half a reply", {send("220-mx " + password.substr(0, 9)), staySilent()}},
        {"refused EHLO", {greeting, answerEhlo("550 5.7.1 no " + coded + "\r\n"), answerQuit()}},
        {"refused EHLO with a token",
         {greeting, answerEhlo("550 5.7.1 no " + mpm::encodeBase64(token) + "\r\n"), answerQuit()}},
        {"capabilities",
         {greeting, answerEhlo("250-mx\r\n250-" + password + "\r\n250 X " + coded + "\r\n"), answerQuit()}},
        {"mechanisms", {greeting, answerEhlo("250-mx\r\n250 AUTH " + password + "\r\n"), answerQuit()}},
        {"refused STARTTLS", {greeting, startTls, answer("STARTTLS", "454 4.7.0 " + password + "\r\n"), answerQuit()}},
        {"text before TLS",
         {greeting, startTls, answer("STARTTLS", "220 go\r\n250 " + password + "\r\n"), staySilent()}},
    };
    for (const auto& [name, script] : dialogues) {
        for (const auto* format : {"text", "json"}) {
            CAPTURE(name, format);
            HostileSmtp server(script);
            std::vector<std::string> arguments{"-U",       "tim",  "--auth-password-file", file, "-vvv",
                                               "--format", format, "--auth-allow-clear"};
            if (holds(name, "TLS")) {
                arguments.emplace_back("-S");
            }
            const auto result = sendTo(server.port(), arguments);
            CHECK(result.exitStatus == (name == "refused STARTTLS" ? 1 : 2));
            checkHidden(result.out);
            CHECK_FALSE(holds(result.out, password.substr(0, 9)));
            CHECK(holds(result.out, "****"));
        }
    }
}

TEST_CASE("A password that is a word of the EHLO reply hides no capability from the check")
{
    const TempDir folder;
    for (const std::string word : {"PLAIN", "AUTH", "STARTTLS"}) {
        CAPTURE(word);
        const auto file = folder.write("secret", word + "\n");
        HostileSmtp server({send("220 mx.example.com\r\n"), answerEhlo("250-mx\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n"),
                            answer("AUTH PLAIN " + mpm::encodeBase64(std::string("\0tim\0", 5) + word), "235 ok\r\n"),
                            answerQuit()});
        const auto result = sendTo(server.port(), {"-U", "tim", "--auth-password-file", file, "--auth-allow-clear",
                                                   "--stop-at", "auth", "-vvv"});
        INFO(result.out);
        CHECK(result.exitStatus == 0);
        CHECK(holds(result.out, "S: 250 AUTH PLAIN") == (word == "STARTTLS"));
    }
}

TEST_CASE("No output shows a password that the server which refuses it repeats, encoded or spelled")
{
    const TempDir folder;
    const auto file = folder.write("secret", password + "\n");
    const auto spelled = [](char separator) {
        std::string text;
        for (const char c : password) {
            text += {c, separator};
        }
        text.pop_back();
        return text;
    };
    for (const auto& said : {password, mpm::encodeBase64(password), std::string("s3cr3t%20pass%7Cword"), spelled('.'),
                             spelled(' '), spelled('\0')}) {
        for (const auto* format : {"text", "json"}) {
            CAPTURE(said, format);
            HostileSmtp server({send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx\r\n250 AUTH PLAIN\r\n"),
                                answer("AUTH", "535-5.7.8 no\r\n535 5.7.8 not (" + said + ")\r\n"), answerQuit()});
            const auto result = sendTo(server.port(), {"-U", "tim", "--auth-password-file", file, "--auth-allow-clear",
                                                       "-A", "PLAIN", "-vvv", "--format", format});
            checkHidden(result.out);
            CHECK(holds(result.out, "5.7.8 not (****)"));
        }
    }
}

TEST_CASE("A password of a letter or two is not shown either, and one that a challenge holds still logs in")
{
    const TempDir folder;
    for (const std::string shortOne : {"q", "qz"}) {
        const auto file = folder.write("secret", shortOne + "\n");
        HostileSmtp server({send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx\r\n250 AUTH PLAIN\r\n"),
                            answer("AUTH", "535-5.7.8 it was " + shortOne + "\r\n535 5.7.8 or " +
                                               mpm::encodeBase64(shortOne) + "\r\n"),
                            answerQuit()});
        const auto result =
            sendTo(server.port(), {"-U", "tim", "--auth-password-file", file, "--auth-allow-clear", "-vvv"});
        INFO(result.out);
        CHECK(result.exitStatus == 2);
        CHECK_FALSE(holds(result.out, "it was"));
        CHECK_FALSE(holds(result.out, mpm::encodeBase64(shortOne)));
        CHECK(holds(result.out, "S: 535 5.7.8 or ****"));
    }
    for (const auto* word : {"Password", "s", "Pass"}) {
        const auto file = folder.write("secret", std::string(word) + "\n");
        HostileSmtp server({send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx\r\n250 AUTH LOGIN\r\n"),
                            answer("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"), answer("dGlt", "334 UGFzc3dvcmQ6\r\n"),
                            answer(mpm::encodeBase64(word), "235 2.7.0 ok\r\n"), answerQuit()});
        const auto result = sendTo(server.port(), {"-U", "tim", "--auth-password-file", file, "--auth-allow-clear",
                                                   "--stop-at", "auth", "-vvv"});
        INFO(result.out);
        CHECK(result.exitStatus == 0);
    }
}

TEST_CASE("What only proves a password is masked as it was sent")
{
    const TempDir folder;
    const auto file = folder.write("secret", password + "\n");
    HostileSmtp server(echoing("CRAM-MD5", {answer("AUTH CRAM-MD5", "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+\r\n")}));
    const auto result = sendTo(server.port(), {"-U", "tim", "--auth-password-file", file, "-vvv"});
    INFO(result.out);
    const auto said = server.client().said;
    const auto start = said.find("AUTH CRAM-MD5\r\n") + 15;
    const auto response = said.substr(start, said.find('\r', start) - start);
    REQUIRE(mpm::decodeBase64(response).value_or("").starts_with("tim "));
    CHECK_FALSE(holds(result.out, response));
    CHECK(holds(result.out, "S: 535-5.7.8 you said ****"));
}

TEST_CASE("A password comes from a file, from the environment or from an ini file, and is the same")
{
    const TempDir folder;
    const auto file = folder.write("secret", password + "\r\nnext line\r\n");
    const auto ini = folder.write("send.ini", "[login]\nauth-user = tim\nauth-password = " + password + "\n");
    const auto expected = "AUTH PLAIN " + mpm::encodeBase64(std::string("\0tim\0", 5) + password);
    const auto seenWith = [&](const std::vector<std::string>& arguments, const ProcessOptions& options = {}) {
        HostileSmtp server({send("220 mx.example.com\r\n"), answerEhlo("250-mx.example.com\r\n250 AUTH PLAIN\r\n"),
                            answer("AUTH PLAIN", "235 2.7.0 ok\r\n"), answerQuit()});
        auto all = arguments;
        all.insert(all.end(), {"--auth-allow-clear", "--stop-at", "auth"});
        const auto result = sendTo(server.port(), all, options);
        INFO(result.out);
        CHECK(result.exitStatus == 0);
        return holds(server.client().said, expected + "\r\n");
    };
    CHECK(seenWith({"-U", "tim", "--auth-password-file", file}));
    CHECK(seenWith({"-U", "tim"}, {.environment = {{"CHECK_SMTP_PASSWORD", password}}}));
    CHECK(seenWith({"--extra-opts=login@" + ini.string()}));
}

TEST_CASE("A password is no argument: it is refused without being quoted, and the file's name is all that ps shows")
{
    std::atomic<bool> told{false};
    HostileSmtp server({send("220 mx.example.com\r\n"), answerEhlo("250-mx.example.com\r\n250 AUTH PLAIN\r\n"),
                        awaitLine("AUTH PLAIN"), [&](ServerEnd&) { return told = true; }, staySilent()});
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"-U", "tim", "--auth-password", password},
                                                                       {"-U", "tim", "--auth-password=" + password},
                                                                       {"-P" + password}}) {
        const auto result = sendTo(server.port(), arguments);
        CHECK(result.exitStatus == 3);
        checkHidden(result.out);
    }
    const TempDir folder;
    for (const auto& text : {"auth-password " + password, "auth-password: " + password, "auth password = " + password,
                             "auth-password = " + password + "\nauth-password = " + password, password, password + "=",
                             "-" + password, "[" + password, "=" + password}) {
        CAPTURE(text);
        const auto ini = folder.write("send.ini", "[login]\nauth-user = tim\n" + text + "\n");
        const auto result = sendTo(server.port(), {"--extra-opts=login@" + ini.string()});
        CHECK(result.exitStatus == 3);
        CHECK(holds(result.out, "--extra-opts: " + ini.string() + " line "));
        checkHidden(result.out);
    }
    const auto file = folder.write("secret", password + "\n");
    ChildProcess check({pluginPath("check_smtp_send"), "-H", "127.0.0.1", "-p", std::to_string(server.port()), "-t",
                        scaled("5"), "--to", "b@example.com", "-U", "tim", "--auth-password-file", file,
                        "--auth-allow-clear"},
                       {.log = folder / "out"});
    while (!told) {
        REQUIRE(check.running());
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const auto process = "/proc/" + std::to_string(check.pid());
    const auto shown = contentOf(process + "/cmdline") + contentOf(process + "/environ") + contentOf(process + "/comm");
    CHECK(holds(shown, "--auth-password-file"));
    checkHidden(shown);
    check.stop();
    checkHidden(contentOf(folder / "out"));
}

TEST_CASE("What is no password file is a usage error before anybody is connected to")
{
    HostileSmtp server({staySilent()});
    const TempDir folder;
    for (const auto& file : {folder / "none", folder.write("empty", ""), folder.write("blank", "\nsecond\n"),
                             folder.write("crlf", "\r\nsecond\r\n"), folder.path(), std::filesystem::path()}) {
        CAPTURE(file.string());
        const auto result = sendTo(server.port(), {"-U", "tim", "--auth-password-file", file});
        CHECK(result.exitStatus == 3);
        CHECK(holds(result.out, "--auth-password-file"));
    }
    CHECK(sendTo(server.port(), {"-U", "tim"}).exitStatus == 3);
    CHECK(sendTo(server.port(), {"-U", "tim"}, {.environment = {{"CHECK_SMTP_PASSWORD", ""}}}).exitStatus == 3);
    const auto ini = folder.write("send.ini", "[login]\nauth-user = tim\nauth-password =\n");
    CHECK(sendTo(server.port(), {"--extra-opts=login@" + ini.string()}).exitStatus == 3);
    CHECK(server.clients().empty());
}
