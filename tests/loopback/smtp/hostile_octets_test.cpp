// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/smtp/banner_verdict.hpp"
#include "support/timing.hpp"

#include <random>

using namespace mpm::test;
using std::string;

namespace {

// AddressSanitizer's shadow memory is none of the plugin's.
#ifdef __SANITIZE_ADDRESS__
constexpr long memoryLimitKiB = 256L * 1024;
#else
constexpr long memoryLimitKiB = 16L * 1024;
#endif

} // namespace

TEST_CASE("Lines that end with a bare LF are WARNING")
{
    checkBanner(greetingOf("220 mx.example.com ESMTP\n"),
                {.exitStatus = 1, .finding = "smtp-bare-lf", .line1 = {"greeting"}});
    checkBanner(greetingOf("220-mx.example.com\n220 ESMTP\r\n"), {.exitStatus = 1, .finding = "smtp-bare-lf"});
    checkBanner(ehloOf("250-mx.example.com\r\n250 SIZE\n"),
                {.exitStatus = 1, .finding = "smtp-bare-lf", .line1 = {"EHLO"}});
}

TEST_CASE("A bare CR inside a line is WARNING")
{
    checkBanner(greetingOf("220 mx.example.com\rESMTP\r\n"),
                {.exitStatus = 1, .finding = "smtp-reply-octets", .line1 = {"greeting"}});
}

TEST_CASE("A greeting that ends with a bare CR never ends")
{
    checkBanner({send("220 mx.example.com\r"), staySilent()},
                {.exitStatus = 2, .finding = "timed-out", .line1 = {"greeting"}});
}

TEST_CASE("Octets that have no place in a reply are WARNING and never reach the output")
{
    const auto text =
        GENERATE(as<string>{}, string("mx\0 nul", 7), "mx \x1B[31mred\x1B[0m", "mx \x1B]0;title\x07", "mx \x7F del",
                 "mx \x08\x08\x08 erased", "mx \xFF\xFE latin", "mx \xC0\xAF overlong", "mx \xED\xA0\x80 surrogate",
                 "mx \xE2\x82", "mx \xC2\x9B[31m C1", "mx \xE2\x80\xAE right to left", "mx gr\xC3\xBC\xC3\x9F Gott");
    INFO(text);
    checkBanner(greetingOf("220 " + text + "\r\n"),
                {.exitStatus = 1, .finding = "smtp-reply-octets", .line1 = {"greeting"}});
    checkBanner(ehloOf("250-mx.example.com\r\n250-" + text + "\r\n250 SIZE\r\n"),
                {.exitStatus = 1, .finding = "smtp-reply-octets", .line1 = {"EHLO"}});
}

TEST_CASE("Printable text that means something to a shell, a browser or Icinga is OK and comes out harmless")
{
    const auto text =
        GENERATE(as<string>{}, "mx | evil=1;2;3", "mx|a=1 | b=2", "<script>alert(1)</script>", "$(reboot) `reboot`",
                 "mx 'x'=1 \"y\" \\n %s %n {{x}} ${HOME} $HOSTNAME$", "x::y=1", "time=0s;;;0", "| time=0s",
                 "OK - all well", "&lt;b&gt; &amp;", "-->", "mx;rm -rf ~", "$$((1))", "<<<>>>");
    INFO(text);
    checkBanner(greetingOf("220 " + text + "\r\n"), {.exitStatus = 0, .line1 = {"greeting 220"}});
    checkBanner(refusalOf("554 " + text + "\r\n"),
                {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"greeting 554"}});
    checkBanner(ehloOf("250-" + text + "\r\n250 " + text + "\r\n"), {.exitStatus = 0, .arguments = {"-vvv"}});
    const auto refusal = "554-" + text + "\r\n554 " + text + "\r\n";
    checkBanner(
        {send("220 mx.example.com ESMTP\r\n"), answerEhlo(refusal), awaitLine("HELO "), send(refusal), answerQuit()},
        {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"EHLO", "554"}, .arguments = {"-vvv"}});
    checkBanner(greetingOf(text + "\r\n"), {.exitStatus = 2, .finding = "smtp-protocol-error", .arguments = {"-vvv"}});
}

TEST_CASE("A line of 512 octets is fine, one of 513 is WARNING")
{
    checkBanner(greetingOf("220 " + string(506, 'x') + "\r\n"), {.exitStatus = 0});
    checkBanner(greetingOf("220 " + string(507, 'x') + "\r\n"),
                {.exitStatus = 1, .finding = "smtp-line-too-long", .line1 = {"greeting"}});
    checkBanner(ehloOf("250-mx.example.com\r\n250 " + string(507, 'x') + "\r\n"),
                {.exitStatus = 1, .finding = "smtp-line-too-long", .line1 = {"EHLO"}});
}

TEST_CASE("A line of 70000 octets is no SMTP reply")
{
    checkBanner(greetingOf("220 " + string(70000, 'x') + "\r\n"),
                {.exitStatus = 2, .finding = "smtp-protocol-error", .line1 = {"greeting"}, .within = 0.5});
}

TEST_CASE("A greeting line without end costs neither memory nor time")
{
    const auto result =
        checkBanner({sendForever("220 " + string(65532, 'x'))},
                    {.exitStatus = 2, .finding = "smtp-protocol-error", .line1 = {"greeting"}, .within = 0.8});
    CHECK(result.maxRssKiB < memoryLimitKiB);
}

TEST_CASE("A greeting of lines without end costs neither memory nor time")
{
    const auto line = GENERATE(as<string>{}, "220-x\r\n", "220-\r\n", "220-\n");
    const auto result = checkBanner(
        {sendForever(line)}, {.exitStatus = 2, .finding = "smtp-protocol-error", .line1 = {"greeting"}, .within = 0.8});
    CHECK(result.maxRssKiB < memoryLimitKiB);
}

TEST_CASE("Complete greetings without end cost neither memory nor time")
{
    HostileSmtp server({sendForever("220 mx.example.com ESMTP\r\n")});
    const auto result =
        runCheck("check_smtp_banner", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-t", scaled("1")});
    INFO(result.out);
    CHECK(result.exitStatus != 0);
    CHECK(result.exitStatus != 3);
    // Which of the two depends on how the segments fall.
    const bool early = result.out.find("] smtp-early-data ") != string::npos;
    const bool outOfPlace = result.out.find("] smtp-unexpected-reply ") != string::npos;
    CHECK((early || outOfPlace));
    CHECK(result.seconds <= scaled(1.3));
    CHECK(result.maxRssKiB < memoryLimitKiB);
    checkForm(result);
}

TEST_CASE("An EHLO reply without end costs neither memory nor time")
{
    const auto result =
        checkBanner({send("220 mx.example.com ESMTP\r\n"), awaitLine("EHLO"), sendForever("250-SIZE\r\n")},
                    {.exitStatus = 2, .finding = "smtp-protocol-error", .line1 = {"EHLO"}, .within = 0.8});
    CHECK(result.maxRssKiB < memoryLimitKiB);
}

TEST_CASE("Whatever octets a server sends, every output form stays clean")
{
    std::mt19937 random(5321); // the same octets in every run
    std::uniform_int_distribution<int> octet(0, 255);
    std::uniform_int_distribution<int> length(0, 120);
    const string spice = "\r\n|=<>`$('\";\x1B\\% 250-";
    for (int round = 0; round < 40; ++round) {
        string text;
        for (int i = length(random); i > 0; --i) {
            const auto drawn = octet(random);
            text +=
                drawn < 128 ? spice[static_cast<std::size_t>(drawn) % spice.size()] : static_cast<char>(octet(random));
        }
        const string front = round % 3 == 0 ? "" : round % 3 == 1 ? "220 " : "554-";
        HostileSmtp server(round % 2 == 0 ? greetingOf(front + text + "\r\n554 \r\n") : ehloOf("250-" + text + "\r\n"));
        const auto port = std::to_string(server.port());
        const std::vector<string> formats{"text", "json", "prometheus"};
        for (const auto& format : formats) {
            const auto result = runCheck(
                "check_smtp_banner", {"-H", "127.0.0.1", "-p", port, "-t", scaled("0.3"), "-vvv", "--format", format});
            INFO("round " << round << ", " << format << ": " << result.out);
            CHECK(result.exitStatus >= 0);
            CHECK(result.exitStatus <= 2);
            CHECK(result.seconds <= scaled(0.6));
            CHECK(result.err.empty());
            CHECK(harmIn(result.out).empty());
            if (format == "text") {
                checkForm(result);
            }
        }
    }
}

TEST_CASE("An option that has no effect here is taken, and told with -v")
{
    for (const auto& option :
         std::vector<std::vector<std::string>>{{"--min-tls", "1.2"}, {"--ca-path", "/etc/ssl/certs"}}) {
        auto arguments = option;
        arguments.emplace_back("-v");
        HostileSmtp server(ehloOf("250 mail.example.com\r\n"));
        arguments.insert(arguments.end(), {"-H", "127.0.0.1", "-p", std::to_string(server.port())});
        const auto result = runCheck("check_smtp_banner", arguments);
        INFO(result.out);
        CHECK(result.exitStatus == 0);
        CHECK(result.out.find("\n[OK] option-unused " + option.front() +
                              " has no effect without --starttls or --smtps\n") != string::npos);
        checkForm(result);
    }
}
