// SPDX-License-Identifier: GPL-3.0-or-later
// Whole outputs, against the files in tests/cli/golden. Seconds and the port are masked.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/same_text.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <regex>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Arguments = std::vector<std::string>;

namespace {

std::string masked(const std::string& text, std::uint16_t port)
{
    const auto withoutPort = std::regex_replace(text, std::regex("\\b" + std::to_string(port) + "\\b"), "PORT");
    return std::regex_replace(withoutPort, std::regex("[0-9]+(\\.[0-9]+)?(?=s[; ])"), "N");
}

/// The check's output on a server that follows the script must be the golden file of that name.
void checkGolden(const std::string& name, Script script, int exitStatus, const Arguments& more = {})
{
    const HostileSmtp server(std::move(script));
    Arguments arguments{"-H", "127.0.0.1", "-p", std::to_string(server.port()),
                        "-t", scaled("2"), "-F", "monitor.example.com"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = runCheck("check_smtp_banner", arguments);
    CAPTURE(name);
    CHECK(result.exitStatus == exitStatus);
    CHECK(result.err.empty());
    checkSameText(masked(result.out, server.port()), contentOf(SOURCE_DIR "/tests/cli/golden/" + name));
}

} // namespace

TEST_CASE("an honest server is told in one line")
{
    checkGolden("banner_ok.txt", honestDialogue(), 0, {"-w", "5", "-c", "10,greeting=@8:9"});
}

TEST_CASE("option -vv ends with the timed dialogue, -vvv with what was seen")
{
    const HostileSmtp server(honestDialogue());
    const auto port = std::to_string(server.port());
    const auto shown = [&](const std::string& verbosity) {
        const auto result =
            runCheck("check_smtp_banner", {"-H", "127.0.0.1", "-p", port, "-F", "monitor.example.com", verbosity});
        const auto out = masked(result.out, server.port());
        return out.substr(std::min(out.find("* ["), out.size()));
    };
    const std::string dialogue = "* [127.0.0.1]:PORT\n"
                                 "Ns S: 220 mx.example.com ESMTP ready\n"
                                 "Ns C: EHLO monitor.example.com\n"
                                 "Ns S: 250-mx.example.com\n"
                                 "Ns S: 250-PIPELINING\n"
                                 "Ns S: 250-SIZE 10485760\n"
                                 "Ns S: 250-STARTTLS\n"
                                 "Ns S: 250-ENHANCEDSTATUSCODES\n"
                                 "Ns S: 250 8BITMIME\n"
                                 "Ns C: QUIT\n";
    checkSameText(shown("-vv"), dialogue);
    const auto all = shown("-vvv");
    checkSameText(all.substr(0, dialogue.size()), dialogue);
    CHECK_THAT(all, ContainsSubstring("\nseen: target 127.0.0.1, ") &&
                        ContainsSubstring("\ncapabilities: host 127.0.0.1, address 127.0.0.1, port PORT, "
                                          "keyword SIZE, parameters 10485760\n"));
}

TEST_CASE("a refusal is told with its text, its finding and what to do")
{
    checkGolden("banner_554.txt", {send("554 5.3.2 no service here\r\n"), answerQuit()}, 2);
}

TEST_CASE("option -v adds the RFC to each finding, and the replies that matter")
{
    checkGolden("banner_421_v.txt", {send("421 4.3.2 shutting down\r\n"), close()}, 1, {"-v"});
}

TEST_CASE("option --severity changes what a finding counts as, and -v still shows it")
{
    const Script script{send("220 mx.example.com ESMTP\n"), answerEhlo("250 mx.example.com\r\n"), answerQuit()};
    checkGolden("banner_bare_lf.txt", script, 1);
    checkGolden("banner_bare_lf_ok.txt", script, 0, {"--severity", "smtp-bare-lf=ok", "-v"});
}

TEST_CASE("several findings stand in the order of their weight")
{
    checkGolden(
        "banner_several.txt",
        {send("220 mx.example.com ESMTP\n"), answerEhlo("250-mx.example.com\r\n250 SIZE 1000\r\n"), awaitLine("VRFY"),
         send("252 cannot say\r\n"), answerQuit()},
        2, {"-e", "other.example.com", "--expect-capability", "STARTTLS,!SIZE", "-C", "VRFY postmaster", "-R", "250"});
}
