// SPDX-License-Identifier: GPL-3.0-or-later
// Signals, at any time of a run and however the caller has set them.
#include "local/machine.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <csignal>
#include <string>

using namespace mpm::test;

namespace {

constexpr auto interrupted = "interrupted by a signal before the check had ended";

struct Told {
    std::string signal; ///< as coreutils call it
    std::string words;
};

/// Every signal that would end a process without a word.
std::vector<Told> endingSignals()
{
    std::vector<Told> all{{"XCPU", "processor time"}, {"SEGV", "crashed"}, {"BUS", "crashed"},
                          {"FPE", "crashed"},         {"ILL", "crashed"},  {"ABRT", "a library aborted"}};
    for (const auto* name : {"HUP", "INT", "QUIT", "TRAP", "USR1", "USR2", "ALRM", "TERM", "STKFLT", "VTALRM", "PROF",
                             "POLL", "PWR", "SYS", "RTMIN", "RTMIN+7", "RTMAX"}) {
        all.push_back({name, interrupted});
    }
    return all;
}

/// A signal that is blocked stays with the process through exec, until the check lets it through.
Wrapping pendingAtStart(int signal)
{
    return {"python3", "-c",
            "import os, signal, sys\n"
            "number = int(sys.argv[1])\n"
            "signal.pthread_sigmask(signal.SIG_BLOCK, [number])\n"
            "signal.signal(number, signal.SIG_DFL)\n"
            "os.kill(os.getpid(), number)\n"
            "os.execv(sys.argv[2], sys.argv[2:])",
            std::to_string(signal)};
}

} // namespace

TEST_CASE("a signal in the middle of a check ends it with a line and UNKNOWN")
{
    const Machine machine;
    for (const auto& [signal, words] : endingSignals()) {
        CAPTURE(signal);
        checkUnknown(runOn(machine.waiting(), {"timeout", "--preserve-status", "-s", signal, "0.2"}), words);
    }
}

TEST_CASE("a signal that came before the check began, blocked, ends it with a line and UNKNOWN")
{
    const Machine machine;
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGVTALRM, SIGPROF, SIGIO,
                             SIGPWR, SIGSYS, SIGRTMIN, SIGRTMAX}) {
        for (const auto& check : machine.checks()) {
            CAPTURE(signal, check.name);
            if (signal == SIGTERM || check.name == "banner") {
                checkUnknown(runOn(check, pendingAtStart(signal)), interrupted);
            }
        }
    }
}

TEST_CASE("signals that the caller blocks or ignores change no answer")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        for (const auto* option : {"--block-signal", "--ignore-signal", "--default-signal"}) {
            CAPTURE(check.name, option);
            CHECK_FALSE(checkSoundOrUnknown(runOn(check, {"env", option}), ""));
        }
    }
}

TEST_CASE("a check ends by its time-out whatever signals the caller blocks or ignores")
{
    const Machine machine;
    for (const auto* option : {"--block-signal", "--ignore-signal"}) {
        CAPTURE(option);
        const auto result = runOn(machine.waiting(), {"env", option}, {}, "0.5");
        INFO(result.out << result.err);
        CHECK(answered(result, "0.5"));
        CHECK(result.exitStatus == 2);
        CHECK(holds(result.firstLine(), "no answer within"));
    }
}

TEST_CASE("a check under nohup stays deaf to SIGHUP")
{
    const Machine machine;
    const auto result =
        runOn(machine.waiting(), {"timeout", "--preserve-status", "-s", "HUP", "0.1", "env", "--ignore-signal=HUP"}, {},
              "0.5");
    INFO(result.out << result.err);
    CHECK(answered(result, "0.5"));
    CHECK(result.exitStatus == 2);
}
