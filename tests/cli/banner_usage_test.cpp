// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"

using namespace mpm::test;
using Arguments = std::vector<std::string>;

namespace {

struct Misuse {
    Arguments arguments;
    std::string sentence;
};

/// One line on stdout, nothing on stderr, exit status 3.
void checkRefused(const Arguments& arguments, const std::string& sentence)
{
    const auto result = runCheck("check_smtp_banner", arguments);
    CHECK(result.exitStatus == 3);
    CHECK(result.out == "SMTP BANNER UNKNOWN - " + sentence + "\n");
    CHECK(result.err.empty());
}

const std::string notAPort = " is not a whole number from 1 to 65535";
const std::string notATime = " is not a number of seconds from 0.05 to 86400";
const std::string notARange = " is not of the form [@][start:]end, such as 5, 10:, ~:5, 5:10 or @5:10";
const std::string whatToExplain = ": give a code (550, 5.1.1), a reply in quotes (\"550 5.1.1 User unknown\"), a class "
                                  "(5xx), a step (RCPT), lines of "
                                  "a log or a bounce, or - to read them from standard input";

} // namespace

TEST_CASE("a usage error is one line that quotes what is wrong")
{
    const auto misuse = GENERATE_COPY(values<Misuse>({
        {{}, "no host given; use -H HOST or --mx DOMAIN"},
        {{"-H"}, "option '-H' needs a value"},
        {{"-H", "x", "-H", "y"}, "option '--hostname' is given twice: 'x' and 'y'"},
        {{"-H", "x", "", "extra"}, "unexpected argument 'extra'; every value belongs to an option"},
        {{"-H", "x", "--nosuch"}, "unknown option '--nosuch'; --help shows them all"},
        {{"-H", "x", "--hostnam", "y"}, "unknown option '--hostnam'; did you mean --hostname?"},
        {{"-H", "x", "-Z"}, "unknown option '-Z'; --help shows them all"},
        {{"-H", "x", "-p", "0"}, "--port: '0'" + notAPort},
        {{"-H", "x", "-p", "65536"}, "--port: '65536'" + notAPort},
        {{"-H", "x", "-p", "70000"}, "--port: '70000'" + notAPort},
        {{"-H", "x", "-p", "-1"}, "--port: '-1'" + notAPort},
        {{"-H", "x", "-p", "25x"}, "--port: '25x'" + notAPort},
        {{"-H", "x", "-p", "smtp"}, "--port: 'smtp'" + notAPort},
        {{"-H", "x", "-p", ""}, "--port: ''" + notAPort},
        {{"-H", "x", "-t", "0"}, "--timeout: '0'" + notATime},
        {{"-H", "x", "-t", "-1"}, "--timeout: '-1'" + notATime},
        {{"-H", "x", "-t", "abc"}, "--timeout: 'abc'" + notATime},
        {{"-H", "x", "-t", "1e9"}, "--timeout: '1e9'" + notATime},
        {{"-H", "x", "-t", "5:maybe"},
         "--timeout: '5:maybe' ends with 'maybe', which is not one of ok, warning, critical, unknown"},
        {{"-H", "x", "-4", "-6"}, "--use-ipv4 and --use-ipv6 exclude each other; without both, both families are used"},
        {{"-H", "x", "--source-address", "foo"}, "--source-address: 'foo' is not an IP address"},
        {{"-H", "x", "--resolver", "foo"}, "--resolver: 'foo' is not of the form ADDR, ADDR:PORT or [v6]:PORT"},
        {{"-H", "x", "--severity", "x=ok"}, "--severity: there is no finding 'x'; --list-findings shows them all"},
        {{"-H", "x", "--severity", "smtp-bare-lf=bad"},
         "--severity: 'bad' is not a status; use ok, warning, critical or unknown"},
        {{"-H", "x", "--severity", "smtp-bare-lf"}, "--severity: 'smtp-bare-lf' is not of the form ID=STATUS"},
        {{"-H", "x", "--format", "xml"}, "--format: 'xml' is not one of text, json, prometheus"},
        {{"-H", "x", "--expect-regex", "[z-a]"},
         "--expect-regex: '[z-a]': range out of order in character class (at offset 3)"},
        {{"-H", "x", "-R", "250"},
         "--response: '250' belongs to no --command; there must be a command for each response"},
        {{"-H", "x", "-C", "NOOP\r\nQUIT"},
         "--command: 'NOOP??QUIT' is no single command line of 1 to 510 printable characters"},
        {{"-H", "x", "-w", "nosuch=5"}, "there is no metric 'nosuch' to set a threshold on; --help names them all"},
        {{"-H", "x", "-w", "time=5", "-w", "6"}, "--warning: metric 'time' is given twice"},
        {{"--list-findings=x"}, "option '--list-findings' takes no value, but 'x' was given"},
        {{"--explain", "hello"}, "--explain: no reply in \"hello\"" + whatToExplain},
        {{"--explain", "999"}, "--explain: no reply in \"999\"" + whatToExplain},
        {{"--explain", "550", "5.1.1", "User", "unknown"},
         "unexpected argument '5.1.1'; put the value of --explain in quotes: --explain '550 5.1.1 User unknown'"},
    }));
    checkRefused(misuse.arguments, misuse.sentence);
}

TEST_CASE("a malformed range is quoted, whatever metric and option it is for")
{
    const std::string range =
        GENERATE(as<std::string>{}, ":", "1:~", "foo", "1-10", "10:~", "x:y", "5s", "1e3", "nan", "inf", "@", "~",
                 "~:~", "@@5", "5:10:15", "0x10", "+5", "5 10", "5;10", "--5", "1.2.3", ".");
    checkRefused({"-H", "x", "-w", range}, "--warning: range '" + range + "'" + notARange);
    checkRefused({"-H", "x", "-c", range}, "--critical: range '" + range + "'" + notARange);
    checkRefused({"-H", "x", "-c", "5,greeting=" + range}, "--critical: range '" + range + "'" + notARange);
}

TEST_CASE("a range that is empty or runs backwards is quoted")
{
    checkRefused({"-H", "x", "-w", ""}, "--warning: range '' is empty");
    checkRefused({"-H", "x", "-c", "10:5"}, "--critical: range '10:5' starts above its end");
}

TEST_CASE("a usage error of any octets is one clean line")
{
    const std::string octets = GENERATE(as<std::string>{}, "\x1B[31m", "a\nb", "a|b=1", "<script>", "$(x)", "`x`",
                                        "\xFF\xFE", "\xC3\xBC", " ", "\r");
    for (const auto* option : {"-H", "-p", "-w", "-t", "--severity", "--format", "--expect-capability", "--nosuch"}) {
        const auto result = runCheck("check_smtp_banner", {"-p", "x", option, octets});
        INFO(option << ": " << result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.lines().size() == 1);
        CHECK(result.out.find('|') == std::string::npos);
        // The user's own angle brackets are comparisons, and quoted as they are.
        auto withoutBrackets = result.out;
        std::erase_if(withoutBrackets, [](char c) { return c == '<' || c == '>'; });
        CHECK(harmIn(withoutBrackets).empty());
        CHECK(result.err.empty());
    }
}

TEST_CASE("a format that the ini file asks for holds for usage errors too")
{
    const TempDir folder;
    const auto file = folder.write("plugins.ini", "[check_smtp_banner]\nformat=json\n").string();
    const auto result = runCheck("check_smtp_banner", {"--extra-opts=@" + file, "-H", "x", "-p", "no"});
    CHECK(result.exitStatus == 3);
    CHECK(result.out.starts_with("{\"plugin\":\"check_smtp_banner\""));
}

TEST_CASE("a malformed ini file is a usage error that names file and line")
{
    const TempDir folder;
    const auto refusal = [&](const std::string& content) {
        const auto file = folder.write("plugins.ini", content).string();
        return runCheck("check_smtp_banner", {"--extra-opts=@" + file});
    };
    const auto check = [&](const std::string& content, const std::string& sentence) {
        const auto result = refusal(content);
        CHECK(result.exitStatus == 3);
        CHECK(result.out == "SMTP BANNER UNKNOWN - " + sentence + "\n");
    };
    const auto file = (folder / "plugins.ini").string();
    check("[check_smtp_banner\n",
          "--extra-opts: " + file + " line 1: opens a section name with '[' and does not close it");
    check("[check_smtp_banner]\n=1\n", "--extra-opts: " + file + " line 2: is not of the form option=value or option");
    check("[other]\n", "--extra-opts: " + file + " has no section '[check_smtp_banner]'");
    check("[check_smtp_banner]\nhostname=x\nport=70000\n", "--port: '70000'" + notAPort);
    check("[check_smtp_banner]\nnosuch=1\n",
          "--extra-opts: " + file + " line 2: unknown option '--nosuch'; --help shows them all");
    checkRefused({"--extra-opts=@/nonexistent"}, "--extra-opts: can't read the file '/nonexistent'");
}

TEST_CASE("a usage error under --format json is one object that says so")
{
    const auto result = runCheck("check_smtp_banner", {"--format", "json", "-H", "x", "-p", "0"});
    CHECK(result.exitStatus == 3);
    CHECK(result.lines().size() == 1);
    CHECK(result.out.rfind(R"({"plugin":"check_smtp_banner")", 0) == 0);
    CHECK(result.out.find(R"("status":3,"status_text":"UNKNOWN","summary":"--port: '0')" + notAPort) !=
          std::string::npos);
    CHECK(result.err.empty());
}
