// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever ends a check, it says so: signals, an output that nobody can read, arguments beyond measure.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"

#include <string>

using namespace mpm::test;

namespace {

/// A shell command in which CHECK is check_smtp_banner.
ProcessResult shell(const std::string& command)
{
    return run({"sh", "-c", command}, {.environment = {{"CHECK", pluginPath("check_smtp_banner")}}});
}

std::string formatted(double seconds)
{
    return std::to_string(seconds);
}

} // namespace

TEST_CASE("an answer that nobody can read is UNKNOWN, whatever it was")
{
    HostileSmtp server({send("220 mx.example.com\r\n"), answerEhlo("250 mx.example.com\r\n"), answerQuit()});
    const auto target = "-H 127.0.0.1 -p " + std::to_string(server.port());
    REQUIRE(shell("$CHECK " + target).exitStatus == 0);
    for (const auto* sink : {">&-", ">/dev/full", ">&- 2>&-", "<&- >&- 2>&-"}) {
        for (const auto& arguments :
             {target, target + " --format json", target + " -vvv", std::string("--list-findings"),
              std::string("--explain 550"), std::string("--no-such-option")}) {
            CAPTURE(sink, arguments);
            const auto result = shell("$CHECK " + arguments + " " + sink);
            CHECK(result.exitStatus == 3);
            CHECK(result.err.empty());
        }
    }
    CHECK(shell("$CHECK " + target + " <&- 2>&-").exitStatus == 0);
    CHECK(server.clients().front().unexpected.empty());
}

TEST_CASE("a check that is told to end says so and is UNKNOWN")
{
    HostileSmtp silent({staySilent()});
    const auto pause = formatted(scaled(0.3));
    for (const auto* signal : {"TERM", "INT", "HUP"}) {
        for (const auto* format : {"text", "json", "prometheus"}) {
            CAPTURE(signal, format);
            // A shell makes what it starts in the background deaf to SIGINT; env does not.
            const auto result =
                shell("python3 -c 'import signal, subprocess, sys, time; signal.signal(signal.SIGINT, signal.SIG_DFL); "
                      "check = subprocess.Popen(sys.argv[2:]); time.sleep(" +
                      pause + "); check.send_signal(getattr(signal, \"SIG\" + sys.argv[1])); sys.exit(check.wait())' " +
                      signal + " $CHECK -H 127.0.0.1 -p " + std::to_string(silent.port()) + " -t " + scaled("20") +
                      " --format " + format);
            INFO(result.out << result.err);
            CHECK(result.exitStatus == 3);
            CHECK(result.err.empty());
            CHECK(holds(result.out,
                        std::string(format) == "prometheus" ? "mail_check_status" : "interrupted by a signal"));
            CHECK_FALSE(holds(result.out, "makers of this check"));
            CHECK((std::string(format) != "json" || holds(result.out, "\"remedy\":\"Find out who ended it: ")));
        }
    }
}

TEST_CASE("a check that gets no processor until its time is up blames no server")
{
    HostileSmtp slow({send("220 mx.example.com\r\n"), answerEhlo("250 mx.example.com\r\n"), staySilent()});
    const auto result =
        shell("python3 -c 'import signal, subprocess, sys, time; check = subprocess.Popen(sys.argv[2:]); "
              "time.sleep(float(sys.argv[1])); check.send_signal(signal.SIGSTOP); time.sleep(2 * float(sys.argv[1])); "
              "check.send_signal(signal.SIGCONT); sys.exit(check.wait())' " +
              formatted(scaled(0.6)) + " $CHECK -H 127.0.0.1 -p " + std::to_string(slow.port()) + " -C NOOP -t " +
              scaled("1.2:warning"));
    INFO(result.out << result.err);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "the check ran out of time: no verdict within "));
    CHECK(holds(result.out, "[WARNING] timed-out 127.0.0.1: the check ran out of time"));
    CHECK(holds(result.out, "what to do: Look at this machine's load"));
    CHECK_FALSE(holds(result.out, "no answer"));
}

TEST_CASE("arguments beyond measure are refused or cut before they cost anything")
{
    const auto many = shell("$CHECK $(yes -- -v | head -100000 | tr '\\n' ' ')");
    CHECK(many.exitStatus == 3);
    CHECK(many.out == "SMTP BANNER UNKNOWN - more than 1000 arguments\n");
    CHECK(many.seconds < scaled(2.0));
    const auto longFlags = shell("$CHECK -$(head -c 100000 /dev/zero | tr '\\0' v) --list-findings");
    CHECK(longFlags.exitStatus == 0);
    CHECK(longFlags.seconds < scaled(1.0));
}
