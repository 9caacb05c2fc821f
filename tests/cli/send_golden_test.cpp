// SPDX-License-Identifier: GPL-3.0-or-later
// Whole outputs of check_smtp_send, against the files in tests/cli/golden. Seconds, the port, the token and the
// version are masked.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/same_text.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <regex>

using namespace mpm::test;
using Arguments = std::vector<std::string>;

namespace {

std::string masked(std::string text, std::uint16_t port)
{
    const std::vector<std::pair<std::string, std::string>> masks{
        {"\\b[a-z2-7]{24}\\b", "TOKEN"}, // before what looks like seconds in it
        {"\\b" + std::to_string(port) + "\\b", "PORT"},
        {"[0-9]+(\\.[0-9]+)?(?=s[;, ])", "N"},
        {"(\"(value|resolve|connect|seconds)\":)[0-9.e-]+", "$1N"},
        {"(, |\\b)(resolve|connect|seconds) [0-9.]+", "$1$2 N"},
        {"(_seconds\\{[^}]*\\}) [0-9.e-]+", "$1 N"},
        {"(version=\")[^\"]*", "$1VERSION"},
        {"\"version\":\"[^\"]*\"", "\"version\":\"VERSION\""},
    };
    for (const auto& [pattern, replacement] : masks) {
        text = std::regex_replace(text, std::regex(pattern), replacement);
    }
    return text;
}

/// A server that takes the whole message, but for one answer that is given in the place of its own.
Script server(const std::string& command = "", const std::string& instead = "")
{
    Script script{send("220 mx.example.com ESMTP\r\n")};
    for (const auto& [name, reply] :
         std::vector<std::pair<std::string, std::string>>{{"EHLO", "250-mx.example.com\r\n250 SIZE 1000000\r\n"},
                                                          {"MAIL", "250 2.1.0 ok\r\n"},
                                                          {"RCPT", "250 2.1.5 ok\r\n"},
                                                          {"DATA", "354 go on\r\n"}}) {
        script.push_back(answer(name, name == command ? instead : reply));
        if (name == command) {
            script.insert(script.end(), {answer("RSET", "250 ok\r\n"), answerQuit()});
            return script;
        }
    }
    script.insert(script.end(), {readMessage(), send("250 2.0.0 Ok: queued as 4Xyz12AB\r\n"), answerQuit()});
    return script;
}

/// The check's output on a server that follows the script must be the golden file of that name.
void checkGolden(const std::string& name, Script script, int exitStatus, const Arguments& more = {})
{
    const HostileSmtp fake(std::move(script));
    Arguments arguments{"-H", "127.0.0.1",           "-p", std::to_string(fake.port()), "-t",   scaled("2"),
                        "-F", "monitor.example.com", "-f", "monitor@example.org",       "--to", "b@example.com"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = runCheck("check_smtp_send", arguments);
    CAPTURE(name);
    CHECK(result.exitStatus == exitStatus);
    CHECK(result.err.empty());
    checkSameText(masked(result.out, fake.port()), contentOf(SOURCE_DIR "/tests/cli/golden/" + name));
}

} // namespace

TEST_CASE("a message that was taken is told in one line with its queue ID")
{
    checkGolden("send_ok.txt", server(), 0, {"-w", "5", "-c", "10,message=30"});
}

TEST_CASE("option -vvv shows what was seen of a message and the dialogue")
{
    checkGolden("send_ok_vvv.txt", server(), 0, {"-vvv"});
}

TEST_CASE("a message that was taken is one JSON object")
{
    checkGolden("send_ok.json", server(), 0, {"--format", "json"});
}

TEST_CASE("a message that was taken is a Prometheus exposition")
{
    checkGolden("send_ok.prom", server(), 0, {"--format", "prometheus"});
}

TEST_CASE("an unknown user is told with the reply and what to do")
{
    checkGolden("send_550.txt", server("RCPT", "550 5.1.1 b@example.com: User unknown\r\n"), 2);
    checkGolden("send_550.json", server("RCPT", "550 5.1.1 b@example.com: User unknown\r\n"), 2, {"--format", "json"});
}

TEST_CASE("an unknown user who was expected to be refused is OK, and another refusal is told with what was expected")
{
    checkGolden("send_550_expected.txt", server("RCPT", "550 5.1.1 b@example.com: User unknown\r\n"), 0,
                {"--expect", "rcpt=550", "-v"});
    checkGolden("send_554_expected_550.txt", server("RCPT", "554 5.7.1 Access denied\r\n"), 2,
                {"--expect", "rcpt=550"});
}

TEST_CASE("stopping at a step says where, and that nothing was sent")
{
    checkGolden("send_stop_at_rcpt.txt", server("RCPT", "250 2.1.5 ok\r\n"), 0, {"--stop-at", "rcpt"});
}

TEST_CASE("greylisting is told as what it is")
{
    checkGolden("send_greylisted.txt", server("RCPT", "450 4.7.1 Greylisted\r\n"), 1);
}
